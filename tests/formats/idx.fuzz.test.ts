import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { gunzip } from '../../src/formats/gzip.ts';
import { readIdx } from '../../src/formats/idx.ts';
import { applyEdits, edits, Fuzz, readOrRefuse, truncations } from './fuzzing.ts';

const fuzz = new Fuzz('idx and gzip');
afterAll(() => {
  fuzz.report();
  expect(fuzz.cases).toBeGreaterThanOrEqual(4000);
});

const small = idxFile([2, 3], Uint8Array.of(9, 8, 7, 6, 5, 4));

const size = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 4 }) },
  { weight: 1, arbitrary: fc.constantFrom(0x7fffffff, 0x80000000, 0xffffffff) },
);

describe('readIdx', () => {
  it('accepts exactly the files whose shape gives their length', async () => {
    const claims = fc.record({
      shape: fc.oneof(
        fc.array(size, { minLength: 1, maxLength: 4 }),
        fc.array(fc.constant<number>(0xffffffff), { minLength: 200, maxLength: 255 }),
      ),
      length: fc.integer({ min: 0, max: 64 }),
      honest: fc.boolean(),
    });
    await fuzz.check(1500, claims, async ({ shape, length, honest }) => {
      const count = shape.reduce((product, n) => product * BigInt(n), 1n);
      const found = honest && count <= 256n ? Number(count) : length;
      const data = Uint8Array.from({ length: found }, (_, i) => i);
      const result = await readOrRefuse(() => readIdx(idxFile(shape, data)));
      expect(result).toEqual(count === BigInt(found) ? { shape, data } : undefined);
    });
  });

  it('survives any few changed bytes', async () => {
    await fuzz.check(1500, edits, async (list) => {
      const bytes = applyEdits(small, list);
      const result = await readOrRefuse(() => readIdx(bytes));
      if (result !== undefined) expect(idxFile(result.shape, result.data)).toEqual(bytes);
    });
  });

  it('survives arbitrary bytes', async () => {
    await fuzz.check(500, fc.uint8Array({ maxLength: 64 }), async (bytes) => {
      const header = Uint8Array.of(0, 0, 8, ...bytes);
      for (const file of [bytes, header]) await readOrRefuse(() => readIdx(file));
    });
  });

  it('refuses a valid file cut at any byte', async () => {
    await fuzz.checkAll(truncations(small), async (bytes) => {
      expect(await readOrRefuse(() => readIdx(bytes))).toBeUndefined();
    });
  });
});

describe('gunzip', () => {
  const content = fc.uint8Array({ maxLength: 2000 });

  it('restores any content', async () => {
    await fuzz.check(200, content, async (bytes) => {
      expect(await gunzip(gzipSync(bytes), 2000)).toEqual(bytes);
    });
  });

  it('survives any few changed bytes', async () => {
    const plain = Uint8Array.from({ length: 300 }, (_, i) => i % 7);
    const packed = new Uint8Array(gzipSync(plain));
    await fuzz.check(300, edits, async (list) => {
      const result = await readOrRefuse(() => gunzip(applyEdits(packed, list), 1000));
      // Edits of the file name or time in the header do not affect the content.
      if (result !== undefined) expect(result).toEqual(plain);
    });
  });

  it('refuses a valid file cut at any byte', async () => {
    await fuzz.checkAll(truncations(new Uint8Array(gzipSync(small))), async (bytes) => {
      expect(await readOrRefuse(() => gunzip(bytes, 1000))).toBeUndefined();
    });
  });
});

function idxFile(shape: readonly number[], data: Uint8Array): Uint8Array {
  const file = new Uint8Array(4 + 4 * shape.length + data.length);
  file.set([0, 0, 8, shape.length]);
  const view = new DataView(file.buffer);
  for (const [axis, length] of shape.entries()) view.setUint32(4 + 4 * axis, length);
  file.set(data, 4 + 4 * shape.length);
  return file;
}
