import { ShapeError } from '../errors.ts';

/** `\x93NUMPY`, then version 1.0. */
const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0];

/** What the header and all before it are padded to, so that the values lie aligned. */
const ALIGNMENT = 64;

/**
 * A NumPy file of float32 values in C order, what `numpy.load` reads.
 * Source: NumPy Enhancement Proposal 1, "A simple file format for NumPy arrays", version 1.0.
 *
 * @param values row-major
 * @throws ShapeError if `values` has not exactly the elements of `shape`
 */
export function writeNpy(values: Float32Array, shape: readonly number[]): Uint8Array {
  const size = shape.reduce((product, length) => product * length, 1);
  if (values.length !== size) {
    throw new ShapeError(
      `an array [${shape.join(', ')}] takes ${size} values, got ${values.length}`,
    );
  }
  // A Python tuple: of one element with a comma after it.
  const tuple = `(${shape.join(', ')}${shape.length === 1 ? ',' : ''})`;
  const fields = `{'descr': '<f4', 'fortran_order': False, 'shape': ${tuple}, }`;
  const before = MAGIC.length + 2;
  const start = Math.ceil((before + fields.length + 1) / ALIGNMENT) * ALIGNMENT;
  const header = new TextEncoder().encode(`${fields.padEnd(start - before - 1)}\n`);
  const bytes = new Uint8Array(start + 4 * size);
  const view = new DataView(bytes.buffer);
  bytes.set(MAGIC);
  view.setUint16(MAGIC.length, header.length, true);
  bytes.set(header, before);
  for (const [i, value] of values.entries()) view.setFloat32(start + 4 * i, value, true);
  return bytes;
}
