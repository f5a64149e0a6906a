import { expect, test } from 'vitest';
import { guessLikelihood } from '../../../demo/src/session/guessLikelihood.ts';
import { toDataset } from '../../../src/data/dataset.ts';

const guess = (pixels: number[], columns = pixels.length) =>
  guessLikelihood({ train: toDataset(Uint8Array.from(pixels), columns, 'images') });

test.each([
  ['strokes with soft edges', [0, 25, 230, 100], 'bernoulli', 0.75],
  ['as many greys as others', [0, 255, 100, 200], 'bernoulli', 0.5],
  ['a photograph', [0, 90, 26, 229], 'gaussian', 0.25],
] as const)('%s', (_, pixels, likelihood, extreme) => {
  expect(guess([...pixels])).toEqual({ likelihood, extreme });
});

test('a large set is judged by rows from all over it', () => {
  // Grey rows at the beginning, and twice as many black ones.
  const pixels = Array.from({ length: 3000 }, (_, row) => (row < 1000 ? 128 : 0));
  const { likelihood, extreme } = guess(pixels, 1);
  expect(likelihood).toBe('bernoulli');
  expect(extreme).toBeCloseTo(2 / 3, 2);
});
