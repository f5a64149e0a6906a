import { beforeAll, describe, expect, test } from 'vitest';
import {
  ConfigError,
  DataError,
  type Dataset,
  oneHotLabels,
  ShapeError,
  subset,
  toDataset,
  type VAE,
  withCondition,
  withLabels,
} from '../../src/index.ts';
import { loadMnist } from '../../src/node/mnist.ts';
import { tally } from '../support/tally.ts';
import { Forward } from './forward.ts';
import { createVae, editWeights, largestDifference, loadVae, sameBits, TINY } from './models.ts';
import { rowsU8 } from './rows.ts';
import { countCalls } from './wrap.ts';

const { input, latent } = TINY;
const CLASSES = 5;
const config = { ...TINY, condition: CLASSES };
const count = 130; // one pass takes 128
const labels = Uint8Array.from({ length: count }, (_, i) => i % CLASSES);
const plain = toDataset(rowsU8(count), input, 'stripes', labels);
const data = withLabels(plain, CLASSES);

/** Row i with its condition, as intensities. */
const whole = (i: number): number[] =>
  Array.from(data.data.subarray(i * data.columns, (i + 1) * data.columns), (value) => value / 255);
const oneRow = (i: number): Dataset =>
  toDataset(data.data.subarray(i * data.columns, (i + 1) * data.columns), data.columns);
const image = (i: number, images: Float32Array) => images.subarray(i * input, (i + 1) * input);

let vae: VAE;
let forward: Forward;
beforeAll(async () => {
  vae = await createVae({ config, learningRate: 1e-2 });
  await vae.fit(data, { epochs: 4 });
  forward = new Forward(await vae.save());
});

/** A latent decoded with one class as condition, in float64. */
const decoded = (z: ArrayLike<number>, label: number): number[] =>
  forward.decode([...Array.from(z), ...oneHotLabels([label], CLASSES)]);

describe('inference of a conditional model is the float64 forward pass', () => {
  test('of whole rows: encode and reconstruct', async () => {
    const { mu } = await vae.encode(data);
    const expected = labels.reduce<number[]>(
      (all, _, i) => all.concat(forward.encode(whole(i)).mu),
      [],
    );
    expect(largestDifference(mu, expected)).toBeLessThan(1e-5);
    const images = await vae.reconstruct(data);
    expect(images).toHaveLength(count * input);
    for (const i of [0, 7, 129]) {
      const z = mu.subarray(i * latent, (i + 1) * latent);
      expect(largestDifference(image(i, images), decoded(z, labels[i] ?? 0))).toBeLessThan(1e-5);
    }
  });

  test('under one condition for all, or one for each', async () => {
    const z = Float32Array.from({ length: count * latent }, (_, i) => Math.sin(i));
    const each = await vae.decode(z, oneHotLabels(labels, CLASSES));
    const all = await vae.decode(z, oneHotLabels([2], CLASSES));
    for (const i of [0, 64, 128, 129]) {
      const own = z.subarray(i * latent, (i + 1) * latent);
      expect(largestDifference(image(i, each), decoded(own, labels[i] ?? 0))).toBeLessThan(1e-5);
      expect(largestDifference(image(i, all), decoded(own, 2))).toBeLessThan(1e-5);
    }
  });

  test('of samples: at temperature 0 the centre of each class', async () => {
    const condition = oneHotLabels(labels, CLASSES);
    const images = await vae.sample(count, { temperature: 0, condition });
    for (const i of [0, 3, 128, 129]) {
      const centre = decoded([0, 0, 0], labels[i] ?? 0);
      expect(largestDifference(image(i, images), centre)).toBeLessThan(1e-5);
    }
    // The same latents for any condition.
    const one = oneHotLabels([1], CLASSES);
    const ofOne = await vae.sample(6, { seed: 3, condition: one });
    const repeated = oneHotLabels([1, 1, 1, 1, 1, 1], CLASSES);
    expect(await vae.sample(6, { seed: 3, condition: repeated })).toEqual(ofOne);
  });

  test('on the way from one row to another the condition changes too', async () => {
    const way = await vae.interpolate(oneRow(0), oneRow(1), 3);
    const ends = await vae.reconstruct(data);
    expect(image(0, way)).toEqual(image(0, ends));
    expect(image(2, way)).toEqual(image(1, ends));
    const { mu } = await vae.encode(data);
    const middle = Array.from(
      { length: latent },
      (_, j) => ((mu[j] ?? 0) + (mu[latent + j] ?? 0)) / 2,
    );
    const mixed = forward.decode([...middle, 0.5, 0.5, 0, 0, 0]);
    expect(largestDifference(image(1, way), mixed)).toBeLessThan(1e-5);
  });

  test('of traversals, manifolds and neighbours', async () => {
    const { mu } = await vae.encode(oneRow(3));
    const options = { from: -1, to: 1, steps: 2 };
    const condition = oneHotLabels([3], CLASSES);
    const ofRow = await vae.traverse(oneRow(3), 0, options);
    expect(await vae.traverse({ z: mu, condition }, 0, options)).toEqual(ofRow);
    const high = decoded([1, mu[1] ?? 0, mu[2] ?? 0], 3);
    expect(largestDifference(image(1, ofRow), high)).toBeLessThan(1e-5);
    const grid = await vae.manifold({ size: 2, quantiles: false, from: 0, to: 1, condition });
    expect(largestDifference(image(0, grid), decoded([0, 0, 0], 3))).toBeLessThan(1e-5);
    const { indices } = await vae.nearestNeighbours(oneRow(9), data, 1);
    expect([...indices]).toEqual([9]);
  });
});

describe('figures of a conditional model', () => {
  test('the explained variance is of the data, not of the condition', async () => {
    const { explainedVariance } = await vae.diagnose(data);
    const images = await vae.reconstruct(data);
    let left = 0;
    let total = 0;
    for (let column = 0; column < input; column++) {
      const values = Array.from(
        { length: count },
        (_, i) => (plain.data[i * input + column] ?? 0) / 255,
      );
      const mean = values.reduce((a, b) => a + b) / count;
      for (const [i, value] of values.entries()) {
        total += (value - mean) ** 2;
        left += (value - (images[i * input + column] ?? Number.NaN)) ** 2;
      }
    }
    expect(explainedVariance).toBeCloseTo(1 - left / total, 5);
  });

  test('more samples of each row bring the estimate of -log p down to it', async () => {
    const rows = toDataset(data.data.subarray(0, 16 * data.columns), data.columns);
    const [one, many] = [
      await vae.estimateNll(rows, { samples: 1 }),
      await vae.estimateNll(rows, { samples: 100 }),
    ];
    expect(many.nll).toBeLessThan(one.nll);
    expect(many.nll).toBeGreaterThan(0);
  });
});

describe('training a conditional model', () => {
  test('with several samples a row, the importance-weighted bound falls', async () => {
    const iwae = await createVae({ config, learningRate: 1e-2, bound: 'iwae', samples: 3 });
    const { epochs } = await iwae.fit(data, { epochs: 4, validationSplit: 0.1 });
    const losses = epochs.map(({ train }) => train.elbo);
    expect(losses.at(-1)).toBeLessThan((losses[0] ?? 0) - 1);
  });

  test('goes on from a checkpoint to the same bits', async () => {
    const first = await createVae({ config });
    await first.fit(data, { epochs: 1 });
    const second = await loadVae(await first.save());
    expect(second.config).toEqual(first.config);
    for (const each of [first, second]) await each.fit(data, { epochs: 1 });
    expect(await sameBits(first, second)).toBe(true);
    tally('resumes to the bit', 1);
  });

  test('plain weights tell how wide the condition is', async () => {
    const loaded = await loadVae(editWeights(await vae.save()));
    expect(loaded.config).toEqual(vae.config);
    const condition = oneHotLabels([1], CLASSES);
    expect(await loaded.sample(2, { condition })).toEqual(await vae.sample(2, { condition }));
  });

  test('can be prepared, profiled, tuned and stepped', async () => {
    const fresh = await createVae({ config });
    await fresh.prepare();
    const calls = countCalls();
    await fresh.fit(data, { steps: 1 });
    expect(calls.pipelines).toBe(0);
    const { dispatches } = await fresh.profile(data, { steps: 1, mode: 'step' });
    expect(dispatches.map(({ label }) => label).join()).toContain('z.condition');
    const { dispatches: tuned } = await fresh.tune({ variants: ['direct_8x8'], budgetMs: 1 });
    expect(tuned.length).toBeGreaterThan(0);
    const { elbo } = await fresh.step(oneRow(0), { noise: new Float32Array(latent) });
    expect(elbo).toBeGreaterThan(0);
  });

  test('learns what the labels mean: samples of a digit are nearest to its mean', async () => {
    const { train } = await loadMnist();
    const few = subset(train, 600);
    const digits = await createVae({
      config: { input: 784, hidden: [32], latent: 2, condition: 10 },
      learningRate: 5e-3,
      batchSize: 40,
    });
    await digits.fit(withLabels(few, 10), { epochs: 12 });
    const each = 8;
    const asked = Array.from({ length: 10 * each }, (_, i) => i % 10);
    const condition = oneHotLabels(asked, 10);
    const samples = await digits.sample(asked.length, { seed: 1, condition });
    const means = classMeans(few);
    const right = asked.filter((label, i) => {
      const own = samples.subarray(i * 784, (i + 1) * 784);
      const distances = means.map((mean) => distance(mean, own));
      return distances.indexOf(Math.min(...distances)) === label;
    });
    // A random guess is right in one of ten cases.
    expect(right.length).toBeGreaterThan(0.5 * asked.length);
  });
});

function classMeans({ data: pixels, columns, labels: classes }: Dataset): Float64Array[] {
  return Array.from({ length: 10 }, (_, label) => {
    const rows = Array.from(classes ?? []).flatMap((each, i) => (each === label ? [i] : []));
    return Float64Array.from({ length: columns }, (_, column) => {
      const sum = rows.reduce((all, row) => all + (pixels[row * columns + column] ?? 0), 0);
      return sum / 255 / rows.length;
    });
  });
}

const distance = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Math.hypot(...Array.from(a, (value, i) => value - (b[i] ?? 0)));

describe('a condition that does not fit is refused', () => {
  const z = new Float32Array(2 * latent);
  const one = oneHotLabels([0], CLASSES);

  test.each<[string, (model: VAE) => Promise<unknown>]>([
    ['decode', (model) => model.decode(z)],
    ['sample', (model) => model.sample(2)],
    ['manifold', (model) => model.manifold()],
    ['traverse', (model) => model.traverse({ z: new Float32Array(latent) }, 0)],
  ])('none given to %s', async (_, run) => {
    await expect(run(vae)).rejects.toThrow(ConfigError);
    await expect(run(vae)).rejects.toThrow(/under a condition of 5 values.*oneHotLabels/);
  });

  test('one given to a model that takes none', async () => {
    const without = await createVae();
    await expect(without.decode(z, one)).rejects.toThrow(ConfigError);
    await expect(without.sample(2, { condition: one })).rejects.toThrow(/takes no condition/);
  });

  test('of another width', async () => {
    const wrong = vae.decode(z, new Float32Array(3));
    await expect(wrong).rejects.toThrow(ShapeError);
    await expect(wrong).rejects.toThrow(/5 values for all rows, or \[2, 5\], got 3/);
  });

  test('rows without it', async () => {
    const refused = vae.fit(plain, { epochs: 1 });
    await expect(refused).rejects.toThrow(ShapeError);
    await expect(refused).rejects.toThrow(
      /rows of 42 values, stripes has rows of 37.*37 values of data and 5 of the condition.*withLabels/,
    );
    await expect(vae.encode(rowsU8(2))).rejects.toThrow(/multiple of 42.*withLabels/);
    await expect(vae.encode([1] as never)).rejects.toThrow(DataError);
  });
});

test('other side information is taken as it is, beside binary data too', async () => {
  const rows = toDataset(
    Float32Array.from(plain.data, (value) => value / 255),
    input,
    'stripes',
  );
  const ages = Float32Array.from({ length: count }, (_, i) => (i % 7) - 3);
  const model = await createVae({ config: { ...TINY, condition: 1, binarize: 'dynamic' } });
  const { epochs } = await model.fit(withCondition(rows, ages), { epochs: 2 });
  expect(epochs.at(-1)?.train.elbo).toBeLessThan(epochs[0]?.train.elbo ?? 0);
  const [young, old] = [
    await model.sample(1, { condition: Float32Array.of(-3) }),
    await model.sample(1, { condition: Float32Array.of(3) }),
  ];
  expect(young).not.toEqual(old);
});
