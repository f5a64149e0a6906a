import { expect, test } from 'vitest';
import {
  averagePool,
  batchNormalization,
  convolution,
  declareConvolution,
  dropout,
  Graph,
  gate,
  groupNormalization,
  type LayerKind,
  type LayerSpec,
  loadAllKernels,
  maxPool,
  registerLayer,
  upsampleBilinear,
  upsampleNearest,
  weightedSum,
} from '../../src/extend.ts';
import { loadFamily } from '../../src/families/registry.ts';
import { drawnNoise } from '../../src/ops/noise.ts';
import { expectAgreement } from '../ops/fixtures.ts';
import { checkGradients } from '../support/gradients.ts';
import { TestRandom } from '../support/random.ts';
import { sourceOf } from '../support/recordedPlan.ts';
import { step } from '../support/scalars.ts';
import { createVae, largestDifference, loadVae, sameBits, tensorsOf } from '../training/models.ts';

await loadAllKernels();

interface GatedSpec extends LayerSpec {
  readonly kind: 'test-gated';
}

/** Every operation on images once: two ways that halve an image, and two that enlarge it again. */
const gated: LayerKind<GatedSpec> = {
  kind: 'test-gated',
  resolve: () => ({ kind: 'test-gated' }),
  output: (_, input) => input,
  build(_, [height = 0, width = 0, channels = 0], scope) {
    const { store, name } = scope;
    const layer = declareConvolution(scope, {
      window: {
        large: [height, width, channels],
        small: [height, width, 2 * channels],
        kernel: [3, 3],
        stride: [1, 1],
        padding: [1, 1],
        dilation: [1, 1],
      },
      transposed: false,
      activation: 'tanh',
      axes: [3, 3],
    });
    const variable = (part: string, value: number) =>
      store.variable(`${name}.${part}`, { shape: [channels], init: { kind: 'constant', value } });
    const norm = {
      name: `${name}.norm`,
      runningMean: variable('running_mean', 0),
      runningVar: variable('running_var', 1),
      momentum: 0.1,
      epsilon: 1e-5,
      activation: 'identity',
    } as const;
    const pixels = height * width;
    const image = { height, width, channels };
    const half = { height: height / 2, width: width / 2, channels };
    const windows = { kernel: [2, 2], stride: [2, 2], padding: [0, 0] } as const;
    const scale = [2, 2] as const;
    return {
      apply(graph, { x }, { mode, noise, samples = 1 }) {
        const site = graph.site(name);
        const named = (part: string) => ({ name: `${site}.${part}` });
        const both = convolution(graph, x, layer);
        const open = gate(graph, both, { ...named('gate'), channels, activation: 'silu' });
        const batch = batchNormalization(graph, open, norm, { mode, pixels, samples });
        const groups = { name: `${name}.groups`, epsilon: 1e-5, activation: 'identity' } as const;
        const division = { blocks: 1, pixels, groups: 1, width: channels };
        const grouped = groupNormalization(graph, batch, groups, { division, samples });
        const largest = maxPool(graph, grouped, { ...named('max'), image, windows });
        const mean = averagePool(graph, grouped, { ...named('mean'), image, windows });
        const sharp = upsampleNearest(graph, largest, { ...named('sharp'), image: half, scale });
        const smooth = upsampleBilinear(graph, mean, { ...named('smooth'), image: half, scale });
        const y = weightedSum(graph, sharp, smooth, named('sum'));
        if (mode !== 'train') return { y };
        const [rows = 0, columns = 0] = y.shape;
        const drawn = noise.next(graph, rows, columns);
        return { y: dropout(graph, y, { ...named('dropout'), rate: 0.25, noise: drawn }) };
      },
    };
  },
};

registerLayer(gated);

const COLUMNS = 4 * 2 * 2;
const architecture = {
  family: 'vae',
  input: [4, 2, 2],
  encoder: [{ kind: 'test-gated' }, { kind: 'dense', units: 5, activation: 'tanh' }],
  latent: 2,
  decoder: [
    { kind: 'dense', units: COLUMNS },
    { kind: 'reshape', shape: [4, 2, 2] },
    { kind: 'test-gated' },
  ],
} as const;
const data = Float32Array.from(new TestRandom(3).uniform(14 * COLUMNS, 0, 1));

test('a layer of the app has the gradients of its operations on images', async () => {
  const rows = 3;
  const family = await loadFamily('vae');
  const model = await family.build(await family.resolve(architecture));
  const graph = new Graph(model.store, { ring: 1 });
  const { terms } = model.objective(graph, {
    source: sourceOf(rows),
    mode: 'train',
    noise: drawnNoise(3),
    options: family.defaults,
  });
  const inputs = { data: data.subarray(0, rows * COLUMNS), row_index: Float64Array.of(0, 1, 2) };
  const tensors = Object.values(terms).map(({ tensor }) => tensor);
  const sources = model.store.parameters;
  expectAgreement(checkGradients({ graph, terms: tensors, sources, inputs, step: step(rows) }));
});

test('and trains on a device, fused or not, and from a file to the same bits', async () => {
  const options = {
    config: undefined,
    architecture,
    batchSize: 6,
    optimizer: 'sgd',
    learningRate: 0.01,
  } as const;
  const whole = await createVae(options);
  await whole.fit(data, { steps: 5 });
  const part = await createVae(options);
  await part.fit(data, { steps: 2 });
  const resumed = await loadVae(await part.save());
  await resumed.fit(data, { steps: 3 });
  expect(await sameBits(resumed, whole)).toBe(true);
  const recorded = await createVae({ ...options, fuse: false });
  await recorded.fit(data, { steps: 5 });
  const expected = tensorsOf(await recorded.save());
  for (const [name, values] of tensorsOf(await whole.save())) {
    expect(largestDifference(values, expected.get(name) ?? []), name).toBeLessThan(1e-4);
  }
});
