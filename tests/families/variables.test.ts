import { expect, test } from 'vitest';
import { permutation } from '../../src/data/permutation.ts';
import { registerFamily } from '../../src/families/registry.ts';
import { readSafetensors } from '../../src/formats/safetensors.ts';
import { NumericsError, type VAE, type VaeOptions } from '../../src/index.ts';
import { COLUMNS, RATE, runningMean } from '../support/runningMean.ts';
import { createVae, loadVae, sameBits, tensorsOf } from '../training/models.ts';

registerFamily(runningMean);

const ROWS = 24;
const BATCH = 4;
const SEED = 3;
/** Multiples of 1/8, whose means over a batch are exact in float32. */
const data = Float32Array.from({ length: ROWS * COLUMNS }, (_, i) => ((i * 7) % 9) / 8);

function open(options: VaeOptions = {}): Promise<VAE> {
  const architecture = { family: 'running-mean' };
  return createVae({ config: undefined, architecture, batchSize: BATCH, seed: SEED, ...options });
}

async function meanOf(model: VAE): Promise<number[]> {
  return [...(tensorsOf(await model.save()).get('running_mean') ?? [])];
}

/** The running mean after some steps of the first epoch, by its formula. */
function expectedMean(steps: number): number[] {
  const order = permutation(ROWS, SEED, 0);
  return Array.from({ length: COLUMNS }, (_, column) => {
    let mean = 1;
    for (let i = 0; i < steps; i++) {
      let sum = 0;
      for (const row of order.slice(i * BATCH, (i + 1) * BATCH)) {
        sum += data[row * COLUMNS + column] ?? Number.NaN;
      }
      mean += RATE * (sum / BATCH - mean);
    }
    return mean;
  });
}

test.each([1, 4])('training at bursts of %i moves a variable once a step', async (burst) => {
  const model = await open({ burst });
  expect(await meanOf(model)).toEqual(Array(COLUMNS).fill(1));
  await model.fit(data, { steps: 6 });
  for (const [i, value] of (await meanOf(model)).entries()) {
    expect(value).toBeCloseTo(expectedMean(6)[i] ?? Number.NaN, 6);
  }
});

test('evaluation leaves it where it is', async () => {
  const model = await open();
  await model.fit(data, { steps: 2 });
  const before = await meanOf(model);
  await model.evaluate(data);
  expect(await meanOf(model)).toEqual(before);
});

test('a file holds it under its name and shape, and a run goes on from there to the bit', async () => {
  const whole = await open();
  await whole.fit(data, { steps: 9 });
  const part = await open();
  await part.fit(data, { steps: 4 });
  const bytes = await part.save();
  expect(readSafetensors(bytes).tensors.get('running_mean')?.shape).toEqual([COLUMNS]);
  const resumed = await loadVae(bytes);
  expect(await sameBits(resumed, part)).toBe(true);
  expect(await sameBits(resumed, whole)).toBe(false);
  await resumed.fit(data, { steps: 5 });
  expect(await sameBits(resumed, whole)).toBe(true);
});

test.each([
  { bad: 3, burst: 1, snapshotSteps: 200 },
  { bad: 3, burst: 6, snapshotSteps: 200 },
  { bad: 5, burst: 2, snapshotSteps: 2 },
])('a bad step $bad at bursts of $burst is undone for variables too', async ({ bad, ...run }) => {
  const spoiled = data.slice();
  const model = await open(run);
  const failed = model.fit(spoiled, { steps: 6 });
  // The call has checked the data by now; they change while it trains.
  spoiled[(permutation(ROWS, SEED, 0)[bad * BATCH - 1] ?? 0) * COLUMNS] = Number.NaN;
  await expect(failed).rejects.toThrow(NumericsError);
  await expect(failed).rejects.toThrow(`step ${bad} met NaN or infinity, first in "x"`);
  const stopped = await open();
  await stopped.fit(data, { steps: bad - 1 });
  expect(model.stepCount).toBe(bad - 1);
  expect(await meanOf(model)).toEqual(await meanOf(stopped));
  expect(await sameBits(model, stopped)).toBe(true);
});
