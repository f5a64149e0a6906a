import { afterAll, describe, expect, test, vi } from 'vitest';
import { type Dataset, toDataset, VAE, type VaeOptions } from '../../src/index.ts';
import { streams } from '../../src/random/streams.ts';
import { normalPair } from '../../src/random/threefry.ts';
import { noiseAddress, wordsAt } from '../random/address.ts';
import { HIERARCHIES, smallHierarchy } from '../support/smallHierarchy.ts';
import { Forward } from '../training/forward.ts';
import { device } from '../training/models.ts';

const models: VAE[] = [];
afterAll(() => {
  for (const model of models) model.dispose();
});

const ROWS = 240;
const INPUT = 12;

/** Two shapes of rows, with a little of a row's own. */
function twoShapes(): Dataset {
  const data = Float32Array.from({ length: ROWS * INPUT }, (_, i) => {
    const [row, column] = [Math.floor(i / INPUT), i % INPUT];
    const own = ((i * 7919) % 101) / 1000;
    return (row % 2 === 0) === column < INPUT / 2 ? 0.85 + own : 0.05 + own;
  });
  return toDataset(data, INPUT, 'two shapes');
}

const optionsOf = (family: (typeof HIERARCHIES)[number]): VaeOptions => ({
  device,
  architecture: smallHierarchy(family, INPUT),
  batchSize: 24,
  learningRate: 1e-2,
});

async function create(options: VaeOptions): Promise<VAE> {
  const model = await VAE.create(options);
  models.push(model);
  return model;
}

/** The noise of a training step at one of its sites, by hand. */
function drawnNoise(
  seed: number,
  step: number,
  { site, rows, columns }: { site: number; rows: number; columns: number },
): Float32Array {
  const origin = { seed, stream: streams.training + site * 2 ** 16, columns };
  return Float32Array.from({ length: rows * columns }, (_, i) => {
    const [row, column] = [Math.floor(i / columns), i % columns];
    const words = wordsAt(noiseAddress(origin, step, row, Math.floor(column / 2)));
    return normalPair(...words)[column % 2] ?? Number.NaN;
  });
}

describe.each(HIERARCHIES)('%s', (family) => {
  test('draws noise of its own for each level: steps with that noise given are the same', async () => {
    const { data } = twoShapes();
    const [rows, seed] = [24, 5];
    const options = {
      ...optionsOf(family),
      seed,
      beta: { kind: 'warmup', to: 1, steps: 4 },
    } as const;
    const [drawing, given] = [await create(options), await create(options)];
    // A ladder draws its levels from the top.
    const sizes = family === 'ladder' ? [3, 5] : [5, 3];
    for (let step = 1; step <= 6; step++) {
      const x = data.slice(0, rows * INPUT);
      const noise = sizes.map((columns, site) => drawnNoise(seed, step, { site, rows, columns }));
      const one = await drawing.step(x);
      const other = await given.step(x, { noise });
      for (const name of ['reconstruction', 'kl1', 'kl2']) {
        expect(one[name], name).toBeCloseTo(other[name] ?? Number.NaN, 4);
      }
    }
  });

  test('learns, reports the KL of each level, and goes on from a file to the bit', async () => {
    const data = twoShapes();
    const model = await create(optionsOf(family));
    const { epochs } = await model.fit(data, { epochs: 6, validation: data });
    const elbos = epochs.map(({ test: { elbo } = {} }) => elbo ?? Number.NaN);
    expect(elbos.at(-1)).toBeLessThan((elbos[0] ?? 0) - 0.5);
    const { elbo, kl, reconstruction, kl1, kl2 } = await model.evaluate(data);
    expect(kl).toBeCloseTo((kl1 ?? 0) + (kl2 ?? 0), 4);
    expect(elbo).toBeCloseTo((reconstruction ?? 0) + (kl ?? 0), 4);
    const again = await VAE.load(await model.save(), { device });
    models.push(again);
    const [one] = (await model.fit(data, { epochs: 1 })).epochs;
    const [other] = (await again.fit(data, { epochs: 1 })).epochs;
    expect(other?.train).toEqual(one?.train);
    expect(await again.encode(data.data)).toEqual(await model.encode(data.data));
  });

  test('codes are noise of the priors: what is encoded is decoded, and samples are its decoding', async () => {
    const data = twoShapes();
    const model = await create(optionsOf(family));
    await model.fit(data, { epochs: 20 });
    const x = data.data.slice(0, 2 * INPUT) as Float32Array;
    const { mu, logvar } = await model.encode(x);
    expect(mu.length).toBe(2 * 8);
    expect(logvar.length).toBe(2 * 8);
    const reconstructed = await model.reconstruct(x);
    expect(await model.decode(mu)).toEqual(reconstructed);
    const apart = reconstructed.reduce((sum, value, i) => sum + Math.abs(value - (x[i] ?? 0)), 0);
    expect(apart / x.length).toBeLessThan(0.25);
    const { levels = [], klPerDimension } = await model.diagnose(data);
    expect(levels.map(({ size }) => size)).toEqual([5, 3]);
    const sum = levels.reduce((total, { kl }) => total + kl, 0);
    expect(sum).toBeCloseTo(
      klPerDimension.reduce((total, kl) => total + kl, 0),
      6,
    );
    const still = await model.sample(3, { temperature: 0 });
    expect(still).toEqual(await model.decode(new Float32Array(3 * 8)));
    expect(await model.sample(3, { seed: 1 })).not.toEqual(await model.sample(3, { seed: 2 }));
  });

  test('samples with a temperature for each level, and goes a way along some levels', async () => {
    const vae = await create(optionsOf(family));
    const all = await vae.sample(5, { seed: 3 });
    expect(await vae.sample(5, { seed: 3, temperature: [1, 1] })).toEqual(all);
    const half = await vae.sample(5, { seed: 3, temperature: 0.5 });
    expect(await vae.sample(5, { seed: 3, temperature: [0.5, 0.5] })).toEqual(half);
    const upper = await vae.sample(5, { seed: 3, temperature: [0, 1] });
    expect(upper).not.toEqual(all);
    expect(await vae.sample(5, { seed: 3, temperature: [0, 0] })).toEqual(
      await vae.decode(new Float32Array(5 * 8)),
    );
    await expect(vae.sample(5, { temperature: [1] })).rejects.toThrow('of which this model has 2');
    await expect(vae.sample(5, { temperature: [1, -1] })).rejects.toThrow('at least 0');

    const rows = twoShapes().data as Float32Array;
    const [a, b] = [rows.slice(0, INPUT), rows.slice(INPUT, 2 * INPUT)];
    const { mu: from } = await vae.encode(a);
    const { mu: to } = await vae.encode(b);
    const end = Float32Array.of(...from.subarray(0, 5), ...to.subarray(5));
    const way = await vae.interpolate(a, b, 3, { levels: [1] });
    expect(way.subarray(0, INPUT)).toEqual(await vae.decode(from));
    expect(way.subarray(2 * INPUT)).toEqual(await vae.decode(end));
    expect(await vae.interpolate(a, b, 3, { levels: [0, 1] })).toEqual(
      await vae.interpolate(a, b, 3),
    );
    await expect(vae.interpolate(a, b, 3, { levels: [2] })).rejects.toThrow('from 0 to 1, got 2');
  });

  test('codes of both levels stand side by side, as one computes by hand', async () => {
    const data = twoShapes();
    const model = await create(optionsOf(family));
    await model.fit(data, { epochs: 6 });
    const byHand = new Forward(await model.save());
    const x = data.data.slice(0, INPUT) as Float32Array;
    const { mu } = await model.encode(x);
    for (const [i, mean] of byHand.encodeTop([...x], family).entries()) {
      expect(mu[5 + i]).toBeCloseTo(mean, 4);
    }
    const decoded = await model.decode(mu);
    const means = byHand.decodeLevels([...mu.slice(0, 5)], [...mu.slice(5)]);
    for (const [i, mean] of means.entries()) expect(decoded[i]).toBeCloseTo(mean, 5);
  });

  test('the importance-weighted bound falls with more samples, towards -log p(x)', async () => {
    const data = twoShapes();
    const model = await create(optionsOf(family));
    await model.fit(data, { epochs: 6 });
    const one = await model.estimateNll(data, { samples: 1, seed: 1 });
    const many = await model.estimateNll(data, { samples: 64, seed: 1 });
    expect(many.nll).toBeLessThan(one.nll);
    const { elbo = Number.NaN } = await model.evaluate(data);
    expect(one.nll).toBeCloseTo(elbo, 0);
  });

  test('a second run of steps creates nothing on the device', async () => {
    const data = twoShapes();
    const model = await create({ ...optionsOf(family), freeBits: 1, burst: 4 });
    await model.fit(data, { steps: 6 });
    const before = model.memory;
    const spies = (['createBindGroup', 'createBuffer', 'createComputePipeline'] as const).map(
      (method) => vi.spyOn(device, method),
    );
    await model.fit(data, { steps: 12 });
    for (const spy of spies) {
      expect(spy).not.toHaveBeenCalled();
      spy.mockRestore();
    }
    expect(model.memory).toEqual(before);
  });

  test('a floor keeps a level from collapsing, and changes no reported value', async () => {
    const data = twoShapes();
    const free = await create({ ...optionsOf(family), freeBits: [0, 2], beta: [1, 20] });
    const plain = await create({ ...optionsOf(family), beta: [1, 20] });
    await free.fit(data, { epochs: 8 });
    await plain.fit(data, { epochs: 8 });
    const kept = (await free.evaluate(data)).kl2 ?? 0;
    const lost = (await plain.evaluate(data)).kl2 ?? 0;
    expect(lost).toBeLessThan(0.5);
    expect(kept).toBeGreaterThan(1);
    const higher = await VAE.load(await free.save(), { device, freeBits: [0, 50], beta: [1, 20] });
    models.push(higher);
    expect(await higher.evaluate(data)).toEqual(await free.evaluate(data));
  });

  test('refuses by name what it does not know', async () => {
    const { architecture } = optionsOf(family);
    const given = architecture as { levels: readonly unknown[] };
    const wrong = (changed: object) =>
      VAE.create({ device, architecture: { ...given, ...changed } as never });
    await expect(wrong({ levels: given.levels.slice(1) })).rejects.toThrow('2 to 8 levels');
    await expect(wrong({ latent: 4 })).rejects.toThrow('latent');
    await expect(wrong({ levels: [{ size: 0 }, { size: 1 }] })).rejects.toThrow('levels[0].size');
    const model = await create({ ...optionsOf(family), beta: [1, 1, 1] });
    await expect(model.fit(twoShapes(), { epochs: 1 })).rejects.toThrow('beta must be one value');
  });
});

test('convolutional levels train', async () => {
  const model = await create({
    device,
    architecture: {
      family: 'ladder',
      input: [4, 3, 1],
      levels: [
        {
          size: 4,
          encoder: [{ kind: 'conv2d', channels: 3, kernel: 3, padding: 1 }],
          decoder: [
            { kind: 'dense', units: 12 },
            { kind: 'reshape', shape: [4, 3, 1] },
          ],
        },
        { size: 2, encoder: [{ kind: 'conv2d', channels: 2, kernel: 3 }] },
      ],
      output: { kind: 'conv2d', kernel: 3, padding: 1 },
    },
    batchSize: 24,
    learningRate: 1e-2,
  });
  const { epochs } = await model.fit(twoShapes(), { epochs: 4 });
  expect(epochs.at(-1)?.train.elbo).toBeLessThan(epochs[0]?.train.elbo ?? 0);
});
