import { describe, expect, test } from 'vitest';
import { permutation } from '../../src/data/permutation.ts';
import {
  type FitOptions,
  type History,
  NumericsError,
  type VAE,
  type VaeOptions,
} from '../../src/index.ts';
import { tally } from '../support/tally.ts';
import { BATCH, createVae, expectSameBits, INPUT, newDevice, rejection, rows } from './models.ts';

const device = await newDevice();
const SEED = 1;

/** Twenty steps, the last of them smaller. */
const data = rows(157);
const STEPS = 20;

/** The data with one value replaced, in the last column of a step's last row. */
function spoiled(step: number, value: number, epoch = 0): Float32Array {
  const count = data.length / INPUT;
  const row = permutation(count, SEED, epoch)[Math.min(step * BATCH, count) - 1] ?? 0;
  const values = data.slice();
  values[row * INPUT + INPUT - 1] = value;
  return values;
}

/** A call of `fit` whose data change for the worse after they were checked, as it trains. */
function fitSpoiled(vae: VAE, bad: Float32Array, options: FitOptions): Promise<History> {
  const values = data.slice();
  const fit = vae.fit(values, options);
  values.set(bad);
  return fit;
}

/** Models on one device that differ only in `options`. */
const open = (options: VaeOptions = {}): Promise<VAE> =>
  createVae({ device, seed: SEED, ...options });

describe('a value that is not finite in the data of one step', () => {
  const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;
  test.each([
    { where: 'the first step of all', step: 1, burst: 8, snapshotSteps: 200, value: nan },
    { where: 'the middle of a burst', step: 5, burst: 32, snapshotSteps: 200, value: nan },
    { where: 'the last step of a burst', step: 12, burst: 4, snapshotSteps: 200, value: infinity },
    { where: 'the middle of a later burst', step: 12, burst: 8, snapshotSteps: 8, value: nan },
    { where: 'a step after a snapshot', step: 9, burst: 2, snapshotSteps: 4, value: -infinity },
    { where: 'the step of a snapshot', step: 8, burst: 1, snapshotSteps: 4, value: nan },
    { where: 'the last row of the epoch', step: 20, burst: 8, snapshotSteps: 200, value: nan },
    { where: 'bursts sized by time', step: 17, burst: 'auto', snapshotSteps: 5, value: nan },
  ] as const)('$where is named and undone', async ({ step, burst, snapshotSteps, value }) => {
    const vae = await open({ burst, snapshotSteps });
    const reported: number[] = [];
    const fit = fitSpoiled(vae, spoiled(step, value), {
      epochs: 2,
      onProgress: (p) => reported.push((p.epoch - 1) * STEPS + p.step),
    });
    const error = await rejection(fit, NumericsError);
    expect(error).toMatchObject({ step, tensor: 'x' });
    expect(error.message).toBe(
      `step ${step} met NaN or infinity, first in "x"; it was not applied and the state ` +
        `stands at step ${step - 1}: the data changed during the call and ` +
        'hold NaN or infinity: change them once it ended',
    );
    expect(Math.max(0, ...reported)).toBeLessThan(step);
    expect(reported).toEqual([...new Set(reported)].sort((a, b) => a - b));

    const stopped = await open();
    if (step > 1) await stopped.fit(data, { steps: step - 1 });
    expect(vae.stepCount).toBe(step - 1);
    await expectSameBits(vae, stopped);

    // After that, good data continue the run as if nothing had happened.
    for (const model of [vae, stopped]) await model.fit(data, { steps: 5 });
    await expectSameBits(vae, stopped);
    tally('NaN and overflow cases', 1);
  });
});

describe('a value that is not finite in the first step of an epoch, met from its start', () => {
  const bad = spoiled(1, Number.NaN, 1);
  const expected = { step: STEPS + 1, tensor: 'x' };

  test('is named by a call that begins there', async () => {
    const vae = await open();
    await vae.fit(data, { epochs: 1 });
    expect(await rejection(fitSpoiled(vae, bad, { epochs: 1 }), NumericsError)).toMatchObject(
      expected,
    );
    await expectFirstEpoch(vae);
  });

  test('is named by a call that began before', async () => {
    const vae = await open({ resident: false, snapshotSteps: STEPS });
    const values = data.slice();
    const fit = vae.fit(values, { epochs: 2, onEpoch: () => values.set(bad) });
    expect(await rejection(fit, NumericsError)).toMatchObject(expected);
    await expectFirstEpoch(vae);
  });

  async function expectFirstEpoch(vae: VAE): Promise<void> {
    const good = await open();
    await good.fit(data, { epochs: 1 });
    expect([vae.epoch, vae.stepCount]).toEqual([1, STEPS]);
    await expectSameBits(vae, good);
    tally('NaN and overflow cases', 1);
  }
});

describe('step() that overflows', () => {
  test.each([
    { of: 'a huge value in the last row', batch: spoil(rows(BATCH)), tensor: 'z' },
    { of: 'a huge value in the last row of a small batch', batch: spoil(rows(3)), tensor: 'z' },
    {
      of: 'huge noise',
      batch: rows(BATCH),
      noise: new Float32Array(2 * BATCH).fill(1).fill(3e38, 5, 6),
      tensor: 'reconstruction',
    },
  ])('$of is named and undone', async ({ batch, noise, tensor }) => {
    const real = {
      config: { input: INPUT, hidden: [16], latent: 2, likelihood: 'gaussian' },
    } as const;
    const [vae, undisturbed] = [await open(real), await open(real)];
    const options = noise ? { noise } : {};
    for (const model of [vae, undisturbed]) {
      await model.fit(data, { steps: 2 });
      await model.step(rows(BATCH));
    }
    const error = await rejection(vae.step(batch, options), NumericsError);
    expect(error).toMatchObject({ step: 4, tensor });
    expect(error.message).toMatch(
      new RegExp(`^step 4 met NaN or infinity, first in "${tensor}".*stands at step 3`),
    );
    await expectSameBits(vae, undisturbed);
    for (const model of [vae, undisturbed]) {
      await model.step(rows(5, 3));
      await model.fit(data, { steps: 3 });
    }
    await expectSameBits(vae, undisturbed);
    tally('NaN and overflow cases', 1);
  });
});

function spoil(values: Float32Array): Float32Array {
  values[values.length - 1] = 3e38;
  return values;
}

test('a call that is aborted as it meets NaN still names the step', async () => {
  const vae = await open({ burst: 1 });
  const controller = new AbortController();
  const fit = fitSpoiled(vae, spoiled(3, Number.NaN), {
    epochs: 1,
    signal: controller.signal,
    onProgress({ step }) {
      // Three bursts are in flight by then.
      if (step === 1) controller.abort();
    },
  });
  const error = await rejection(fit, NumericsError);
  expect(error.step).toBe(3);
  const stopped = await open();
  await stopped.fit(data, { steps: 2 });
  await expectSameBits(vae, stopped);
  tally('NaN and overflow cases', 1);
});
