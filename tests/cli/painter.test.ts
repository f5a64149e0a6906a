import { expect, test } from 'vitest';
import { painterOf } from '../../src/cli/painter.ts';
import type { LikelihoodOptions } from '../../src/index.ts';
import { SEED_CONFIG } from '../support/vaeModel.ts';

/** Means of three images of two values each, the last one empty. */
const means = Float32Array.of(0.25, 0.75, 0.5, 0.5, 0, 0);

const painter = (likelihood: LikelihoodOptions) =>
  painterOf({
    config: { ...SEED_CONFIG, input: 2, likelihood },
    reconstruct: async () => means,
    sample: async () => means,
    interpolate: async () => means,
  });

test('shares of a multinomial are shown relative to the brightest of their image', async () => {
  const { reconstruct, sample, interpolate } = painter({ kind: 'multinomial' });
  const images = [
    await reconstruct(means),
    await sample(3),
    await interpolate(means.subarray(0, 2), means.subarray(0, 2), 3),
  ];
  for (const image of images) {
    expect([...image]).toEqual([Math.fround(1 / 3), 1, 1, 1, 0, 0]);
  }
});

test('other means are shown as they are', async () => {
  expect(await painter({ kind: 'bernoulli' }).sample(3)).toBe(means);
  expect(await painter({ kind: 'poisson' }).reconstruct(means)).toBe(means);
});
