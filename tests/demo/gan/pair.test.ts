import { expect, test } from 'vitest';
import { normalDraws } from '../../../demo/src/data/draws.ts';
import { Pair } from '../../../demo/src/session/gan/pair.ts';
import { sharpness } from '../../../demo/src/session/gan/sharpness.ts';
import type { RemoteVAE } from '../../../src/worker/remoteVae.ts';

/** A model that trains at once, and writes down whose turn it was. @param ends its calls that end early */
function fake(name: string, log: string[], ends: readonly number[] = []) {
  let calls = 0;
  const model = {
    epoch: 0,
    async fit(_: unknown, { epochs, onProgress, onEpoch }: Parameters<RemoteVAE['fit']>[1]) {
      log.push(`${name} ${epochs}`);
      const progress = { epoch: model.epoch + 1, step: 1, stepsInEpoch: 2, imagesPerSecond: 1 };
      const losses = { elbo: 3, reconstruction: 2, kl: 1 };
      onProgress?.({ ...progress, secondsLeft: 5, ...losses });
      if (ends.includes(calls++)) return;
      model.epoch += 1;
      await onEpoch?.({ epoch: model.epoch, train: losses, seconds: 10 });
    },
  };
  return model as typeof model & RemoteVAE;
}

test('a pair trains in turn, and tells the progress of both', async () => {
  const log: string[] = [];
  const pair = new Pair(fake('vae', log), fake('gan', log));
  const seen: (readonly [number, number, number])[] = [];
  await pair.fit(new Float32Array(), {
    epochs: 2,
    onProgress: ({ step, stepsInEpoch, secondsLeft }) => {
      seen.push([step, stepsInEpoch, secondsLeft]);
    },
  });
  expect(log).toEqual(['vae 1', 'gan 1', 'vae 1', 'gan 1']);
  expect(pair.epoch).toBe(2);
  // The rest of the last epoch: 5 s of this model, and 10 s where the other still has its turn.
  expect(seen.slice(2)).toEqual([
    [1, 4, 15],
    [3, 4, 5],
  ]);
  const [vae, gan] = pair.curves;
  expect([vae, gan].map(({ monitor }) => monitor.curve.value.train.length)).toEqual([2, 2]);
});

test('after a pause the model goes on whose turn it was', async () => {
  const log: string[] = [];
  const abort = new AbortController();
  const pair = new Pair(fake('vae', log), fake('gan', log, [0]));
  await pair.fit(new Float32Array(), {
    epochs: 2,
    signal: abort.signal,
    onProgress: ({ step }) => {
      if (step > 2) abort.abort();
    },
  });
  expect(log).toEqual(['vae 1', 'gan 1']);
  expect([pair.vae.epoch, pair.gan.epoch, pair.epoch]).toEqual([1, 0, 0]);
  await pair.fit(new Float32Array(), { epochs: 1 });
  expect(log).toEqual(['vae 1', 'gan 1', 'gan 1']);
});

test('normal draws have mean 0, variance 1 and no order, and differ by seed', () => {
  const draws = normalDraws(20_000, 1);
  const mean = (of: (value: number, i: number) => number) =>
    draws.reduce((sum, value, i) => sum + of(value, i), 0) / draws.length;
  // Four standard errors of each.
  expect(Math.abs(mean((value) => value))).toBeLessThan(4 / Math.sqrt(20_000));
  expect(Math.abs(mean((value) => value ** 2) - 1)).toBeLessThan(4 * Math.sqrt(2 / 20_000));
  const neighbours = mean((value, i) => value * (draws[i + 1] ?? 0));
  expect(Math.abs(neighbours)).toBeLessThan(4 / Math.sqrt(20_000));
  expect(Math.abs(mean((value) => value ** 4) - 3)).toBeLessThan(4 * Math.sqrt(96 / 20_000));
  expect(normalDraws(5, 1)).toEqual(draws.slice(0, 5));
  expect(normalDraws(5, 2)).not.toEqual(draws.slice(0, 5));
  expect(normalDraws(1, 0)[0]).not.toBe(normalDraws(1, 1)[0]);
});

test('sharpness is the mean square of the Laplacian, of a coloured image channel by channel', () => {
  const form = { width: 3, height: 3, channels: 1 } as const;
  expect(sharpness(Float32Array.of(0, 0, 0, 0, 1, 0, 0, 0, 0), form)).toBe(16);
  expect(sharpness(Float32Array.of(1, 2, 3, 1, 2, 3, 1, 2, 3), form)).toBe(0);
  const red = Float32Array.from({ length: 27 }, (_, i) => (i === 12 ? 1 : 0));
  expect(sharpness(red, { ...form, channels: 3 })).toBeCloseTo(16 / 3);
});
