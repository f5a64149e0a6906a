import { isWholeNumber, shown } from '../checks.ts';
import { arrayName, bytesOf, kindOf } from '../data/arrays.ts';
import { DataError, FormatError, ShapeError } from '../errors.ts';
import type { Bytes } from '../platform.ts';
import { NPY_MAGIC, readNpyHeader } from './npyHeader.ts';
import { elementType, fortranPlaces, type NpyValues } from './npyValues.ts';

/** An array of numbers from a NumPy file. */
export interface NpyArray {
  /** Sizes of the dimensions, outermost first; empty for a single value. */
  readonly shape: number[];
  /** NumPy's name of the element type, with its byte order: `<f4`, `|u1`. */
  readonly dtype: string;
  /** Row-major (C order), for any order in the file. */
  readonly data: NpyValues;
}

/**
 * Reads a file that `numpy.save` wrote for an array of booleans, integers, float32 or float64:
 * format versions 1 to 3, little- and big-endian, C and Fortran order. Booleans become 0 and 1;
 * 64-bit integers become float64 values, which are exact up to 2^53.
 *
 * Unsigned bytes in C order are a view on `bytes`; other values are copied. The file size is
 * checked before memory is allocated.
 *
 * @throws {FormatError} when the bytes are not exactly one such array.
 */
export function readNpy(file: Uint8Array | ArrayBuffer): NpyArray {
  const bytes = bytesOf(file, 'npy');
  const { dtype, fortranOrder, shape, start } = readNpyHeader(bytes);
  const { size, make, read, littleEndian } = elementType(dtype);
  // Zero is checked first: a product of many huge sizes is Infinity, and Infinity * 0 is NaN.
  const count = shape.includes(0) ? 0 : shape.reduce((product, length) => product * length, 1);
  const found = bytes.length - start;
  if (count * size !== found) {
    const problem =
      found < count * size ? 'truncated or its header is wrong' : 'followed by other data';
    throw new FormatError(
      `npy: shape (${shape.join(', ')}) of '${dtype}' needs ${count * size} bytes of values, ` +
        `the file has ${found}; it is ${problem}`,
    );
  }
  const ordered = !fortranOrder || shape.length < 2 || count === 0;
  if (ordered && (dtype.endsWith('u1') || dtype.endsWith('b1'))) {
    return { shape, dtype, data: bytes.subarray(start) };
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, found);
  const data = make(count);
  if (ordered) {
    for (let i = 0; i < count; i++) data[i] = read(view, i * size, littleEndian);
  } else {
    let i = 0;
    for (const place of fortranPlaces(shape)) data[i++] = read(view, place * size, littleEndian);
  }
  return { shape, dtype, data };
}

/** The magic bytes, then version 1.0. */
const PREFIX = [...NPY_MAGIC, 1, 0];

/**
 * The magic bytes, the version and the header are padded to a multiple of this, to align the
 * values.
 */
const ALIGNMENT = 64;

/**
 * Writes a NumPy file of float32 values in C order for `numpy.load`. Source: NumPy Enhancement
 * Proposal 1, "A simple file format for NumPy arrays", version 1.0.
 *
 * @param values row-major
 * @throws DataError for values that are no numbers in a typed array
 * @throws ShapeError for a shape that is no list of sizes, or if `values` does not have exactly the elements of `shape`
 */
export function writeNpy(values: Float32Array, shape: readonly number[]): Bytes {
  const kind = arrayName(values);
  if (kind === undefined || kind.startsWith('Big')) {
    throw new DataError(`npy: expected a Float32Array, got ${kindOf(values)}`);
  }
  if (!Array.isArray(shape) || !shape.every((length) => isWholeNumber(length, 0))) {
    throw new ShapeError(`npy: a shape is a list of sizes such as [10, 784], got ${shown(shape)}`);
  }
  const size = shape.reduce((product, length) => product * length, 1);
  if (values.length !== size) {
    throw new ShapeError(
      `an array [${shape.join(', ')}] takes ${size} values, got ${values.length}`,
    );
  }
  // A Python tuple; a tuple of one element ends with a comma.
  const tuple = `(${shape.join(', ')}${shape.length === 1 ? ',' : ''})`;
  const fields = `{'descr': '<f4', 'fortran_order': False, 'shape': ${tuple}, }`;
  const before = PREFIX.length + 2;
  const start = Math.ceil((before + fields.length + 1) / ALIGNMENT) * ALIGNMENT;
  const header = new TextEncoder().encode(`${fields.padEnd(start - before - 1)}\n`);
  const bytes = new Uint8Array(start + 4 * size);
  const view = new DataView(bytes.buffer);
  bytes.set(PREFIX);
  view.setUint16(PREFIX.length, header.length, true);
  bytes.set(header, before);
  for (const [i, value] of values.entries()) view.setFloat32(start + 4 * i, value, true);
  return bytes;
}
