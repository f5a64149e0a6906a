import { bytesOf } from '../data/arrays.ts';
import { FormatError } from '../errors.ts';

/** An IDX file of unsigned bytes. */
export interface IdxArray {
  /** Sizes of the dimensions, outermost first. */
  shape: number[];
  /** Row-major; a view on the bytes that were read. */
  data: Uint8Array;
}

const unsignedByte = 0x08;

const typeNames = new Map([
  [0x09, 'signed byte'],
  [0x0b, '16-bit integer'],
  [0x0c, '32-bit integer'],
  [0x0d, '32-bit float'],
  [0x0e, '64-bit float'],
]);

/**
 * Reads the IDX format of MNIST: two zero bytes, a type, a rank, one big-endian u32 per dimension,
 * then the values. The values are not copied, so false sizes in the header cost no memory.
 *
 * @throws {FormatError} when the bytes are not exactly one IDX array of unsigned bytes.
 */
export function readIdx(file: Uint8Array | ArrayBuffer): IdxArray {
  const bytes = bytesOf(file, 'IDX');
  const [zero0, zero1, type, rank] = bytes;
  if (zero0 === undefined || zero1 === undefined || type === undefined || rank === undefined) {
    throw new FormatError(
      `IDX: expected a header of at least 4 bytes, the file has ${bytes.length}`,
    );
  }
  if (zero0 !== 0 || zero1 !== 0) {
    throw new FormatError(
      `IDX: expected the file to begin with two zero bytes, got ${hex(zero0)} ${hex(zero1)}; ` +
        'this is not an IDX file',
    );
  }
  if (type !== unsignedByte) {
    const name = typeNames.get(type) ?? 'unknown';
    throw new FormatError(
      `IDX: expected values of type 0x08 (unsigned byte), got type ${hex(type)} (${name})`,
    );
  }
  if (rank === 0) throw new FormatError('IDX: expected at least one dimension, got rank 0');

  const start = 4 + 4 * rank;
  if (bytes.length < start) {
    throw new FormatError(
      `IDX: a header of rank ${rank} takes ${start} bytes, the file has ${bytes.length}`,
    );
  }
  const header = new DataView(bytes.buffer, bytes.byteOffset, start);
  const shape = Array.from({ length: rank }, (_, axis) => header.getUint32(4 + 4 * axis));
  // Zero is checked first: a product of many huge sizes is Infinity, and Infinity * 0 is NaN.
  const count = shape.includes(0) ? 0 : shape.reduce((product, size) => product * size, 1);
  const found = bytes.length - start;
  if (count !== found) {
    const problem = found < count ? 'truncated or its header is wrong' : 'followed by other data';
    throw new FormatError(
      `IDX: shape [${shape.join(', ')}] needs ${count} bytes of values, the file has ${found}; ` +
        `it is ${problem}`,
    );
  }
  return { shape, data: bytes.subarray(start) };
}

function hex(byte: number): string {
  return `0x${byte.toString(16).padStart(2, '0')}`;
}
