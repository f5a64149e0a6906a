import { describe, expect, it } from 'vitest';
import { FormatError } from '../../src/errors.ts';
import {
  readSafetensors,
  type TensorToWrite,
  toFloat32,
  writeSafetensors,
} from '../../src/formats/safetensors.ts';
import { fileWith } from './safetensorsFiles.ts';

const noMetadata = new Map<string, string>();

describe('writeSafetensors', () => {
  const tensors = new Map<string, TensorToWrite>([
    ['mask', { dtype: 'U8', shape: [3], data: Uint8Array.of(1, 2, 3) }],
    ['fc1.weight', { dtype: 'F32', shape: [1, 2], data: Float32Array.of(0.5, -2) }],
    ['step', { dtype: 'I64', shape: [], data: BigInt64Array.of(-7n) }],
  ]);

  it('is read back as it was written', () => {
    const file = writeSafetensors(tensors, new Map([['format', 'test']]));
    const read = readSafetensors(file);
    expect(read.metadata).toEqual(new Map([['format', 'test']]));
    expect([...(read.tensors.get('mask')?.data ?? [])]).toEqual([1, 2, 3]);
    const weight = read.tensors.get('fc1.weight');
    expect(weight?.shape).toEqual([1, 2]);
    expect(weight && [...toFloat32(weight)]).toEqual([0.5, -2]);
    const step = read.tensors.get('step')?.data;
    expect(step && new DataView(step.buffer, step.byteOffset).getBigInt64(0, true)).toBe(-7n);
  });

  it('aligns the header to 8 bytes and every tensor to its element size', () => {
    const file = writeSafetensors(tensors, noMetadata);
    expect(new DataView(file.buffer).getBigUint64(0, true) % 8n).toBe(0n);
    const read = readSafetensors(file).tensors;
    expect([...read.keys()]).toEqual(['step', 'fc1.weight', 'mask']);
    expect((read.get('step')?.data.byteOffset ?? 1) % 8).toBe(0);
    expect((read.get('fc1.weight')?.data.byteOffset ?? 1) % 4).toBe(0);
  });

  it('writes the bytes of the format', () => {
    const one = new Map([['a', { dtype: 'U8', shape: [2], data: Uint8Array.of(5, 6) }]] as const);
    const json = '{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}}';
    expect(writeSafetensors(one, noMetadata)).toEqual(fileWith(json.padEnd(56), [5, 6]));
    expect(writeSafetensors(new Map(), noMetadata)).toEqual(fileWith('{}      ', []));
  });

  it.each([
    ['a shape that does not fit', 'a', { dtype: 'F32', shape: [3], data: new Float32Array(2) }],
    ['a negative shape', 'a', { dtype: 'U8', shape: [-1, -2], data: new Uint8Array(2) }],
    ['a fractional shape', 'a', { dtype: 'U8', shape: [0.5, 4], data: new Uint8Array(2) }],
    ['a reserved name', '__metadata__', { dtype: 'U8', shape: [0], data: new Uint8Array(0) }],
    ['half a character', '\ud800', { dtype: 'U8', shape: [0], data: new Uint8Array(0) }],
  ] as const)('refuses %s', (_, name, tensor) => {
    expect(() => writeSafetensors(new Map([[name, tensor]]), noMetadata)).toThrow(FormatError);
  });
});

describe('readSafetensors', () => {
  const entry = (dtype: string, shape: string, offsets: string) =>
    `{"dtype":"${dtype}","shape":${shape},"data_offsets":${offsets}}`;
  const ok = entry('U8', '[2]', '[0,2]');

  it('keeps names that mean something to JavaScript', () => {
    const file = fileWith(
      `{"__proto__":${ok},"constructor":${entry('U8', '[1]', '[2,3]')}}`,
      [1, 2, 3],
    );
    const { tensors } = readSafetensors(file);
    expect([...tensors.keys()]).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
  });

  it('reads escapes, white space, any order of keys and of ranges', () => {
    const second = '{"data_offsets":[0,1] ,\n"shape":[],"dtype":"I8"}';
    const file = fileWith(
      ` {"\\u00e9\\n": ${entry('U8', '[2]', '[1,3]')}, "b":${second}}\t `.trim(),
      [1, 2, 3],
    );
    const { tensors } = readSafetensors(file);
    expect([...(tensors.get('é\n')?.data ?? [])]).toEqual([2, 3]);
    expect(tensors.get('b')).toEqual({ dtype: 'I8', shape: [], data: Uint8Array.of(1) });
  });

  it('reads a tensor without values at the place where another begins', () => {
    const file = fileWith(`{"a":${ok},"none":${entry('F32', '[0,5]', '[0,0]')}}`, [1, 2]);
    expect(readSafetensors(file).tensors.get('none')?.data).toHaveLength(0);
  });

  it.each([
    ['a header that is no object', '[]', 'begin with "{"'],
    ['leading white space', ` {"a":${ok}}`, 'begin with "{"'],
    ['an empty header', '', 'begin with "{"'],
    ['an open object', `{"a":${ok}`, 'expected "}", got the end'],
    ['an open string', '{"a', 'a string does not end'],
    ['an unknown escape', '{"\\x":1}', 'unknown escape'],
    ['a control character', '{"a\u0001":1}', 'control character'],
    ['half a character', `{"\\ud800":${ok}}`, 'not valid Unicode'],
    ['text after the end', `{"a":${ok}}x`, 'expected the end, got "x"'],
    ['a comma too many', `{"a":${ok},}`, 'expected a string'],
    ['a key twice', `{"a":${ok},"a":${ok}}`, 'key "a" occurs twice'],
    ['a key twice by escape', `{"a":${ok},"\\u0061":${ok}}`, 'key "a" occurs twice'],
    ['a nested key twice', `{"a":${ok.replace('{', '{"dtype":"U8",')}}`, '"dtype" occurs twice'],
    ['metadata twice', '{"__metadata__":{},"__metadata__":{}}', 'occurs twice'],
    ['a metadata key twice', '{"__metadata__":{"k":"1","k":"2"}}', 'key "k" occurs twice'],
    ['metadata of numbers', '{"__metadata__":{"k":1}}', 'expected a string, got "1}}"'],
    ['metadata that is no object', '{"__metadata__":"k"}', 'expected "{"'],
    ['a tensor that is no object', '{"a":null}', 'expected "{"'],
    ['an unknown key', `{"a":${ok.replace('{', '{"x":1,')}}`, 'unknown key "x"'],
    ['a missing key', '{"a":{"dtype":"U8","shape":[2]}}', 'needs "dtype", "shape"'],
    ['an unknown dtype', `{"a":${entry('F33', '[2]', '[0,2]')}}`, 'dtype "F33", expected one of'],
    ['a dtype of the prototype', `{"a":${entry('toString', '[2]', '[0,2]')}}`, 'expected one of'],
    ['a negative size', `{"a":${entry('U8', '[-2]', '[0,2]')}}`, 'whole number'],
    ['a fraction', `{"a":${entry('U8', '[2.0]', '[0,2]')}}`, 'whole number'],
    ['an exponent', `{"a":${entry('U8', '[2e0]', '[0,2]')}}`, 'whole number'],
    ['a leading zero', `{"a":${entry('U8', '[02]', '[0,2]')}}`, 'whole number'],
    ['an unsafe size', `{"a":${entry('U8', '[9007199254740992]', '[0,2]')}}`, 'whole number'],
    ['endless digits', `{"a":${entry('U8', `[${'1'.repeat(1e6)}]`, '[0,2]')}}`, 'whole number'],
    ['one offset', `{"a":${entry('U8', '[2]', '[2]')}}`, 'expected data_offsets [begin, end]'],
    ['three offsets', `{"a":${entry('U8', '[2]', '[0,2,2]')}}`, 'expected data_offsets'],
    ['swapped offsets', `{"a":${entry('U8', '[2]', '[2,0]')}}`, 'expected data_offsets'],
    ['a shape too large', `{"a":${entry('F32', '[2]', '[0,2]')}}`, 'takes 8 bytes, but has 2'],
    ['a huge shape', `{"a":${entry('U8', '[9999999999,9999999999]', '[0,2]')}}`, 'but has 2'],
    ['a range past the end', `{"a":${entry('U8', '[3]', '[0,3]')}}`, 'it is truncated'],
    ['a hole', `{"a":${entry('U8', '[1]', '[1,2]')}}`, 'leaves a hole'],
    ['data of no tensor', `{"a":${entry('U8', '[1]', '[0,1]')}}`, 'belongs to no tensor'],
    ['an overlap', `{"a":${ok},"b":${entry('U8', '[1]', '[1,2]')}}`, 'overlaps the one before'],
    ['nothing within', `{"a":${ok},"b":${entry('U8', '[0]', '[1,1]')}}`, 'overlaps the one before'],
  ])('refuses %s', (_, header, message) => {
    const attempt = () => readSafetensors(fileWith(header, [1, 2]));
    expect(attempt).toThrow(FormatError);
    expect(attempt).toThrow(message);
  });

  it('refuses invalid UTF-8', () => {
    const file = fileWith('{"?":1}', []);
    file[10] = 0xff;
    expect(() => readSafetensors(file)).toThrow('not valid UTF-8');
  });

  it('keeps a long name out of the message', () => {
    const header = `{"${'n'.repeat(1e6)}":null,"a":1}`;
    const name = `{"${'n'.repeat(1e6)}":${ok},"${'n'.repeat(1e6)}":${ok}}`;
    for (const text of [header, name]) {
      let message = '';
      try {
        readSafetensors(fileWith(text, [1, 2]));
      } catch (error) {
        message = (error as Error).message;
      }
      expect(message).not.toBe('');
      expect(message.length).toBeLessThan(300);
    }
  });

  it.each([
    ['more than 100 MB', 100_000_001n, 'at most 100000000 bytes'],
    ['2^64 - 1', 2n ** 64n - 1n, 'claims 18446744073709551615'],
    ['more than the file', 3n, 'it is truncated'],
  ])('refuses a header length of %s', (_, length, message) => {
    const file = fileWith('{}', []);
    new DataView(file.buffer).setBigUint64(0, length, true);
    expect(() => readSafetensors(file)).toThrow(message);
  });
});
