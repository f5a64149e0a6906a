import { expect, onTestFinished, test, vi } from 'vitest';
import { type EpochReport, type Progress, toDataset } from '../../src/index.ts';
import { createVae, TINY } from './models.ts';
import { rowsF32, rowsU8 } from './rows.ts';
import { watch } from './wrap.ts';

const data = rowsU8(37); // 5 steps per epoch
const validation = toDataset(rowsU8(11, TINY.input, 3), TINY.input, 'validation');

test('fit reports every burst and every epoch, in order', async () => {
  const vae = await createVae({ burst: 2 });
  const progress: Progress[] = [];
  const reports: EpochReport[] = [];
  const history = await vae.fit(data, {
    epochs: 2,
    validation,
    onProgress: (report) => progress.push(report),
    onEpoch: (report) => reports.push(report),
  });
  expect(progress.map(({ epoch, step }) => [epoch, step])).toEqual([
    [1, 2],
    [1, 4],
    [1, 5],
    [2, 2],
    [2, 4],
    [2, 5],
  ]);
  for (const { stepsInEpoch, imagesPerSecond, secondsLeft, elbo, reconstruction, kl } of progress) {
    expect(stepsInEpoch).toBe(5);
    expect(imagesPerSecond).toBeGreaterThan(0);
    expect(secondsLeft).toBeGreaterThanOrEqual(0);
    expect(elbo).toBeCloseTo(reconstruction + kl, 9);
  }
  expect(progress.at(-1)?.secondsLeft).toBe(0);
  expect(history).toMatchObject({ epochs: reports, stopped: undefined });
  expect(reports.map(({ epoch }) => epoch)).toEqual([1, 2]);
  expect(reports.at(-1)?.test).toEqual(await vae.evaluate(validation));
  expect(vae.epoch).toBe(2);

  // The mean over an epoch weights its bursts by their rows.
  const rows = [16, 16, 5];
  const mean = rows.reduce((sum, n, i) => sum + (n / 37) * (progress[i]?.elbo ?? 0), 0);
  expect(reports[0]?.train.elbo).toBeCloseTo(mean, 9);
});

test.each([
  ['pixels', rowsU8],
  ['intensities', rowsF32],
])('fit takes a plain array of %s to validate with', async (_, make) => {
  const plain = make(11, TINY.input, 3);
  const vae = await createVae();
  const { epochs } = await vae.fit(data, { epochs: 1, validation: plain });
  expect(epochs[0]?.test?.elbo).toBeGreaterThan(0);
  expect(epochs[0]?.test).toEqual(await vae.evaluate(toDataset(plain, TINY.input)));
});

test('the time that evaluation takes counts for no speed', async () => {
  const clock = performance.now.bind(performance);
  const EVALUATION_MS = 1e9;
  let ahead = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => clock() + ahead);
  onTestFinished(() => void vi.restoreAllMocks());
  // Each evaluation is one burst.
  watch(GPUDevice, 'createCommandEncoder', (_, [descriptor]) => {
    if ((descriptor as GPUCommandEncoderDescriptor).label === 'evaluation') ahead += EVALUATION_MS;
  });
  const reported: Progress[] = [];
  const vae = await createVae();
  const { epochs, imagesPerSecond } = await vae.fit(data, {
    epochs: 2,
    validation,
    onProgress: (progress) => reported.push(progress),
  });
  expect(ahead).toBeGreaterThanOrEqual(2 * EVALUATION_MS);
  for (const { seconds } of epochs) expect(seconds).toBeLessThan(EVALUATION_MS / 1000);
  const slowest = (2 * 37) / (EVALUATION_MS / 1000);
  expect(imagesPerSecond).toBeGreaterThan(slowest);
  expect(reported.at(-1)?.imagesPerSecond).toBeGreaterThan(slowest);
});

test('fit reports its speed without callbacks, too', async () => {
  const history = await (await createVae()).fit(data, { epochs: 1 });
  expect(history.imagesPerSecond).toBeGreaterThan(0);
  expect(history.epochs[0]).not.toHaveProperty('test');
});

test('fit by steps ends within an epoch, and the next call ends that epoch', async () => {
  const vae = await createVae();
  const first = await vae.fit(data, { steps: 7 });
  expect([first.epochs.length, vae.epoch, vae.stepCount]).toEqual([1, 1, 7]);
  const second = await vae.fit(data, { epochs: 1 });
  expect([second.epochs.length, vae.epoch, vae.stepCount]).toEqual([1, 2, 10]);
  const both = await vae.fit(data, { epochs: 5, steps: 3 });
  expect([both.epochs.length, vae.epoch, vae.stepCount]).toEqual([0, 2, 13]);
});
