import { describe, expect, it } from 'vitest';
import { FormatError } from '../../src/errors.ts';
import { readIdx } from '../../src/formats/idx.ts';

describe('readIdx', () => {
  it('reads a three-dimensional array as a view', () => {
    const file = Uint8Array.of(
      ...[0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3],
      ...[1, 2, 3, 4, 5, 6],
    );
    const { shape, data } = readIdx(file);
    expect(shape).toEqual([2, 1, 3]);
    expect([...data]).toEqual([1, 2, 3, 4, 5, 6]);
    expect(data.buffer).toBe(file.buffer);
  });

  it('reads from the middle of a buffer', () => {
    const file = Uint8Array.of(99, 99, 99, 0, 0, 8, 1, 0, 0, 0, 2, 7, 8, 99).subarray(3, 13);
    expect(readIdx(file)).toEqual({ shape: [2], data: Uint8Array.of(7, 8) });
  });

  it('reads an array without values, whatever its other sizes', () => {
    const empty = Uint8Array.of(0, 0, 8, 2, 0, 0, 0, 0, 255, 255, 255, 255);
    expect(readIdx(empty).shape).toEqual([0, 0xffffffff]);
    const overflowing = Uint8Array.of(0, 0, 8, 200, ...new Uint8Array(796).fill(255), 0, 0, 0, 0);
    expect(readIdx(overflowing).data).toHaveLength(0);
  });

  it.each([
    ['an empty file', [], 'at least 4 bytes'],
    ['another magic number', [0x50, 0x4b, 8, 1], 'got 0x50 0x4b'],
    ['floats', [0, 0, 0x0d, 1, 0, 0, 0, 0], 'got type 0x0d (32-bit float)'],
    ['an unknown type', [0, 0, 0x42, 1, 0, 0, 0, 0], 'got type 0x42 (unknown)'],
    ['rank 0', [0, 0, 8, 0], 'rank 0'],
    ['a cut header', [0, 0, 8, 2, 0, 0, 0, 1], 'rank 2 takes 12 bytes, the file has 8'],
    ['a cut body', [0, 0, 8, 1, 0, 0, 0, 3, 1, 2], 'needs 3 bytes of values, the file has 2'],
    ['bytes left over', [0, 0, 8, 1, 0, 0, 0, 1, 1, 2], 'followed by other data'],
    ['a size read as negative', [0, 0, 8, 1, 255, 255, 255, 255, 1], 'shape [4294967295]'],
    [
      'a huge shape',
      [0, 0, 8, 2, 255, 255, 255, 255, 255, 255, 255, 255, 1],
      'truncated or its header is wrong',
    ],
  ])('refuses %s', (_, bytes, message) => {
    const attempt = () => readIdx(Uint8Array.from(bytes));
    expect(attempt).toThrow(FormatError);
    expect(attempt).toThrow(message);
  });
});
