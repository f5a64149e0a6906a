import { expect } from 'vitest';
import type { Safetensors } from '../../src/formats/safetensors.ts';

/** A file with any header text, valid or not, and any data. */
export function fileWith(header: string, data: ArrayLike<number>): Uint8Array<ArrayBuffer> {
  const text = new TextEncoder().encode(header);
  const file = new Uint8Array(8 + text.length + data.length);
  new DataView(file.buffer).setUint32(0, text.length, true);
  file.set(text, 8);
  file.set(data, 8 + text.length);
  return file;
}

/** The header of a file as text. */
export function headerOf(file: Uint8Array): string {
  const length = new DataView(file.buffer, file.byteOffset).getUint32(0, true);
  return new TextDecoder().decode(file.subarray(8, 8 + length));
}

/**
 * Checks that the result agrees with JSON.parse, and that every tensor is a view on its bytes of
 * the file.
 */
export function expectFaithful(file: Uint8Array, read: Safetensors): void {
  const header = headerOf(file);
  const dataStart = 8 + new TextEncoder().encode(header).length;
  const { __metadata__: notes = {}, ...entries } = JSON.parse(header);
  expect(read.metadata).toEqual(new Map(Object.entries(notes)));
  expect([...read.tensors.keys()].sort()).toEqual(Object.keys(entries).sort());
  for (const [name, { dtype, shape, data }] of read.tensors) {
    const expected = Object.getOwnPropertyDescriptor(entries, name)?.value;
    const data_offsets = [0, data.length].map(
      (n) => n + data.byteOffset - file.byteOffset - dataStart,
    );
    expect({ dtype, shape, data_offsets }).toEqual(expected);
  }
}
