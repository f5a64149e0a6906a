import { describe, expect, test } from 'vitest';
import { buildStack, Graph, loadLayers, resolveStack, Store } from '../../src/extend.ts';
import { loadFamily } from '../../src/families/registry.ts';
import { ConfigError, type VaeOptions } from '../../src/index.ts';
import type { LayerSpec, Mode } from '../../src/layers/layer.ts';
import { loadLayerKinds } from '../../src/layers/registry.ts';
import { drawnNoise, givenNoise, type NoiseSource } from '../../src/ops/noise.ts';
import { ReferenceExecutor } from '../../src/reference/executor.ts';
import { gaussianCdf } from '../../src/reference/shared/gaussian.ts';
import { ReferenceStore } from '../../src/reference/store.ts';
import { expectAgreement } from '../ops/fixtures.ts';
import { checkGradients } from '../support/gradients.ts';
import { TestRandom } from '../support/random.ts';
import { sourceOf } from '../support/recordedPlan.ts';
import { step } from '../support/scalars.ts';
import { createVae, largestDifference, loadVae, sameBits, tensorsOf } from '../training/models.ts';

const COLUMNS = 4 * 6 * 2;
const ROWS = 14;
const random = new TestRandom(31);
const data = Float32Array.from(random.uniform(ROWS * COLUMNS, 0, 1));

const architecture = {
  family: 'vae',
  input: [4, 6, 2],
  encoder: [
    { kind: 'maxPool2d', kernel: 2 },
    { kind: 'dense', units: 36, activation: 'identity' },
    { kind: 'reshape', shape: [3, 3, 4] },
    { kind: 'activation', activation: 'silu' },
    { kind: 'avgPool2d', kernel: 3, stride: 1, padding: 1 },
    { kind: 'gate', activation: 'tanh' },
    { kind: 'dropout', rate: 0.25 },
    { kind: 'flatten' },
  ],
  latent: 2,
  decoder: [
    { kind: 'dense', units: 12, activation: 'identity' },
    { kind: 'gate' },
    { kind: 'reshape', shape: [1, 2, 3] },
    { kind: 'upsample', mode: 'bilinear' },
    { kind: 'upsample', scale: [1, 2] },
    { kind: 'dropout', rate: 0.5 },
  ],
} as const;

const options = { config: undefined, architecture, batchSize: 6, seed: 3 } as const;
const open = (more: VaeOptions = {}) => createVae({ ...options, ...more });

describe('a VAE of layers of images', () => {
  test('is described by the shapes that its layers give', async () => {
    const shapes = (await open()).describe().map(({ kind, output }) => [kind, output]);
    expect(shapes).toEqual([
      ['maxPool2d', [2, 3, 2]],
      ['dense', [36]],
      ['reshape', [3, 3, 4]],
      ['activation', [3, 3, 4]],
      ['avgPool2d', [3, 3, 4]],
      ['gate', [3, 3, 2]],
      ['dropout', [3, 3, 2]],
      ['flatten', [18]],
      ['gaussian posterior', [2]],
      ['dense', [12]],
      ['gate', [6]],
      ['reshape', [1, 2, 3]],
      ['upsample', [2, 4, 3]],
      ['upsample', [2, 8, 3]],
      ['dropout', [2, 8, 3]],
      ['bernoulli likelihood', [4, 6, 2]],
    ]);
  });

  test('has the gradients of its finite differences', async () => {
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

  test('trains at any length of bursts, and goes on from a file, to the same bits', async () => {
    const whole = await open({ burst: 4 });
    const before = tensorsOf(await whole.save());
    await whole.fit(data, { steps: 7 });
    const after = tensorsOf(await whole.save());
    for (const [name, values] of before) expect(after.get(name), name).not.toEqual(values);
    const part = await open({ burst: 1 });
    await part.fit(data, { steps: 4 });
    const resumed = await loadVae(await part.save());
    await resumed.fit(data, { steps: 3 });
    expect(await sameBits(resumed, whole)).toBe(true);
  });

  test('computes the same fused and as it was recorded', async () => {
    const [fused, recorded] = [await open(), await open({ fuse: false })];
    for (const model of [fused, recorded]) await model.fit(data, { steps: 4 });
    const expected = tensorsOf(await recorded.save());
    for (const [name, values] of tensorsOf(await fused.save())) {
      expect(largestDifference(values, expected.get(name) ?? []), name).toBeLessThan(1e-4);
    }
  });

  test('drops nothing in evaluation', async () => {
    const model = await open();
    const [first, second] = [await model.encode(data), await model.encode(data)];
    expect(first).toEqual(second);
  });
});

describe('dropout', () => {
  /** Layers over rows of 40 values, and the values that come out at two steps. */
  async function outputs(specs: readonly LayerSpec[], mode: Mode, noise: NoiseSource) {
    const rows = 25;
    await loadLayerKinds('layers', specs);
    const resolved = resolveStack(specs, [40], 'layers');
    await loadLayers('layers', resolved);
    const store = new Store();
    const graph = new Graph(store, { ring: 1 });
    const x = graph.input('x', [rows, 40]);
    const { y } = buildStack(resolved, [40], { store, name: 'net' }).apply(
      graph,
      { x },
      { mode, noise },
    );
    const inputs = {
      x: new Float64Array(rows * 40).fill(3),
      noise: random.normal(rows * 40),
      'noise.1': random.normal(rows * 40),
    };
    const known = Object.fromEntries(
      Object.entries(inputs).filter(([name]) => graph.inputs.some((each) => each.name === name)),
    );
    const plan = { name: 'stack', step: graph.forward, burst: [] };
    const run = (counter: number): number[] => {
      const executor = new ReferenceExecutor(new ReferenceStore(store), plan, known);
      executor.run([step(rows, { counter, seed: 9 })]);
      return [...executor.values(y)];
    };
    return { y, x, graph, inputs, run };
  }

  const layer = { kind: 'dropout', rate: 0.25 };

  test('drops the share of its rate, and keeps the mean', async () => {
    const { run } = await outputs([layer], 'train', drawnNoise(3));
    const values = run(1);
    expect(new Set(values)).toEqual(new Set([0, 4]));
    const dropped = values.filter((value) => value === 0).length / values.length;
    // Three standard deviations of a share of 1000 draws.
    expect(Math.abs(dropped - 0.25)).toBeLessThan(0.042);
  });

  test('draws anew at every step, and at sites of its own', async () => {
    const { run } = await outputs([layer], 'train', drawnNoise(3));
    expect(run(1)).toEqual(run(1));
    expect(run(1)).not.toEqual(run(2));
    const twice = await outputs([layer, layer], 'train', drawnNoise(3));
    // A value that one of the two keeps is dropped by the other somewhere.
    const kept = (values: number[]) => values.filter((value) => value !== 0).length;
    expect(kept(twice.run(1))).toBeLessThan(kept(run(1)));
  });

  test('drops by the noise that a caller gives', async () => {
    const { run, inputs } = await outputs([layer, layer], 'train', givenNoise());
    const factor = (noise: Float64Array, i: number): number =>
      gaussianCdf(noise[i] ?? Number.NaN) < 0.25 ? 0 : 4 / 3;
    const wanted = Array.from(inputs.x, (value, i) => {
      return value * factor(inputs.noise, i) * factor(inputs['noise.1'], i);
    });
    for (const [i, value] of run(1).entries()) expect(value).toBeCloseTo(wanted[i] ?? NaN, 12);
  });

  test.each([
    ['at a rate of 0', 0, 'train'],
    ['in evaluation', 0.25, 'evaluate'],
  ] as const)('records nothing %s', async (_, rate, mode) => {
    const { y, x, graph } = await outputs([{ ...layer, rate } as LayerSpec], mode, givenNoise());
    expect(y).toBe(x);
    expect(graph.inputs).toEqual([x]);
    expect(graph.operations).toEqual([]);
  });
});

describe('an architecture is refused that', () => {
  test.each([
    [[{ kind: 'maxPool2d', kernel: 2 }], [12], 'a maxPool2d layer takes images [height, width,'],
    [[{ kind: 'upsample' }], [12], 'an upsample layer takes images [height, width, channels]'],
    [[{ kind: 'maxPool2d' }], [4, 6, 2], 'encoder[0].kernel must be a whole number of at least 1,'],
    [[{ kind: 'avgPool2d', kernel: [2, 0] }], [4, 6, 2], 'or a pair of them for height and width'],
    [[{ kind: 'avgPool2d', kernel: [2] }], [4, 6, 2], 'encoder[0].kernel must be a whole number'],
    [[{ kind: 'avgPool2d', kernel: 2, stride: 0 }], [4, 6, 2], 'encoder[0].stride must be'],
    [
      [{ kind: 'maxPool2d', kernel: 2, padding: [0, 2] }],
      [4, 6, 2],
      'encoder[0].padding must be at most half the kernel [2, 2], got [0, 2]',
    ],
    [
      [{ kind: 'maxPool2d', kernel: 5 }],
      [4, 6, 2],
      'encoder[0].kernel [5, 5] does not fit into the image [4, 6, 2] with the padding [0, 0]',
    ],
    [[{ kind: 'upsample', scale: 1.5 }], [4, 6, 2], 'encoder[0].scale must be a whole number'],
    [[{ kind: 'upsample', mode: 'cubic' }], [4, 6, 2], 'encoder[0].mode must be one of "nearest"'],
    [[{ kind: 'dropout', rate: 1 }], [4], 'encoder[0].rate must be in [0, 1), got 1'],
    [[{ kind: 'gate' }], [4, 3], 'a gate layer takes an even number of channels'],
    [[{ kind: 'gate', activation: 'glu' }], [4], 'encoder[0].activation: no activation "glu"'],
    [[{ kind: 'activation', activation: 'glu' }], [4], 'encoder[0].activation: no activation'],
    [[{ kind: 'flatten', axis: 1 }], [4], 'a flatten layer has no option "axis"; it takes: none'],
  ])('has the layers %j on %j', async (encoder, input, message) => {
    const resolved = loadFamily('vae').then((vae) => vae.resolve({ encoder, input } as object));
    await expect(resolved).rejects.toThrow(ConfigError);
    await expect(resolved).rejects.toThrow(message);
  });
});
