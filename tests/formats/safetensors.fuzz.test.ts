import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { elementBytes } from '../../src/formats/dtypes.ts';
import {
  type Dtype,
  readSafetensors,
  type TensorToWrite,
  writeSafetensors,
} from '../../src/formats/safetensors.ts';
import { applyEdits, edits, Fuzz, readOrRefuse, truncations } from './fuzzing.ts';
import { expectFaithful, fileWith, headerOf } from './safetensorsFiles.ts';

const fuzz = new Fuzz('safetensors');
afterAll(() => {
  fuzz.report();
  expect(fuzz.cases).toBeGreaterThanOrEqual(8000);
});

const names = fc.oneof(
  fc.constantFrom('__proto__', 'constructor', 'toString', 'fc1.weight', 'a', 'b', '', '"\\\n'),
  fc.string({ unit: 'grapheme', maxLength: 6 }),
);
const metadata = fc
  .array(fc.tuple(names, names), { maxLength: 3 })
  .map((pairs) => new Map<string, string>(pairs));

const tensor = fc
  .record({
    dtype: fc.constantFrom<Dtype[]>('U8', 'BOOL', 'F16', 'BF16', 'F32', 'U32', 'I64', 'F64'),
    shape: fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 3 }),
    seed: fc.integer({ min: 0, max: 255 }),
  })
  .map(({ dtype, shape, seed }): TensorToWrite => {
    const length = shape.reduce((product, size) => product * size, elementBytes(dtype));
    return { dtype, shape, data: Uint8Array.from({ length }, (_, i) => i * 7 + seed) };
  });
const tensors = fc
  .array(fc.tuple(names, tensor), { maxLength: 4 })
  .map((pairs) => new Map(pairs.filter(([name]) => name !== '__metadata__')));

const small = writeSafetensors(
  new Map<string, TensorToWrite>([
    ['a', { dtype: 'F32', shape: [2, 1], data: Float32Array.of(1, 2) }],
    ['__proto__', { dtype: 'U8', shape: [3], data: Uint8Array.of(1, 2, 3) }],
  ]),
  new Map([['k', 'v']]),
);

describe('readSafetensors', () => {
  it('gives back what was written', async () => {
    await fuzz.check(1000, fc.tuple(tensors, metadata), ([written, notes]) => {
      const read = readSafetensors(writeSafetensors(written, notes));
      expect(read.metadata).toEqual(notes);
      expect(read.tensors).toEqual(written);
    });
  });

  it('survives any few changed bytes', async () => {
    const files = fc.tuple(tensors, metadata, edits);
    await fuzz.check(3000, files, async ([written, notes, list]) => {
      const file = applyEdits(writeSafetensors(written, notes), list);
      const read = await readOrRefuse(() => readSafetensors(file));
      if (read !== undefined) expectFaithful(file, read);
    });
  });

  it('accepts exactly the entries that fill the data, each byte once', async () => {
    const size = fc.oneof(
      { weight: 8, arbitrary: fc.integer({ min: 0, max: 3 }) },
      { weight: 1, arbitrary: fc.constantFrom(-1, 1.5, 2 ** 31, 2 ** 53, 1e300) },
    );
    const entry = fc.record({
      dtype: fc.oneof(
        { weight: 6, arbitrary: fc.constantFrom('U8', 'I8') },
        { weight: 1, arbitrary: fc.constantFrom('F16', 'u8', 'F33', '', 'valueOf') },
      ),
      shape: fc.array(size, { maxLength: 2 }),
      begin: fc.integer({ min: 0, max: 4 }),
      wrongEnd: fc.option(fc.integer({ min: -1, max: 9 }), { freq: 8 }),
    });
    const claims = fc.record({
      entries: fc.array(entry, { maxLength: 3 }),
      follow: fc.boolean(),
      dataBytes: fc.option(fc.integer({ min: 0, max: 12 }), { freq: 4 }),
    });
    let accepted = 0;
    await fuzz.check(2500, claims, async ({ entries, follow, dataBytes }) => {
      let end = 0;
      const ranged = entries.map(({ dtype, shape, begin, wrongEnd }) => {
        const bytes = shape.reduce((product, n) => product * n, dtype === 'F16' ? 2 : 1);
        const start = follow ? end : begin;
        end = wrongEnd ?? start + bytes;
        return { dtype, shape, data_offsets: [start, end] as const, bytes };
      });
      const total = dataBytes ?? (end >= 0 && end <= 100 ? Math.floor(end) : 0);
      const header = JSON.stringify(
        Object.fromEntries(ranged.map(({ bytes, ...rest }, i) => [`t${i}`, rest])),
      );
      const read = await readOrRefuse(() =>
        readSafetensors(fileWith(header, new Uint8Array(total))),
      );
      expect(read !== undefined).toBe(isSound(ranged, total));
      if (read !== undefined) accepted++;
    });
    expect(accepted).toBeGreaterThan(100);
  });

  it('refuses a key that occurs twice, at every depth', async () => {
    const duplicates = fc.tuple(tensors, metadata, fc.nat());
    await fuzz.check(500, duplicates, async ([written, notes, pick]) => {
      const file = writeSafetensors(
        new Map([...written, ['x', scalar]]),
        new Map([...notes, ['k', 'v']]),
      );
      const parsed: object = JSON.parse(headerOf(file));
      const objects = [parsed, ...Object.values(parsed)];
      const chosen = objects[pick % objects.length] as object;
      const [key, value] = Object.entries(chosen)[0] as [string, unknown];
      const text = JSON.stringify(chosen);
      const doubled = `${text.slice(0, -1)},${JSON.stringify(key)}:${JSON.stringify(value)}}`;
      const header = JSON.stringify(parsed).replace(text, () => doubled);
      const attempt = () => readSafetensors(fileWith(header, []));
      expect(attempt).toThrow('twice');
    });
  });

  it('survives headers of other JSON and of text that is none', async () => {
    const text = fc.oneof(
      fc.json({ maxDepth: 3 }),
      fc
        .array(fc.constantFrom(...'{}[]":,\\ 019-.eE', '"a"', '"dtype"', 'null', '\u0000'), {
          maxLength: 24,
        })
        .map((pieces) => `{${pieces.join('')}`),
      fc.string({ unit: 'binary', maxLength: 24 }),
    );
    await fuzz.check(1000, text, async (header) => {
      const file = fileWith(header, []);
      const read = await readOrRefuse(() => readSafetensors(file));
      if (read !== undefined) expectFaithful(file, read);
    });
  });

  it('survives any header length and arbitrary bytes', async () => {
    const claims = fc.tuple(
      fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
      fc.nat(64),
      fc.uint8Array(),
    );
    await fuzz.check(500, claims, async ([large, little, bytes]) => {
      const bomb = fileWith('{}', bytes);
      for (const length of [large, BigInt(little)]) {
        new DataView(bomb.buffer).setBigUint64(0, length, true);
        const read = await readOrRefuse(() => readSafetensors(bomb));
        if (read !== undefined) expectFaithful(bomb, read);
      }
      await readOrRefuse(() => readSafetensors(bytes));
    });
  });

  it('refuses a deeply nested header at once', async () => {
    await fuzz.checkAll(['[', '{"a":', '{"a":[', '{"__metadata__":'], async (piece) => {
      const header = `{"a":${piece.repeat(200_000)}`;
      expect(await readOrRefuse(() => readSafetensors(fileWith(header, [])))).toBeUndefined();
    });
  });

  it('refuses a valid file cut at any byte', async () => {
    await fuzz.checkAll(truncations(small), async (bytes) => {
      expect(await readOrRefuse(() => readSafetensors(bytes))).toBeUndefined();
    });
  });
});

const scalar: TensorToWrite = { dtype: 'U8', shape: [], data: Uint8Array.of(1) };

interface Claim {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
  readonly bytes: number;
}

/**
 * An independent form of the rules: counts how often each byte is covered. A tensor without bytes
 * lies between others, not within one.
 */
function isSound(claims: readonly Claim[], dataBytes: number): boolean {
  const covered = new Array<number>(dataBytes).fill(0);
  const ranges = claims.map((claim) => claim.data_offsets);
  for (const { dtype, shape, data_offsets, bytes } of claims) {
    const [begin, end] = data_offsets;
    if (!['U8', 'I8', 'F16'].includes(dtype)) return false;
    if (![...shape, begin, end].every((n) => Number.isSafeInteger(n) && n >= 0)) return false;
    if (bytes !== end - begin || end > dataBytes) return false;
    for (let i = begin; i < end; i++) covered[i] = (covered[i] as number) + 1;
    if (begin === end && ranges.some(([from, to]) => from < begin && begin < to)) return false;
  }
  return covered.every((times) => times === 1);
}
