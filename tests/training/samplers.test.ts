import { describe, expect, test } from 'vitest';
import { type Sampler, sampleEpoch } from '../../src/data/samplers/sampler.ts';
import { asTable } from '../../src/data/table.ts';
import { readSafetensors, writeSafetensors } from '../../src/formats/safetensors.ts';
import { ConfigError, DataError, type Dataset, takeRows, toDataset } from '../../src/index.ts';
import { createVae, loadVae, sameBits, TINY, TINY_BATCH } from './models.ts';
import { rowsU8 } from './rows.ts';

const ROWS = 29;
const seed = 3;

/** One column, which serves as the data and as their length. */
const narrow = { ...TINY, input: 1 };
const RUNS: readonly { name: string; sampler: Sampler; input: number; mean?: boolean }[] = [
  { name: 'poisson', sampler: { kind: 'poisson', mean: 1.5 }, input: TINY.input },
  { name: 'poisson, mean loss', sampler: { kind: 'poisson', mean: 1.5 }, input: 37, mean: true },
  { name: 'buckets', sampler: { kind: 'buckets', field: 'data', pool: 2 }, input: 1 },
];

describe.each(RUNS)('$name', ({ sampler, input, mean = false }) => {
  const config = { ...TINY, input };
  const data = toDataset(rowsU8(ROWS, input), input);
  const fields = [{ name: 'data', dtypes: ['u8'], shape: [input] }] as const;
  const table = asTable(data, fields);
  const options = { config, seed, sampler, reduction: mean ? 'mean' : 'sum' } as const;
  const epochs = [0, 1].map((epoch) =>
    sampleEpoch(sampler, { table, batchSize: TINY_BATCH, seed, epoch }).batches(0),
  );
  const sizes = epochs.flat().map(({ rows }) => rows);

  test('goes on in the middle of an epoch to the same bits', async () => {
    const whole = await createVae(options);
    await whole.fit(data, { epochs: 2 });
    expect(whole.stepCount).toBe(sizes.length);
    const empty = sizes.indexOf(0);
    if (sampler.kind === 'poisson') expect(empty).toBeGreaterThan(0);
    // Before and after an empty batch, and at the ends of epochs.
    const cuts = [1, Math.max(1, empty), empty + 1, empty + 2, epochs[0]?.length ?? 0];
    let parts = await createVae(options);
    for (const cut of [...new Set(cuts)].sort((a, b) => a - b)) {
      if (cut <= parts.stepCount) continue;
      await parts.fit(data, { steps: cut - parts.stepCount });
      expect(parts.stepCount).toBe(cut);
      parts = await loadVae(await parts.save());
      expect(parts.options.sampler).toEqual(sampler);
    }
    await parts.fit(data, { epochs: 2 - parts.epoch });
    expect(await sameBits(parts, whole)).toBe(true);
  });

  test('gives the same bits streamed and in bursts of any length', async () => {
    const one = await createVae({ ...options, burst: 1 });
    const many = await createVae({ ...options, burst: 32, resident: false });
    const [a, b] = [await one.fit(data, { epochs: 2 }), await many.fit(data, { epochs: 2 })];
    expect(a.epochs.map(({ train }) => train)).toEqual(b.epochs.map(({ train }) => train));
    expect(a.epochs.every(({ train }) => Number.isFinite(train.elbo))).toBe(true);
    expect(await sameBits(one, many)).toBe(true);
  });

  test('tells how many steps of the epoch are done', async () => {
    const vae = await createVae({ ...options, burst: 1 });
    const told: number[][] = [];
    await vae.fit(data, {
      epochs: 2,
      onProgress: ({ epoch, step, stepsInEpoch, secondsLeft }) => {
        told.push([epoch, step, stepsInEpoch]);
        expect(secondsLeft).toBeGreaterThanOrEqual(0);
      },
    });
    const expected = epochs.flatMap((batches, epoch) =>
      batches.flatMap(({ rows }, i) => (rows === 0 ? [] : [[epoch + 1, i + 1, batches.length]])),
    );
    expect(told).toEqual(expected);
  });
});

test('a batch that was drawn is trained on as if it was given', async () => {
  const sampler: Sampler = { kind: 'poisson', mean: 5 };
  const data: Dataset = toDataset(rowsU8(ROWS), TINY.input);
  const options = { seed, sampler };
  const drawn = await createVae(options);
  await drawn.fit(data, { epochs: 1 });
  const table = { name: 'data', rows: ROWS, fields: new Map([['data', data]]) };
  const request = { table, batchSize: TINY_BATCH, seed, epoch: 0 };
  const { order, batches } = sampleEpoch(sampler, request);
  const given = await createVae(options);
  for (const { first, rows } of batches(0)) {
    expect(rows).toBeGreaterThan(0);
    await given.step(takeRows(data, order.subarray(first, first + rows)));
  }
  expect(given.stepCount).toBe(6);
  // Only the position in the epoch differs.
  expect(await given.encode(data)).toEqual(await drawn.encode(data));
});

test('a sampler that makes no sense is refused before anything is trained', async () => {
  await expect(createVae({ sampler: { kind: 'poisson', mean: 9 } })).rejects.toThrow(ConfigError);
  const vae = await createVae({ config: narrow, sampler: { kind: 'buckets', field: 'length' } });
  const refused = vae.fit(rowsU8(ROWS, 1), { epochs: 1 });
  await expect(refused).rejects.toThrow(DataError);
  await expect(refused).rejects.toThrow('data has no field "length"; its fields: data');
  expect(vae.stepCount).toBe(0);
});

test('a checkpoint from before there was a choice goes on with permutations', async () => {
  const data = rowsU8(ROWS);
  const vae = await createVae();
  await vae.fit(data, { steps: 5 });
  const { tensors, metadata } = readSafetensors(await vae.save());
  const { options, state } = JSON.parse(metadata.get('training') ?? '');
  const { sampler, ...others } = options;
  expect(sampler).toEqual({ kind: 'permutation' });
  const training = JSON.stringify({ options: others, state });
  const old = await loadVae(
    writeSafetensors(tensors, new Map([...metadata, ['training', training]])),
  );
  expect(old.options).toEqual(vae.options);
  await vae.fit(data, { epochs: 2 });
  await old.fit(data, { epochs: 2 });
  expect(await sameBits(old, vae)).toBe(true);
});
