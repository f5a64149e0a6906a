import { describe, expect, test } from 'vitest';
import { assertInRange, wholeNumber } from '../../src/checks.ts';
import { ConfigError } from '../../src/errors.ts';
import { loadFamily } from '../../src/families/registry.ts';
import { Graph } from '../../src/graph/graph.ts';
import { declareDense } from '../../src/layers/dense.ts';
import { flatSize, type LayerKind } from '../../src/layers/layer.ts';
import { registerLayer } from '../../src/layers/registry.ts';
import { dense } from '../../src/ops/dense.ts';
import { givenNoise } from '../../src/ops/noise.ts';
import { expectAgreement } from '../ops/fixtures.ts';
import { checkGradients } from '../support/gradients.ts';
import { TestRandom } from '../support/random.ts';
import { sourceOf } from '../support/recordedPlan.ts';
import { step } from '../support/scalars.ts';
import { createVae, loadVae, sameBits, tensorsOf } from '../training/models.ts';

interface BottleneckSpec {
  readonly kind: 'bottleneck';
  readonly units: number;
}

/** Two layers: first to fewer units, then back to the size of the input. */
const bottleneck: LayerKind<BottleneckSpec> = {
  kind: 'bottleneck',
  resolve({ units = 2 }, _, where) {
    assertInRange(`${where}.units`, wholeNumber(1), units);
    return { kind: 'bottleneck', units };
  },
  output: (_, input) => input,
  build({ units }, input, { store, name }) {
    const size = flatSize(input);
    const layers = [
      declareDense(store, { name: `${name}.down`, inputs: size, units, activation: 'tanh' }),
      declareDense(store, {
        name: `${name}.up`,
        inputs: units,
        units: size,
        activation: 'identity',
      }),
    ];
    return {
      apply: (graph, { x }) => ({ y: layers.reduce((h, layer) => dense(graph, h, layer), x) }),
    };
  },
};

registerLayer(bottleneck);

/** An encoder and a decoder of different depths and widths. */
const architecture = {
  family: 'vae',
  input: [2, 3],
  encoder: [
    { kind: 'bottleneck', units: 4 },
    { kind: 'dense', units: 9, activation: 'tanh' },
    { kind: 'reshape', shape: [3, 3] },
    { kind: 'bottleneck' },
  ],
  latent: 2,
  decoder: [{ kind: 'dense', units: 5, activation: 'sigmoid' }],
} as const;

const COLUMNS = 6;

test('a VAE with a registered layer has the gradients of its finite differences', async () => {
  const rows = 4;
  const family = await loadFamily('vae');
  const model = await family.build(await family.resolve(architecture));
  const graph = new Graph(model.store, { ring: 1 });
  const { terms } = model.objective(graph, {
    source: sourceOf(rows),
    mode: 'train',
    noise: givenNoise(),
    options: family.defaults,
  });
  const random = new TestRandom(7);
  const inputs = {
    data: random.uniform(rows * COLUMNS, 0, 1),
    row_index: Float64Array.of(0, 1, 2, 3),
    noise: random.normal(rows * 2),
  };
  const tensors = Object.values(terms).map(({ tensor }) => tensor);
  const sources = model.store.parameters;
  expect(sources.map(({ name }) => name)).toContain('encoder.3.up.weight');
  expectAgreement(checkGradients({ graph, terms: tensors, sources, inputs, step: step(rows) }));
});

test('it trains, is described, and goes on from a file to the bit', async () => {
  const data = Float32Array.from({ length: 12 * COLUMNS }, (_, i) => ((i * 5) % 7) / 7);
  const options = { config: undefined, architecture, batchSize: 4 };
  const whole = await createVae(options);
  expect(whole.describe().map(({ name, kind, output }) => [name, kind, output])).toEqual([
    ['encoder.0', 'bottleneck', [2, 3]],
    ['encoder.1', 'dense', [9]],
    ['encoder.2', 'reshape', [3, 3]],
    ['encoder.3', 'bottleneck', [3, 3]],
    ['fc21, fc22', 'gaussian posterior', [2]],
    ['decoder', 'dense', [5]],
    ['fc4', 'bernoulli likelihood', [2, 3]],
  ]);
  const before = tensorsOf(await whole.save()).get('encoder.3.up.weight');
  await whole.fit(data, { steps: 6 });
  expect(tensorsOf(await whole.save()).get('encoder.3.up.weight')).not.toEqual(before);
  const part = await createVae(options);
  await part.fit(data, { steps: 4 });
  const resumed = await loadVae(await part.save());
  await resumed.fit(data, { steps: 2 });
  expect(await sameBits(resumed, whole)).toBe(true);
});

describe('an architecture is refused that', () => {
  const resolve = async (encoder: readonly object[]) =>
    (await loadFamily('vae')).resolve({ family: 'vae', input: [2, 3], encoder });

  test.each([
    [
      'names no kind there is',
      [{ kind: 'conv9' }],
      /^no layer kind "conv9"; there are: (\w+, )*dense, reshape,/,
    ],
    [
      'has an unknown option',
      [
        { kind: 'dense', units: 3 },
        { kind: 'dense', units: 3, width: 4 },
      ],
      'encoder[1]: a dense layer has no option "width"; it takes: units, activation',
    ],
    [
      "has an unknown option of one's own layer",
      [{ kind: 'bottleneck', size: 4 }],
      'encoder[0]: a bottleneck layer has no option "size"; it takes: units',
    ],
    ['has a size out of range', [{ kind: 'bottleneck', units: 0 }], /^encoder\[0\]\.units must be/],
    [
      'reshapes to another number of values',
      [
        { kind: 'dense', units: 8 },
        { kind: 'reshape', shape: [3, 3] },
      ],
      'encoder[1].shape [3, 3] has 9 values, its input [8] has 8',
    ],
    [
      'reshapes without a list',
      [{ kind: 'reshape', shape: 6 }],
      'encoder[0].shape must be a list of sizes, got 6',
    ],
    [
      'reshapes to nothing',
      [{ kind: 'reshape', shape: [6, 0] }],
      /^encoder\[0\]\.shape\[1\] must be/,
    ],
    ['is no layer', [null as unknown as object], 'encoder[0] must be a layer such as'],
  ])('%s', async (_, encoder, message) => {
    const resolved = resolve(encoder);
    await expect(resolved).rejects.toThrow(ConfigError);
    await expect(resolved).rejects.toThrow(message);
  });
});

test('a kind is registered once', () => {
  for (const kind of ['dense', 'bottleneck']) {
    const again = () => registerLayer({ ...bottleneck, kind } as typeof bottleneck);
    expect(again).toThrow(ConfigError);
    expect(again).toThrow(`there is a layer kind "${kind}" already: use another name`);
  }
});
