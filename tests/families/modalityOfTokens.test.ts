import { describe, expect, test } from 'vitest';
import type { JointChoice } from '../../src/families/multimodal/joints/joints.ts';
import { multimodalFamily } from '../../src/families/multimodal/multimodalFamily.ts';
import { Graph } from '../../src/graph/graph.ts';
import {
  ConfigError,
  type MultimodalArchitectureChoice,
  type VaeOptions,
} from '../../src/index.ts';
import { toOnnx } from '../../src/onnx/index.ts';
import { givenNoise } from '../../src/ops/noise.ts';
import { checkGradients } from '../support/gradients.ts';
import { TestRandom } from '../support/random.ts';
import { step } from '../support/scalars.ts';
import { createVae, loadVae, sameBits } from '../training/models.ts';

const LENGTH = 3;
const dense = (units: number) => [{ kind: 'dense', units, activation: 'tanh' }] as const;
const sentence = { family: 'sequence', length: LENGTH, vocabulary: 7, embedding: 2 } as const;
/** An image with a text, and with another one of other units. */
const architectureOf = (joint: JointChoice) =>
  ({
    family: 'multimodal',
    modalities: {
      image: { input: 5, encoder: dense(2), decoder: dense(2) },
      text: { ...sentence, hidden: 3, weight: 2 },
      title: { ...sentence, hidden: 2, unit: 'lstm', bidirectional: true },
    },
    latent: 2,
    joint,
  }) as const satisfies MultimodalArchitectureChoice;

/** Texts of one to three words, and an empty one. */
const TEXTS = [
  [3, 4, 0],
  [5, 0, 0],
  [6, 3, 5],
  [0, 0, 0],
  [4, 6, 0],
  [3, 3, 3],
];
const PRESENT = [
  [1, 1, 1],
  [1, 0, 1],
  [0, 1, 0],
  [0, 0, 1],
  [1, 1, 1],
  [1, 1, 0],
];
const ROWS = TEXTS.length;

describe('texts beside an image', () => {
  test.each([
    ['product', 'elbo'],
    ['mixture', 'iwae'],
  ] as const)(
    'in a %s have the gradients of their finite differences, %s',
    async (joint, bound) => {
      const random = new TestRandom(47);
      const model = await multimodalFamily.build(
        await multimodalFamily.resolve(architectureOf(joint)),
      );
      const graph = new Graph(model.store, { ring: 1 });
      const { terms, updates } = model.objective(graph, {
        source: {
          ...{ rows: ROWS, dataRows: ROWS, ring: 1 },
          dtypes: { image: 'f32', text: 'u32', title: 'u32', present: 'u8' },
        },
        mode: 'train',
        noise: givenNoise(),
        options: { ...multimodalFamily.defaults, bound, samples: 2 },
      });
      const names = Object.keys(updates[0]?.minimises ?? {});
      const minimised = names.flatMap((name) => terms[name] ?? []);
      const noise = graph.inputs.find(({ name }) => name === 'noise')?.shape ?? [];
      const weights = minimised.map((_, i) => 1 + i / 4);
      const { worst, count } = checkGradients({
        graph,
        terms: minimised.map(({ tensor }) => tensor),
        sources: model.store.parameters,
        inputs: {
          image: random.uniform(ROWS * 5, 0, 1),
          text: Float64Array.from(TEXTS.flat()),
          title: Float64Array.from(TEXTS.toReversed().flat()),
          present: PRESENT.flat(),
          row_index: Float64Array.from({ length: ROWS }, (_, i) => i),
          noise: random.normal(noise.reduce((all, size) => all * size, 1)),
        },
        step: step(ROWS, { loss_weights: weights }),
        lossStep: step(ROWS, {
          loss_weights: minimised.map(({ samples = 1 }, i) => (weights[i] ?? 0) / samples),
        }),
      });
      // The rounding of a loss of some hundred nats, over small gradients of encoders.
      expect(worst).toBeLessThan(2e-5);
      expect(count).toBeGreaterThan(200);
    },
  );

  test('what is missing changes no bit, and a run goes on from a file', async () => {
    const image = Float32Array.from(new TestRandom(5).uniform(ROWS * 5, 0, 1));
    const present = Uint8Array.from(PRESENT.flat());
    const text = Uint32Array.from(TEXTS.flat());
    const title = Uint32Array.from(TEXTS.toReversed().flat());
    const where = (tokens: Uint32Array, place: number) =>
      tokens.map((token, i) => (PRESENT[Math.floor(i / LENGTH)]?.[place] === 0 ? 6 : token));
    const rows = { image, text, title, present };
    const other = { ...rows, text: where(text, 1), title: where(title, 2) };
    const options: VaeOptions = {
      ...{ config: undefined, architecture: architectureOf('mixtureOfProducts'), batchSize: 4 },
    };
    const [first, second] = [await createVae(options), await createVae(options)];
    await first.fit(rows, { epochs: 3 });
    await second.fit(other, { epochs: 2 });
    const resumed = await loadVae(await second.save());
    expect(resumed.architecture).toEqual(first.architecture);
    await resumed.fit(other, { epochs: 1 });
    expect(await sameBits(first, resumed)).toBe(true);
    expect(await first.evaluate(other)).toEqual(await first.evaluate(rows));
    expect(await first.encode(other)).toEqual(await first.encode(rows));
    const pairs = await first.run('joint', 4);
    expect(Object.keys(pairs)).toEqual(['image', 'text', 'title']);
    expect(pairs.title).toHaveLength(4 * LENGTH);
    const { nll } = await first.estimateNll(rows, { samples: 4 });
    expect(Number.isFinite(nll)).toBe(true);
  });
});

test('a text follows from its image, and an image from its text', async () => {
  const kinds = 4;
  const count = 64;
  const kindOf = (row: number) => (row * 7) % kinds;
  const image = (row: number) =>
    Array.from({ length: 8 }, (_, i) => (i >> 1 === kindOf(row) ? 1 : 0));
  const words = (row: number) => [3 + (kindOf(row) >> 1), 5 + (kindOf(row) % 2), 0];
  const all = (of: (row: number) => number[], rows = count) =>
    Array.from({ length: rows }, (_, row) => of(row)).flat();
  const vae = await createVae({
    ...{ config: undefined, batchSize: 32, learningRate: 2e-2, seed: 3 },
    architecture: {
      family: 'multimodal',
      modalities: {
        image: { input: 8, encoder: dense(16), decoder: dense(16) },
        text: { ...sentence, embedding: 8, hidden: 16, weight: 2 },
      },
      ...{ latent: 3, joint: 'mixture' },
    },
  });
  const data = { image: Float32Array.from(all(image)), text: Uint32Array.from(all(words)) };
  const before = await vae.evaluate(data);
  await vae.fit(data, { steps: 250 });
  const after = await vae.evaluate(data);
  expect(after.text).toBeLessThan(0.2 * (before.text ?? 0));
  const text = await vae.translate({ image: Float32Array.from(all(image, kinds)) }, 'text');
  expect([...text]).toEqual(all(words, kinds));
  const made = await vae.translate({ text: Uint32Array.from(all(words, kinds)) }, 'image');
  expect(Array.from(made, Math.round)).toEqual(all(image, kinds));
});

const refusedFor = (change: object, joint: object | string = 'product') =>
  createVae({
    config: undefined,
    architecture: {
      family: 'multimodal',
      joint: joint as JointChoice,
      modalities: { image: { input: 5 }, text: { ...sentence, ...change } },
    },
  });

test('is refused by name', async () => {
  const cases: [Promise<unknown>, string][] = [
    [refusedFor({ family: 'vae' }), 'modalities.text.family must be'],
    [refusedFor({ latent: 3 }), 'modalities.text takes no latent'],
    [refusedFor({ weight: -1 }), 'modalities.text.weight must be'],
    [refusedFor({ words: 3 }), 'words'],
    [refusedFor({}, 'encoder'), 'modalities.text has tokens: take another kind'],
  ];
  for (const [refused, message] of cases) {
    await expect(refused).rejects.toThrow(ConfigError);
    await expect(refused).rejects.toThrow(message);
  }
  const vae = await createVae({ config: undefined, architecture: architectureOf('product') });
  await expect(toOnnx(await vae.save())).rejects.toThrow(
    'modalities.text: a modality of tokens does not say how it is written as ONNX',
  );
});
