import { describe, expect, test } from 'vitest';
import type { ArchitectureChoice } from '../../src/families/registry.ts';
import { fuse } from '../../src/fusion/fuse.ts';
import type { TrainingOptions } from '../../src/training/options.ts';
import { useGpu } from '../support/gpu.ts';
import { stepOnDevice } from '../support/oneStep.ts';
import { gradientsOf, stepOnPart } from '../support/privateStep.ts';

const gpu = useGpu();
const CLIP = 0.25;
const NOISE = 3;
/** Tens of thousands of parameters, so that their statistics are sharp. */
const MODEL = {
  family: 'vae',
  input: 301,
  encoder: [{ kind: 'dense', units: 101, activation: 'relu' }],
  latent: 3,
  decoder: [{ kind: 'dense', units: 101, activation: 'relu' }],
} as const;

/** The same of convolutions, of which a transposed one has fewer biases than rows of weights. */
const OF_IMAGES = {
  family: 'vae',
  input: [6, 5, 12],
  encoder: [{ kind: 'conv2d', channels: 96, kernel: [6, 5] }],
  latent: 3,
  decoder: [
    { kind: 'dense', units: 96 },
    { kind: 'reshape', shape: [1, 1, 96] },
  ],
  output: { kind: 'convTranspose2d', kernel: [6, 5] },
} as const;

/** The noise of a step, parameter by parameter: what the gradients have more than without it. */
async function noiseOf(
  data_counter: number,
  options: Partial<TrainingOptions> = {},
  model: ArchitectureChoice = MODEL,
): Promise<Map<string, number[]>> {
  const privacy = { noise: NOISE, delta: 1e-5, clip: CLIP };
  const step = await stepOnPart(model, { privacy, ...options }, { rows: 8, count: 8, first: 0 });
  const [without, noisy] = await Promise.all(
    [0, NOISE * CLIP].map(async (noise_scale) => {
      const record = { ...step.record, data_counter, noise_scale };
      const { values, dirty } = await stepOnDevice(gpu(), { ...step, record }, fuse(step.plan));
      expect(dirty).toEqual([]);
      return gradientsOf(values);
    }),
  );
  return new Map(
    [...(noisy ?? [])].map(([name, values]) => {
      const clean = without?.get(name) ?? [];
      return [name, values.map((value, i) => value - (clean[i] ?? 0))];
    }),
  );
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

const correlation = (a: readonly number[], b: readonly number[]): number => {
  const size = Math.min(a.length, b.length);
  const product = a.slice(0, size).map((value, i) => value * (b[i] ?? 0));
  return meanOf(product) / (NOISE * CLIP) ** 2;
};

/** Five standard errors. */
const within = (count: number, variance: number): number => 5 * Math.sqrt(variance / count);

describe('the noise of a step', () => {
  test.each([
    ['fully connected layers', MODEL],
    ['convolutions', OF_IMAGES],
  ])(
    'is normal, with the deviation noise · clip, in weights and biases of %s',
    async (_, model) => {
      const noise = await noiseOf(5, {}, model);
      expect(noise.size).toBe(8);
      for (const [name, values] of noise) {
        const scaled = values.map((value) => value / (NOISE * CLIP));
        const moment = (power: number): number => meanOf(scaled.map((value) => value ** power));
        expect(Math.abs(moment(1)), name).toBeLessThan(within(values.length, 1));
        expect(Math.abs(moment(2) - 1), name).toBeLessThan(within(values.length, 2));
        expect(Math.abs(moment(4) - 3), name).toBeLessThan(within(values.length, 96));
      }
    },
  );

  test('is no other with another deviation: the limits would notice', async () => {
    const values = (await noiseOf(5)).get('fc4.weight') ?? [];
    const squares = meanOf(values.map((value) => (value / (1.05 * NOISE * CLIP)) ** 2));
    expect(Math.abs(squares - 1)).toBeGreaterThan(within(values.length, 2));
  });

  test('is independent between steps, layers and rows', async () => {
    const [first, second] = [await noiseOf(5), await noiseOf(6)];
    const [wide, last] = [first.get('fc1.weight') ?? [], first.get('fc4.weight') ?? []];
    const limit = within(Math.min(wide.length, last.length), 1);
    expect(Math.abs(correlation(wide, second.get('fc1.weight') ?? []))).toBeLessThan(limit);
    expect(Math.abs(correlation(wide, last))).toBeLessThan(limit);
    // Layers of one width would have the same draws at the same places.
    const narrow = first.get('fc2.weight') ?? [];
    expect(Math.abs(correlation(narrow, last))).toBeLessThan(within(narrow.length, 1));
    expect(Math.abs(correlation(wide, wide.slice(MODEL.input)))).toBeLessThan(limit);
    expect(Math.abs(correlation(first.get('fc1.bias') ?? [], wide))).toBeLessThan(within(101, 1));
    expect(correlation(wide, wide)).toBeGreaterThan(0.9);
  });

  test('is divided with the sum it was added to', async () => {
    const sampler = { kind: 'poisson', mean: 4 } as const;
    const [sum, mean] = [
      await noiseOf(5, { sampler }),
      await noiseOf(5, { sampler, reduction: 'mean' }),
    ];
    for (const [name, values] of sum) {
      const quarter = mean.get(name) ?? [];
      for (const [i, value] of values.entries())
        expect(4 * (quarter[i] ?? 0)).toBeCloseTo(value, 4);
    }
  });
});
