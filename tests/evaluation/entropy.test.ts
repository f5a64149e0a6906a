import { expect, test } from 'vitest';
import { entropyOfSamples } from '../../src/evaluation/entropy.ts';
import { activeUnitsOfSamples } from '../../src/evaluation/sampleFigures.ts';
import { TestRandom } from '../support/random.ts';

const random = new TestRandom(9);
const ROWS = 1500;

test.each([1, 2, 3, 6])('samples of N(0, 4 I) in %i dimensions have its entropy', (latent) => {
  const z = Float32Array.from(random.normal(ROWS * latent), (value) => 2 * value);
  const exact = latent * (0.5 * Math.log(2 * Math.PI * Math.E) + Math.log(2));
  expect(Math.abs(entropyOfSamples(z, latent) - exact)).toBeLessThan(0.05 * latent + 0.05);
});

test('samples of a uniform distribution have the log of its volume', () => {
  const z = Float32Array.from(random.uniform(2 * ROWS, -1.5, 1.5));
  expect(Math.abs(entropyOfSamples(z, 2) - Math.log(9))).toBeLessThan(0.1);
});

test('noise around one mean is no active unit, a mean that varies is one', () => {
  const rows = 400;
  const means = random.normal(rows);
  const list = () =>
    Float32Array.from(random.normal(2 * rows), (noise, i) =>
      i % 2 === 0 ? noise : 0.5 * (means[(i - 1) / 2] ?? 0) + noise,
    );
  const z = Array.from({ length: 16 }, list) as [Float32Array, Float32Array, ...Float32Array[]];
  const none = new Float32Array(rows);
  const { active, variance } = activeUnitsOfSamples({ z, logRatio: none, priorNll: none }, 2);
  expect(active).toEqual([false, true]);
  expect(Math.abs((variance[1] ?? 0) - 0.25)).toBeLessThan(0.06);
});
