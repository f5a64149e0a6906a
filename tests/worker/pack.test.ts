import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toDataset } from '../../src/data/dataset.ts';
import { ConfigError, DisposedError } from '../../src/errors.ts';
import { KeptRows } from '../../src/worker/keptData.ts';
import { type Packed, pack, Question } from '../../src/worker/pack.ts';
import { buffersOf } from '../../src/worker/transferables.ts';
import { unpack } from '../../src/worker/unpack.ts';

const here = {};

/** Functions by the ids under which they were packed. */
const functions: unknown[] = [];
const registry = {
  callback: (run: unknown) => functions.push(run) - 1,
  kept: (data: KeptRows) => data.idFor(here),
  canvas: () => 7,
};

/** Sends packed arguments like a message and returns the received arguments. */
function send({ args, transfer }: Packed, signal = new AbortController().signal): unknown[] {
  const arrived = structuredClone(args, { transfer: [...transfer] });
  return unpack(arrived, {
    signal: () => signal,
    callback: (id, answers) => Object.assign(() => functions[id], { answers }),
    kept: (id) => `data ${id}`,
    canvas: (id) => `canvas ${id}`,
  });
}

describe('arguments on their way to a worker', () => {
  test('arrive as they were, whatever plain data they are, and stay with the caller', () => {
    const leaf = fc.oneof(
      fc.constantFrom(undefined, null, true, 'text', 7, Number.NaN),
      fc.uint8Array({ maxLength: 9 }),
      fc.float32Array({ maxLength: 9 }),
    );
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        leaf,
        fc.array(tie('tree'), { maxLength: 4 }),
        fc.dictionary(fc.constantFrom('a', 'b', 'reference'), tie('tree'), {
          noNullPrototype: true,
        }),
      ),
    }));
    fc.assert(
      fc.property(fc.array(tree), (args) => {
        const before = structuredClone(args);
        expect(send(pack(args, registry))).toEqual(before);
        expect(args).toEqual(before);
      }),
    );
  });

  test('carry what an array shows, not the buffer behind it', () => {
    const all = new Float32Array(1000).map((_, i) => i);
    const [arrived] = send(pack([all.subarray(10, 13)], registry)) as [Float32Array];
    expect(arrived).toEqual(Float32Array.of(10, 11, 12));
    expect(arrived.buffer.byteLength).toBe(12);
    expect(all).toHaveLength(1000);
  });

  test('are moved where the caller gives them away', () => {
    const data = toDataset(new Uint8Array(6), 3, 'given', new Uint8Array(2));
    const [arrived] = send(pack([data], registry, true));
    expect(arrived).toMatchObject({ rows: 2, data: new Uint8Array(6), labels: new Uint8Array(2) });
    expect([data.data.length, data.labels?.length]).toEqual([0, 0]);
  });

  test('have references for functions, signals and kept data', () => {
    const tell = () => {};
    const ask = () => true;
    const controller = new AbortController();
    controller.abort();
    const kept = new KeptRows(toDataset(new Uint8Array(6), 3), 5, here, () => {});
    const packed = pack(
      [kept, { tell, deep: [{ ask: new Question(ask, true) }], signal: controller.signal }],
      registry,
    );
    expect(packed.signal).toBe(controller.signal);
    expect(packed.args[1]).toMatchObject({ signal: { vaeReference: 'signal', aborted: true } });
    const other = new AbortController().signal;
    // biome-ignore lint/suspicious/noExplicitAny: what came out is looked at field by field.
    const [data, options] = send(packed, other) as [unknown, any];
    expect(data).toBe('data 5');
    expect(options.signal).toBe(other);
    expect([options.tell(), options.tell.answers]).toEqual([tell, false]);
    expect([options.deep[0].ask(), options.deep[0].ask.answers]).toEqual([ask, true]);
  });
});

test('kept data are refused after their release and by another worker', () => {
  const released: number[] = [];
  const data = toDataset(new Uint8Array(6), 3, 'digits');
  const kept = new KeptRows(data, 5, here, (id) => released.push(id));
  expect(() => kept.idFor({})).toThrow(ConfigError);
  expect(() => kept.idFor({})).toThrow(/digits is kept by another worker/);
  kept.release();
  kept.release();
  expect(released).toEqual([5]);
  expect(() => kept.idFor(here)).toThrow(DisposedError);
});

test('results name each buffer once, and none that threads share', () => {
  const mu = new Float32Array(4);
  const shared = new Uint8Array(new SharedArrayBuffer(4));
  const found = buffersOf({ mu, again: [mu.subarray(2)], shared, none: null, text: 'x' });
  expect(found).toEqual([mu.buffer]);
});
