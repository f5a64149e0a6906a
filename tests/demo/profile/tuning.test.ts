import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  inputsText,
  skippedTexts,
  tunedTable,
} from '../../../demo/src/views/profile/tunedTable.ts';
import { cachedAdapters } from '../../../demo/src/views/profile/tuningCache.ts';
import { memoryTuningStore, type TuneReport } from '../../../src/index.ts';
import { addTuning } from '../../../src/tuning/cache.ts';

const report: TuneReport = {
  adapter: { vendor: '', architecture: '', device: '', description: '', software: false },
  clock: 'timestamps',
  budgetMs: 1000,
  seconds: 1,
  complete: true,
  dispatches: [
    {
      label: 'fc1.forward',
      kernel: 'dense_forward',
      key: 'one',
      variant: 'tiled_32x64',
      source: 'measured',
      ms: { tiled_32x64: 1, direct_8x8: 2 },
      skipped: [{ variant: 'quad_16x8', reason: 'the device has no subgroups' }],
    },
    {
      label: 'fc4.forward',
      kernel: 'dense_forward',
      key: 'two',
      variant: 'direct_8x8',
      source: 'default',
      ms: {},
      skipped: [],
    },
  ],
};

describe('products against variants', () => {
  test('one column a variant, with times, the choice, and why not', () => {
    const { variants, rows } = tunedTable(report);
    expect(variants).toEqual(['direct_8x8', 'quad_16x8', 'tiled_32x64']);
    expect(rows[0]?.cells).toEqual([
      { ms: 2, chosen: false, skipped: undefined },
      { ms: undefined, chosen: false, skipped: 'the device has no subgroups' },
      { ms: 1, chosen: true, skipped: undefined },
    ]);
    for (const { cells } of rows) expect(cells.filter(({ chosen }) => chosen)).toHaveLength(1);
  });

  test('names what was left out once for each reason', () => {
    const [first] = report.dispatches;
    const reason = 'slow on a CPU';
    const skipped = [
      { variant: 'tiled_32x64', reason },
      { variant: 'tiled_64x64', reason },
    ] as const;
    const dispatches = [...report.dispatches, ...(first ? [{ ...first, skipped }] : [])];
    expect(skippedTexts({ ...report, dispatches: [...dispatches, ...dispatches] })).toEqual([
      'quad_16x8: the device has no subgroups',
      'tiled_32x64, tiled_64x64: slow on a CPU',
    ]);
  });

  test.each([
    [undefined, undefined],
    [{ keepBatch: true, others: [] }, 'The batch is written to memory for the weight gradients.'],
    [
      { keepBatch: false, keptMs: 2, gatheredMs: 1.5, others: [] },
      'The batch is gathered again for the weight gradients: 2.00 ms kept, 1.50 ms gathered.',
    ],
  ])('what was decided about the batch: %o', (inputs, text) => {
    expect(inputsText({ ...report, ...(inputs && { inputs }) })).toBe(text);
  });
});

describe('what a tuning store holds', () => {
  test('is what the tuner added', async () => {
    const store = memoryTuningStore();
    await addTuning(store, 'this one', new Map([['a', { direct_8x8: 1 }]]));
    await addTuning(store, 'this one', new Map([['b', { direct_8x8: 1 }]]));
    await addTuning(store, 'another', new Map([['a', { direct_8x8: 2 }]]));
    expect(cachedAdapters(await store.read())).toEqual([
      { adapter: 'this one', dispatches: 2 },
      { adapter: 'another', dispatches: 1 },
    ]);
  });

  test('is nothing for a text that makes no sense', () => {
    expect(cachedAdapters(undefined)).toEqual([]);
    for (const text of ['', '{', '[]', '{"adapters":7}', 'null']) {
      expect(cachedAdapters(text)).toEqual([]);
    }
    fc.assert(fc.property(fc.json(), (text) => Array.isArray(cachedAdapters(text))));
  });
});
