import { describe, expect, test } from 'vitest';
import { ConfigError, DataError } from '../../src/errors.ts';
import type { MultimodalArchitecture } from '../../src/families/multimodal/architecture.ts';
import type { JointChoice } from '../../src/families/multimodal/joints/joints.ts';
import { MultimodalModel } from '../../src/families/multimodal/model.ts';
import { multimodalFamily } from '../../src/families/multimodal/multimodalFamily.ts';
import { loadFamily } from '../../src/families/registry.ts';
import { Graph } from '../../src/graph/graph.ts';
import type { VaeOptions } from '../../src/index.ts';
import { givenNoise } from '../../src/ops/noise.ts';
import { expectAgreement } from '../ops/fixtures.ts';
import { checkGradients } from '../support/gradients.ts';
import { TestRandom } from '../support/random.ts';
import { step } from '../support/scalars.ts';
import { createVae, loadVae, sameBits } from '../training/models.ts';

const LATENT = 2;
const dense = (units: number, activation = 'tanh') =>
  ({ kind: 'dense', units, activation }) as const;
const networks = { encoder: [dense(4)], decoder: [dense(4)] };
const JOINTS: readonly JointChoice[] = [
  { kind: 'product', subsets: 'none' },
  'product',
  { kind: 'product', subsets: 'every' },
  'mixture',
  'mixtureOfProducts',
  { kind: 'encoder', encoder: [dense(4)], alpha: 0.3 },
];

const architectureOf = (joint: JointChoice) =>
  ({
    family: 'multimodal',
    modalities: {
      image: { input: 5, ...networks },
      word: { input: 3, ...networks, likelihood: { kind: 'categorical', group: 3 }, weight: 2 },
      sound: { input: 2, ...networks, likelihood: { kind: 'gaussian', sigma: 0.5 } },
    },
    latent: LATENT,
    joint,
  }) as const;

/** Which of three modalities six rows have. */
const PRESENT = [
  [1, 1, 1],
  [1, 0, 0],
  [0, 1, 1],
  [0, 0, 1],
  [1, 1, 1],
  [1, 1, 0],
];

describe.each(JOINTS)('%j', (joint) => {
  test.each(['elbo', 'iwae'] as const)(
    'has the gradients of its finite differences, %s',
    async (bound) => {
      const ROWS = PRESENT.length;
      const random = new TestRandom(47);
      const model = await multimodalFamily.build(
        await multimodalFamily.resolve(architectureOf(joint)),
      );
      const graph = new Graph(model.store, { ring: 1 });
      const { terms, updates } = model.objective(graph, {
        source: {
          ...{ rows: ROWS, dataRows: ROWS, ring: 1 },
          dtypes: { image: 'f32', word: 'f32', sound: 'f32', present: 'u8' },
        },
        mode: 'train',
        noise: givenNoise(),
        options: { ...multimodalFamily.defaults, bound, samples: 2 },
      });
      const names = Object.keys(updates[0]?.minimises ?? {});
      const minimised = names.flatMap((name) => terms[name] ?? []);
      const noise = graph.inputs.find(({ name }) => name === 'noise')?.shape ?? [];
      const weights = minimised.map((_, i) => 1 + i / 4);
      expectAgreement(
        checkGradients({
          graph,
          terms: minimised.map(({ tensor }) => tensor),
          sources: model.store.parameters,
          inputs: {
            image: random.uniform(ROWS * 5, 0, 1),
            word: Float64Array.from({ length: ROWS * 3 }, (_, i) => ((i * 2) % 3 === 0 ? 1 : 0)),
            sound: random.normal(ROWS * 2),
            present: PRESENT.flat(),
            row_index: Float64Array.from({ length: ROWS }, (_, i) => i),
            noise: random.normal(noise.reduce((all, size) => all * size, 1)),
          },
          step: step(ROWS, { loss_weights: weights }),
          lossStep: step(ROWS, {
            loss_weights: minimised.map(({ samples = 1 }, i) => (weights[i] ?? 0) / samples),
          }),
        }),
      );
    },
  );

  test('what is missing changes no bit, and no code', async () => {
    const random = new TestRandom(5);
    const [image, sound] = [random.uniform(6 * 5, 0, 1), random.normal(6 * 2)].map((values) =>
      Float32Array.from(values),
    ) as [Float32Array<ArrayBuffer>, Float32Array<ArrayBuffer>];
    const word = Float32Array.from({ length: 6 * 3 }, (_, i) => (i % 3 === 1 ? 1 : 0));
    const present = Uint8Array.from(PRESENT.flat());
    /** The same rows with other values of the modality where it is missing. */
    const changed = (values: Float32Array<ArrayBuffer>, place: number) => {
      const width = values.length / PRESENT.length;
      return values.map((value, i) => {
        return PRESENT[Math.floor(i / width)]?.[place] === 0 ? 1 - value : value;
      });
    };
    const rows = { image, word, sound, present };
    const other = {
      ...{ image: changed(image, 0), word: changed(word, 1), sound: changed(sound, 2) },
      present,
    };
    const options: VaeOptions = {
      ...{ config: undefined, architecture: architectureOf(joint), batchSize: 4 },
    };
    const first = await createVae(options);
    const second = await createVae(options);
    await first.fit(rows, { epochs: 3 });
    await second.fit(other, { epochs: 3 });
    expect(await sameBits(first, second)).toBe(true);
    expect(await first.evaluate(other)).toEqual(await first.evaluate(rows));
    expect(await first.score(other)).toEqual(await first.score(rows));
    expect(await first.encode(other)).toEqual(await first.encode(rows));
    const nll = (given: typeof rows) => first.estimateNll(given, { samples: 8 });
    expect(await nll(other)).toEqual(await nll(rows));
    // Modalities that are not given are missing.
    const alone = await first.encode({ image, sound });
    const said = await first.encode({
      ...{ image, word, sound },
      present: Uint8Array.from(PRESENT.flatMap(() => [1, 0, 1])),
    });
    expect(alone).toEqual(said);
  });
});

/** Two kinds of pairs: left half and first word, right half and second word. */
function pairs(rows: number): { image: Float32Array; word: Float32Array } {
  const kind = (row: number): number => (row * 7) % 2;
  return {
    image: Float32Array.from({ length: rows * 6 }, (_, i) => {
      const left = i % 6 < 3;
      return left === (kind(Math.floor(i / 6)) === 0) ? 1 : 0;
    }),
    word: Float32Array.from({ length: rows * 2 }, (_, i) => {
      return i % 2 === kind(Math.floor(i / 2)) ? 1 : 0;
    }),
  };
}

const likeliest = (shares: ArrayLike<number>, width: number): number[] =>
  Array.from({ length: shares.length / width }, (_, row) => {
    const own = Array.from({ length: width }, (__, c) => shares[row * width + c] ?? 0);
    return own.indexOf(Math.max(...own));
  });

test.each<[JointChoice, Partial<VaeOptions>]>([
  ['product', {}],
  ['mixture', { bound: 'iwae', samples: 4 }],
  ['mixtureOfProducts', {}],
  [{ kind: 'encoder', encoder: [dense(12)], alpha: 1 }, {}],
])('%j learns to translate, and goes on from a file to the bit', async (joint, options) => {
  const own = { encoder: [dense(12)], decoder: [dense(12)] };
  const all: VaeOptions = {
    ...{ ...options, config: undefined, batchSize: 16, learningRate: 2e-2 },
    architecture: {
      family: 'multimodal',
      modalities: {
        image: { input: 6, ...own },
        word: { input: 2, ...own, likelihood: { kind: 'categorical', group: 2 } },
      },
      latent: 2,
      joint,
    },
  };
  const data = pairs(64);
  const whole = await createVae(all);
  await whole.fit(data, { epochs: 30 });
  const part = await createVae(all);
  await part.fit(data, { epochs: 10 });
  const resumed = await loadVae(await part.save());
  await resumed.fit(data, { epochs: 20 });
  expect(await sameBits(resumed, whole)).toBe(true);
  const { word = [] } = await whole.run('translate', { image: data.image });
  expect(likeliest(word, 2)).toEqual(likeliest(data.word, 2));
  const { image = [] } = await whole.run('translate', { word: data.word });
  const halves = Array.from({ length: 64 }, (_, row) => ((image[row * 6] ?? 0) > 0.5 ? 0 : 1));
  expect(halves).toEqual(likeliest(data.word, 2));
  // Kinds are told apart by both modalities of a sample of the prior.
  const drawn = await whole.run('joint', 50);
  const agreeing = likeliest(drawn.word ?? [], 2).filter((kind, row) => {
    return (drawn.image?.[row * 6] ?? 0) > 0.5 === (kind === 0);
  });
  expect(agreeing.length).toBeGreaterThan(40);
  expect(await whole.translate({ image: data.image }, 'word')).toEqual(word);
  const several = await whole.run('conditional', { word: data.word }, { samples: 3 });
  expect(several.image?.length).toBe(64 * 3 * 6);
  expect(await whole.translate({ word: data.word }, 'image', { samples: 3 })).toEqual(
    several.image,
  );
  await expect(whole.translate({ word: data.word }, 'sound')).rejects.toThrow('to must be one of');
  // No estimate of -log p is better than that the two kinds are equally likely.
  const { nll } = await whole.estimateNll(data, { samples: 50 });
  const { elbo } = await whole.evaluate(data);
  expect(nll).toBeGreaterThan(Math.log(2) - 0.02);
  expect(nll).toBeLessThan((elbo ?? 0) + 0.02);
});

describe('messages', () => {
  const word = { input: 3, likelihood: { kind: 'categorical', group: 3 } } as const;
  test.each([
    [{ modalities: {} }, 'modalities must be an object with 1 to 8 modalities by name'],
    [{ modalities: { kl: word } }, 'no modality can be called "kl"'],
    [{ modalities: { 'a b': word } }, 'no modality can be called "a b"'],
    [{ modalities: { word: 3 } }, 'modalities.word must be an object, got 3'],
    [{ modalities: { word: { ...word, width: 3 } } }, 'modalities.word has no option "width"'],
    [{ modalities: { word: { ...word, weight: 0 } } }, 'modalities.word.weight must be'],
    [{ latent: 0 }, 'latent must be'],
    [{ joint: 'sum' }, 'no joint "sum"; there are: product, mixture, mixtureOfProducts, encoder'],
    [{ joint: { kind: 'mixture', alpha: 1 } }, 'a mixture joint has no option "alpha"'],
    [{ joint: { kind: 'product', subsets: 'some' } }, 'joint.subsets must be one of'],
    [{ joint: { kind: 'encoder', alpha: -1 } }, 'joint.alpha must be'],
  ])('%j', async (choice, message) => {
    const { resolve } = await loadFamily('multimodal');
    const refused = resolve({ family: 'multimodal', ...choice });
    await expect(refused).rejects.toThrow(ConfigError);
    await expect(refused).rejects.toThrow(message);
  });

  test('of rows', async () => {
    const vae = await createVae({ config: undefined, architecture: architectureOf('product') });
    const none = vae.encode({});
    await expect(none).rejects.toThrow(DataError);
    await expect(none).rejects.toThrow('this model takes rows of some of image, word, sound');
    await expect(vae.encode({ smell: new Float32Array(2) })).rejects.toThrow(
      'this model takes no field "smell"',
    );
  });
});

test('describes every network', async () => {
  const architecture = (await multimodalFamily.resolve(
    architectureOf({ kind: 'encoder', encoder: [dense(4)] }),
  )) as MultimodalArchitecture;
  const names = new MultimodalModel(architecture).describe().map(({ name }) => name);
  expect(names.filter((name) => name.endsWith('encoder'))).toEqual([
    ...['image.encoder', 'word.encoder', 'sound.encoder', 'joint.encoder'],
  ]);
  expect(names.filter((name) => name.endsWith('output'))).toEqual([
    ...['image.output', 'word.output', 'sound.output'],
  ]);
});
