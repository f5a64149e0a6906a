import { beforeAll, describe, expect, test } from 'vitest';
import type { VAE } from '../../src/index.ts';
import { flatSize } from '../../src/layers/layer.ts';
import { MAX_BURST } from '../../src/runtime/maxBurst.ts';
import { CONVOLUTIONAL_VAE } from '../support/convolutionalVae.ts';
import { tally } from '../support/tally.ts';
import { createVae, loadVae, sameBits } from './models.ts';
import { rowsU8 } from './rows.ts';

const rows = 100; // 13 steps per epoch, the last of 4 rows
const data = rowsU8(rows);
const steps = 40; // ends in the middle of the fourth epoch

let undisturbed: VAE;
let threeEpochs: VAE;
beforeAll(async () => {
  undisturbed = await createVae({ burst: MAX_BURST });
  await undisturbed.fit(data, { steps });
  threeEpochs = await createVae({ burst: MAX_BURST });
  await threeEpochs.fit(data, { epochs: 3 });
});

describe('a run that was saved and loaded goes on to the same bits', () => {
  test.each([
    { at: 20, where: 'in the middle of an epoch' },
    { at: 1, where: 'after one step' },
    { at: 13, where: 'at the end of an epoch' },
    { at: 12, where: 'before the last, smaller batch' },
    { at: 39, where: 'before the last step' },
  ])('$where', async ({ at }) => {
    const first = await createVae({ burst: 7 });
    await first.fit(data, { steps: at });
    expect([first.stepCount, first.epoch]).toEqual([at, Math.floor(at / 13)]);
    const second = await loadVae(await first.save(), { burst: MAX_BURST });
    await second.fit(data, { steps: steps - at });
    expect(await sameBits(second, undisturbed)).toBe(true);
    tally('resumes to the bit', 1);
  });

  test('saved and loaded after every seventh step', async () => {
    let vae = await createVae();
    while (vae.stepCount < steps) {
      await vae.fit(data, { steps: Math.min(7, steps - vae.stepCount) });
      vae = await loadVae(await vae.save());
    }
    expect(await sameBits(vae, undisturbed)).toBe(true);
    tally('resumes to the bit', Math.ceil(steps / 7));
  });

  test.each([
    { optimizer: 'adamw' },
    { optimizer: 'sgd', momentum: 0.9, nesterov: true, learningRate: 1e-5 },
    { optimizer: 'rmsprop', momentum: 0.5, weightDecay: 0.1 },
    { clipNorm: 10, clipValue: 0.5 },
  ] as const)('with %o', async (options) => {
    const whole = await createVae(options);
    await whole.fit(data, { steps: 9 });
    const first = await createVae(options);
    await first.fit(data, { steps: 4 });
    const second = await loadVae(await first.save());
    await second.fit(data, { steps: 5 });
    expect(second.options).toEqual(whole.options);
    expect(await sameBits(second, whole)).toBe(true);
    tally('resumes to the bit', 1);
  });

  test.each([5, 6])('with convolutions and running statistics, after %i steps', async (at) => {
    const options = { config: undefined, architecture: CONVOLUTIONAL_VAE };
    const columns = flatSize(CONVOLUTIONAL_VAE.input);
    const images = rowsU8(44, columns); // 6 steps per epoch, the last of 4 rows
    const whole = await createVae({ ...options, burst: MAX_BURST });
    await whole.fit(images, { steps: 9 });
    const first = await createVae({ ...options, burst: 2 });
    await first.fit(images, { steps: at });
    const second = await loadVae(await first.save());
    await second.fit(images, { steps: 9 - at });
    expect(await sameBits(second, whole)).toBe(true);
    expect(await second.evaluate(images)).toEqual(await whole.evaluate(images));
    tally('resumes to the bit', 1);
  });

  test('step() too', async () => {
    const batch = rowsU8(8);
    const whole = await createVae();
    for (let i = 0; i < 4; i++) await whole.step(batch);
    let parts = await createVae();
    for (let i = 0; i < 2; i++) await parts.step(batch);
    parts = await loadVae(await parts.save());
    for (let i = 0; i < 2; i++) await parts.step(batch);
    expect(await sameBits(parts, whole)).toBe(true);
    tally('resumes to the bit', 1);
  });
});

describe('a run that was aborted', () => {
  /** Trains three epochs, aborting when progress reaches `at` steps. */
  async function abortedAt(at: number, burst: number) {
    const vae = await createVae({ burst });
    const abort = new AbortController();
    const history = await vae.fit(data, {
      epochs: 3,
      signal: abort.signal,
      onProgress({ epoch, step }) {
        if ((epoch - 1) * 13 + step >= at) abort.abort();
      },
    });
    return { vae, history };
  }

  test.each([
    { at: 1, burst: 1 },
    { at: 9, burst: 1 },
    { at: 17, burst: 2 },
    { at: 13, burst: 5 },
    { at: 14, burst: 7 },
  ])('near step $at goes on to the same bits', async ({ at, burst }) => {
    const { vae, history } = await abortedAt(at, burst);
    expect(history.stopped).toBe('signal');
    expect(vae.stepCount).toBeGreaterThanOrEqual(at);
    // Bursts in flight at the time of the signal are finished, and no others begin.
    expect(vae.stepCount).toBeLessThanOrEqual(at + 3 * burst);
    expect(history.epochs).toHaveLength(vae.epoch);
    const copy = await loadVae(await vae.save());
    expect(await vae.sample(2, 1)).toEqual(await copy.sample(2, 1));
    for (const again of [vae, copy]) {
      await again.fit(data, { epochs: 3 - again.epoch });
      expect(await sameBits(again, threeEpochs)).toBe(true);
      tally('resumes to the bit', 1);
    }
  });

  test('before it began has trained nothing', async () => {
    const vae = await createVae();
    const before = await vae.save();
    const history = await vae.fit(data, { epochs: 3, signal: AbortSignal.abort() });
    expect(history).toMatchObject({ epochs: [], stopped: 'signal' });
    expect([vae.stepCount, vae.epoch]).toEqual([0, 0]);
    expect(Buffer.from(await vae.save()).equals(before)).toBe(true);
  });

  test('by an error thrown in a callback goes on as well', async () => {
    const vae = await createVae({ burst: 1 });
    const run = vae.fit(data, {
      epochs: 3,
      onProgress({ step }) {
        if (step === 5) throw new RangeError('from the callback');
      },
    });
    await expect(run).rejects.toThrow(RangeError);
    await vae.fit(data, { epochs: 3 });
    expect(await sameBits(vae, threeEpochs)).toBe(true);
    tally('resumes to the bit', 1);
  });
});
