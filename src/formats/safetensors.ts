import { bytesOf } from '../data/arrays.ts';
import { FormatError } from '../errors.ts';
import type { Bytes } from '../platform.ts';
import { type Dtype, elementBytes } from './dtypes.ts';
import { isUnicode, quote } from './jsonScanner.ts';
import {
  checkCoverage,
  checkSize,
  headerLength,
  lengthBytes,
  maxHeaderBytes,
  metadataKey,
  parseHeader,
} from './safetensorsHeader.ts';

export { type Dtype, toFloat32 } from './dtypes.ts';

/** One tensor of a file. */
interface SafeTensor {
  dtype: Dtype;
  /** Sizes of the dimensions; empty for a scalar. */
  shape: number[];
  /** Little-endian, row-major values: a view on the file's bytes, at any alignment. */
  data: Uint8Array;
}

export interface Safetensors {
  metadata: Map<string, string>;
  /** By name, in header order. */
  tensors: Map<string, SafeTensor>;
}

/** A tensor to write; `data` holds the values in the binary form of `dtype`. */
export interface TensorToWrite {
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  readonly data: ArrayBufferView;
}

/**
 * Reads a safetensors file. The tensors are views on `bytes`, so false sizes in the header cost no
 * memory.
 *
 * @throws {FormatError} when any rule of the format is broken: a header longer than 100 MB or than
 *   the file, not strict JSON, with a duplicate or an unknown key; a shape that does not fill its
 *   range; ranges that leave gaps or overlap.
 */
export function readSafetensors(source: Uint8Array | ArrayBuffer): Safetensors {
  const bytes = bytesOf(source, 'safetensors');
  const dataStart = lengthBytes + headerLength(bytes);
  const { metadata, entries } = parseHeader(bytes.subarray(lengthBytes, dataStart));
  checkCoverage(entries, bytes.length - dataStart);
  const tensors = new Map<string, SafeTensor>();
  for (const [name, { dtype, shape, begin, end }] of entries) {
    const data = bytes.subarray(dataStart + begin, dataStart + end);
    tensors.set(name, { dtype, shape, data });
  }
  return { metadata, tensors };
}

/**
 * Writes a safetensors file. Tensors with large elements come first, so that, with the padded
 * header, every tensor is aligned to its element size.
 *
 * @throws {FormatError} when a tensor's shape and data disagree, a name is
 *   reserved or not valid Unicode, or the header exceeds 100 MB.
 */
export function writeSafetensors(
  tensors: ReadonlyMap<string, TensorToWrite>,
  metadata: ReadonlyMap<string, string>,
): Bytes {
  const ordered = [...tensors].sort(
    ([, a], [, b]) => elementBytes(b.dtype) - elementBytes(a.dtype),
  );
  const members: string[] = [];
  if (metadata.size > 0) {
    const pairs = [...metadata].map(([key, value]) => `${encode(key)}:${encode(value)}`);
    members.push(`"${metadataKey}":{${pairs.join(',')}}`);
  }
  let end = 0;
  for (const [name, { dtype, shape, data }] of ordered) {
    if (name === metadataKey) throw new FormatError(`a tensor cannot be named "${metadataKey}"`);
    const begin = end;
    end += data.byteLength;
    checkSize(name, { dtype, shape, begin, end });
    const range = `"data_offsets":[${begin},${end}]`;
    members.push(`${encode(name)}:{"dtype":"${dtype}","shape":[${shape.join(',')}],${range}}`);
  }
  const json = new TextEncoder().encode(`{${members.join(',')}}`);
  const paddedLength = Math.ceil(json.length / 8) * 8;
  if (paddedLength > maxHeaderBytes) {
    throw new FormatError(
      `safetensors: the header would take ${paddedLength} bytes, at most ${maxHeaderBytes} are allowed`,
    );
  }

  const dataStart = lengthBytes + paddedLength;
  const file = new Uint8Array(dataStart + end);
  new DataView(file.buffer).setUint32(0, paddedLength, true);
  file.set(json, lengthBytes);
  file.fill(0x20, lengthBytes + json.length, dataStart);
  let position = dataStart;
  for (const [, { data }] of ordered) {
    file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), position);
    position += data.byteLength;
  }
  return file;
}

function encode(text: string): string {
  if (!isUnicode(text)) throw new FormatError(`safetensors: ${quote(text)} is not valid Unicode`);
  return JSON.stringify(text);
}
