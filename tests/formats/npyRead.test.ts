import fc from 'fast-check';
import { afterAll, describe, expect, it, test } from 'vitest';
import { FormatError } from '../../src/errors.ts';
import { readNpy, writeNpy } from '../../src/formats/npy.ts';
import { applyEdits, edits, Fuzz, readOrRefuse, truncations } from './fuzzing.ts';

const fuzz = new Fuzz('npy');
afterAll(() => {
  fuzz.report();
  expect(fuzz.cases).toBeGreaterThanOrEqual(2000);
});

/** A version 1 file with this header and these values, without padding. */
function npyFile(header: string, values: Uint8Array): Uint8Array {
  const text = Buffer.from(header, 'latin1');
  return Uint8Array.from([
    ...[0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, text.length & 255, text.length >> 8],
    ...text,
    ...values,
  ]);
}

const shape = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 4 });

it('reads what writeNpy wrote', async () => {
  const arrays = shape.chain((sizes) => {
    const length = sizes.reduce((product, size) => product * size, 1);
    const values = fc.float32Array({ minLength: length, maxLength: length });
    return fc.record({ sizes: fc.constant(sizes), values });
  });
  await fuzz.check(500, arrays, ({ sizes, values }) => {
    const result = readNpy(writeNpy(values, sizes));
    expect(result).toEqual({ shape: sizes, dtype: '<f4', data: values });
  });
});

it('turns Fortran order into C order: element (i, j, ...) is where its strides say', async () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 });
  await fuzz.check(300, sizes, (list) => {
    const count = list.reduce((product, size) => product * size, 1);
    // Every element holds its own index in the file.
    const values = Uint8Array.from({ length: count }, (_, place) => place);
    const tuple = `(${list.join(', ')},)`;
    const header = `{'descr': '|u1', 'fortran_order': True, 'shape': ${tuple}}`;
    const { data } = readNpy(npyFile(header, values));
    for (let c = 0; c < count; c++) {
      let rest = c;
      const index = list.map(() => 0);
      for (let axis = list.length - 1; axis >= 0; axis--) {
        index[axis] = rest % (list[axis] as number);
        rest = Math.floor(rest / (list[axis] as number));
      }
      const place = index.reduceRight((sum, at, axis) => sum * (list[axis] as number) + at, 0);
      expect(data[c]).toBe(place);
    }
  });
});

describe('damaged files', () => {
  const small = writeNpy(Float32Array.of(1, 2, 3), [3]);

  it('survives any few changed bytes', async () => {
    await fuzz.check(1000, edits, async (list) => {
      const result = await readOrRefuse(() => readNpy(applyEdits(small, list)));
      if (result === undefined) return;
      const count = result.shape.reduce((product, size) => product * size, 1);
      expect(result.data).toHaveLength(count);
    });
  });

  it('survives arbitrary headers', async () => {
    const text = fc.string({ unit: fc.constantFrom(...'{}()[]\',: LFTrueals0123<|u1"') });
    await fuzz.check(500, text, async (header) => {
      await readOrRefuse(() => readNpy(npyFile(header, new Uint8Array(4))));
    });
  });

  it('refuses a valid file cut at any byte', async () => {
    await fuzz.checkAll(truncations(small), async (bytes) => {
      expect(await readOrRefuse(() => readNpy(bytes))).toBeUndefined();
    });
  });
});

test.each([
  ["{'shape':(2L,3L),'descr':'<u1','fortran_order':False}", [2, 3]],
  ['{"fortran_order": False, "shape": (6,), "descr": "|u1", }   \n', [6]],
])('reads the header %s', (header, expected) => {
  const values = Uint8Array.of(5, 4, 3, 2, 1, 0);
  const result = readNpy(npyFile(header, values));
  expect(result.shape).toEqual(expected);
  expect(result.data).toEqual(values);
});

const header = (type: string, tuple: string) =>
  `{'descr': ${type}, 'fortran_order': False, 'shape': ${tuple}, }`;

test.each([
  ["'<f4'", '(100000, 100000, 100000)', 'needs 4000000000000000 bytes of values, the file has 6'],
  ["'|u1'", '(5,)', 'needs 5 bytes of values, the file has 6; it is followed by other data'],
  ["'|u1'", '(7,)', 'needs 7 bytes of values, the file has 6; it is truncated'],
  ["'=f4'", '(1,)', "got '=f4'"],
  ["'|f4'", '(1,)', "got '|f4'"],
  ["'<f2'", '(3,)', 'expected values of one of the types b1, u1'],
  ["'|u1'", '(6, -1)', 'the header has something else'],
  ["'|u1'", '(2 3)', 'the shape is no tuple of sizes'],
  ["'|u1'", '6', 'the header has something else'],
])('refuses values %s of shape %s', (type, tuple, message) => {
  const read = () => readNpy(npyFile(header(type, tuple), new Uint8Array(6)));
  expect(read).toThrow(FormatError);
  expect(read).toThrow(message);
});

test.each([
  ['an empty file', new Uint8Array(), 'this is not a .npy file'],
  ['other magic bytes', Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 0, 0), 'this is not a .npy file'],
  [
    'version 9',
    Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 9, 0, 0, 0),
    'expected format version 1, 2 or 3, got 9',
  ],
  [
    'a header of 4 GiB',
    Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 2, 0, 255, 255, 255, 255, 0x7b),
    'the header takes 4294967295 bytes, the file has 1',
  ],
  ['a header without shape', npyFile("{'descr': '|u1'}", new Uint8Array()), 'lacks a field'],
])('refuses %s', (_, bytes, message) => {
  expect(() => readNpy(bytes)).toThrow(FormatError);
  expect(() => readNpy(bytes)).toThrow(message);
});
