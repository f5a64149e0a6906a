import { bytesOf } from '../data/arrays.ts';
import { FormatError } from '../errors.ts';

/** The information in the header of a .npy file. */
export interface NpyHeader {
  /** NumPy's name of the element type, with its byte order: `<f4`, `|u1`. */
  readonly dtype: string;
  /** True if the first dimension is contiguous (column-major order). */
  readonly fortranOrder: boolean;
  /** Sizes of the dimensions, outermost first; empty for a single value. */
  readonly shape: number[];
  /** Offset of the values in bytes. */
  readonly start: number;
}

/** `\x93NUMPY`. */
export const NPY_MAGIC: readonly number[] = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

/** Size of the header length field in bytes, by major version. */
const lengthBytes = new Map([
  [1, 2],
  [2, 4],
  [3, 4],
]);

/** True when the bytes begin like a .npy file. */
export function isNpy(file: Uint8Array | ArrayBuffer): boolean {
  const bytes = bytesOf(file, 'npy');
  return NPY_MAGIC.every((byte, i) => bytes[i] === byte);
}

/**
 * Reads the part of the file before the values: the magic bytes, a version, the header's length,
 * and the header, a Python dictionary of `descr`, `fortran_order` and `shape` in any order. Source:
 * the documentation of `numpy.lib.format`, versions 1.0, 2.0 and 3.0.
 *
 * @throws {FormatError} when a part is missing or malformed, or the header does not describe an
 * array.
 */
export function readNpyHeader(bytes: Uint8Array): NpyHeader {
  if (!isNpy(bytes)) {
    throw new FormatError(
      'npy: expected the file to begin with the bytes 93 4e 55 4d 50 59 ("\\x93NUMPY"); ' +
        'this is not a .npy file',
    );
  }
  const major = bytes[NPY_MAGIC.length];
  const size = major === undefined ? undefined : lengthBytes.get(major);
  const before = NPY_MAGIC.length + 2;
  if (major !== undefined && size === undefined) {
    throw new FormatError(`npy: expected format version 1, 2 or 3, got ${major}`);
  }
  if (size === undefined || bytes.length < before + size) {
    throw new FormatError(`npy: the file ends after ${bytes.length} bytes, before its header`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = size === 2 ? view.getUint16(before, true) : view.getUint32(before, true);
  const start = before + size + length;
  if (bytes.length < start) {
    throw new FormatError(
      `npy: the header takes ${length} bytes, the file has ${bytes.length - before - size} ` +
        'after its length; it is truncated',
    );
  }
  // The header of an array of numbers is ASCII, whatever the version's encoding.
  const text = new TextDecoder('latin1').decode(bytes.subarray(before + size, start));
  return { ...readFields(text), start };
}

/** One `'key': value,` of the dictionary: a string, a boolean, a tuple or a list. */
const entry =
  /\s*(['"])(\w*)\1\s*:\s*(?:(['"])([^'"]*)\3|(True|False)|\(([\dL,\s]*)\)|(\[.*\]))\s*(?:,|(?=\}))/sy;

function readFields(text: string): Omit<NpyHeader, 'start'> {
  const body = text.trim();
  const refuse = (problem: string) =>
    new FormatError(
      `npy: ${problem}; expected a header like ` +
        `{'descr': '<f4', 'fortran_order': False, 'shape': (60000, 784)}, got ${shown(body)}`,
    );
  let dtype: string | undefined;
  let fortranOrder: boolean | undefined;
  let shape: number[] | undefined;
  if (!body.startsWith('{')) throw refuse('the header is no dictionary');
  entry.lastIndex = 1;
  for (let end = 1; ; end = entry.lastIndex) {
    if (/^\s*\}$/.test(body.slice(end))) break;
    entry.lastIndex = end;
    const [, , key, , string, truth, tuple, list] = entry.exec(body) ?? [];
    if (key === 'descr' && list !== undefined) {
      throw new FormatError('npy: expected an array of plain numbers, got one of records');
    }
    if (key === 'descr' && string !== undefined) dtype = string;
    else if (key === 'fortran_order' && truth !== undefined) fortranOrder = truth === 'True';
    else if (key === 'shape' && tuple !== undefined) shape = readTuple(tuple);
    else throw refuse('the header has something else');
    if (key === 'shape' && shape === undefined) throw refuse('the shape is no tuple of sizes');
  }
  if (dtype === undefined || fortranOrder === undefined || shape === undefined) {
    throw refuse('the header lacks a field');
  }
  return { dtype, fortranOrder, shape };
}

/** Sizes of a Python tuple without its brackets; undefined if it is not a tuple of sizes. */
function readTuple(text: string): number[] | undefined {
  const items = text.trim() === '' ? [] : text.replace(/,\s*$/, '').split(',');
  // Python 2 wrote large sizes with an L.
  if (!items.every((item) => /^\s*\d+L?\s*$/.test(item))) return undefined;
  return items.map((item) => Number(item.replace('L', '')));
}

function shown(text: string): string {
  return text.length > 120 ? `${text.slice(0, 120)}...` : text;
}
