import { describe, expect, test } from 'vitest';
import type { ArchitectureChoice } from '../../src/families/registry.ts';
import { fuse } from '../../src/fusion/fuse.ts';
import { Graph } from '../../src/graph/graph.ts';
import type { Plan } from '../../src/graph/plan.ts';
import type { TrainingOptions } from '../../src/training/options.ts';
import { privateStep } from '../../src/training/private/privateStep.ts';
import { outsideBounds } from '../support/checkCase.ts';
import { useGpu } from '../support/gpu.ts';
import { kernelCases } from '../support/kernelCases.ts';
import { stepInFloat64, stepOnDevice } from '../support/oneStep.ts';
import { prepareCase } from '../support/preparedCase.ts';
import { gradientsOf, KNOWN, stepOnPart } from '../support/privateStep.ts';
import { runOnDevice } from '../support/runCase.ts';
import { relativeDistance } from '../support/train.ts';

const gpu = useGpu();
const ROWS = 8;
const COUNT = 6;

const dense = (...units: number[]) =>
  units.map((each) => ({ kind: 'dense', units: each, activation: 'relu' }) as const);

const MODELS: Readonly<Record<string, ArchitectureChoice>> = {
  'a VAE': { family: 'vae', input: 37, encoder: dense(13), latent: 3, decoder: dense(13) },
  'a VAE with more layers and tanh': {
    family: 'vae',
    input: 29,
    encoder: [...dense(11, 10), { kind: 'dense', units: 9, activation: 'tanh' }],
    latent: { size: 5 },
    decoder: dense(12, 7),
    likelihood: 'bernoulli',
  },
  'a classifier': { family: 'vib', input: 31, encoder: dense(14, 12), latent: 4, classes: 3 },
  'a classifier of images': {
    family: 'vib',
    input: [9, 8, 1],
    encoder: [
      { kind: 'conv2d', channels: 5, kernel: 4, stride: 2, padding: 1, activation: 'tanh' },
      { kind: 'maxPool2d', kernel: 2, stride: 1 },
      { kind: 'conv2d', channels: 4, kernel: 2, dilation: [1, 2], activation: 'tanh' },
      { kind: 'flatten' },
      ...dense(12),
    ],
    latent: 4,
    decoder: [{ kind: 'activation', activation: 'tanh' }],
    classes: 3,
  },
  'a VAE of images': {
    family: 'vae',
    input: [8, 6, 3],
    encoder: [
      { kind: 'residual', layers: [{ kind: 'conv2d', channels: 3, kernel: 3, padding: 1 }] },
      { kind: 'avgPool2d', kernel: 2 },
    ],
    latent: 3,
    decoder: [
      ...dense(24),
      { kind: 'reshape', shape: [2, 3, 4] },
      { kind: 'convTranspose2d', channels: 10, kernel: 4, stride: 2, padding: 1 },
      { kind: 'gate' },
      { kind: 'upsample', scale: [2, 1], mode: 'bilinear' },
      { kind: 'conv2d', channels: 4, kernel: 3, padding: 1, activation: 'gelu' },
    ],
    output: { kind: 'convTranspose2d', kernel: 3, padding: 1 },
  },
  'a VAE of signals': {
    family: 'vae',
    input: [12, 2],
    encoder: [{ kind: 'conv1d', channels: 5, kernel: 3, stride: 2 }],
    latent: 2,
    decoder: [...dense(24), { kind: 'reshape', shape: [12, 2] }],
    output: { kind: 'conv1d', kernel: 5, padding: 2 },
  },
};

/** The gradient of each row alone, from the plan without privacy, in float64. */
async function ofSingleRows(choice: ArchitectureChoice): Promise<Map<string, number[]>[]> {
  const rows = Array.from({ length: COUNT }, (_, first) => ({ rows: 1, count: 1, first }));
  const steps = await Promise.all(rows.map((part) => stepOnPart(choice, {}, part)));
  return steps.map((each) => gradientsOf(stepInFloat64(each)));
}

const normOf = (gradients: Map<string, number[]>): number =>
  Math.hypot(...[...gradients.values()].flat());

/** Their sum, each with a norm of at most `clip`. */
function clippedSum(all: readonly Map<string, number[]>[], clip: number): Map<string, number[]> {
  const [first = new Map<string, number[]>()] = all;
  return new Map(
    [...first.keys()].map((name) => {
      const clipped = all.map((each) => {
        const scale = Math.min(1, clip / normOf(each));
        return (each.get(name) ?? []).map((value) => scale * value);
      });
      return [
        name,
        (first.get(name) ?? []).map((_, i) =>
          clipped.reduce((sum, each) => sum + (each[i] ?? 0), 0),
        ),
      ];
    }),
  );
}

/** Parameters whose gradients differ by more than float error. */
function differing(actual: Map<string, number[]>, expected: Map<string, number[]>): string[] {
  return [...expected].flatMap(([name, wanted]) => {
    const distance = relativeDistance(
      Float64Array.from(actual.get(name) ?? []),
      Float64Array.from(wanted),
    );
    return distance < 2e-5 ? [] : [`${name}: ${distance}`];
  });
}

const WAYS: readonly [string, (plan: Plan) => Plan][] = [
  ['as recorded', (plan) => plan],
  ['fused', (plan) => fuse(plan)],
  ['fused for a CPU adapter', (plan) => fuse(plan, { keepBatch: true })],
];

describe.each(Object.entries(MODELS))('clipped gradients of %s', (_, choice) => {
  const whole = { rows: ROWS, count: COUNT, first: 0 };

  test.each(WAYS)('are the sum over steps of single rows, %s', async (__, rewrite) => {
    const single = await ofSingleRows(choice);
    const norms = single.map(normOf).sort((a, b) => a - b);
    // Some examples are clipped and others are not, then all, then none.
    const [least = 0, middle = 0, most = 0] = [norms[0], norms[COUNT / 2], norms.at(-1)];
    expect(least).toBeLessThan(most);
    for (const clip of [middle, least / 7, most * 3]) {
      const step = await stepOnPart(choice, privately(clip), whole);
      const { values, dirty } = await stepOnDevice(gpu(), step, rewrite(step.plan));
      expect(dirty).toEqual([]);
      expect(differing(gradientsOf(values), clippedSum(single, clip))).toEqual([]);
    }
  });

  test('are another sum where the norm leaves out what one layer adds', async () => {
    const single = await ofSingleRows(choice);
    const clip = Math.min(...single.map(normOf)) / 2;
    const step = await stepOnPart(choice, privately(clip), whole);
    const norms = step.plan.step.filter(({ kernel }) => /^example_(norms|squares)$/.test(kernel));
    expect(norms.length).toBeGreaterThan(2);
    const wrong = { ...step.plan, step: step.plan.step.filter((each) => each !== norms.at(-1)) };
    const { values } = await stepOnDevice(gpu(), step, wrong);
    expect(differing(gradientsOf(values), clippedSum(single, clip))).not.toEqual([]);
  });

  test("have the norm of the clip where one example's is longer", async () => {
    const clip = 1e-3;
    const step = await stepOnPart(choice, privately(clip), { rows: ROWS, count: 1, first: 0 });
    const { values } = await stepOnDevice(gpu(), step, fuse(step.plan));
    expect(normOf(gradientsOf(values))).toBeLessThan(clip * (1 + 1e-5));
    expect(normOf(gradientsOf(values))).toBeGreaterThan(clip * (1 - 1e-5));
  });

  test('a mean divides by the expected rows, not by those that came', async () => {
    const sampler = { kind: 'poisson', mean: 5 } as const;
    const [sum, mean] = await Promise.all(
      (['sum', 'mean'] as const).map(async (reduction) => {
        const step = await stepOnPart(choice, { ...privately(0.5), reduction, sampler }, whole);
        return gradientsOf((await stepOnDevice(gpu(), step, fuse(step.plan))).values);
      }),
    );
    const fifth = new Map([...(sum ?? [])].map(([name, all]) => [name, all.map((x) => x / 5)]));
    expect(differing(mean ?? new Map(), fifth)).toEqual([]);
  });
});

function privately(clip: number): Partial<TrainingOptions> {
  return { privacy: { noise: 1, delta: 1e-5, clip } };
}

test('an example whose gradient is not finite counts as nothing', async () => {
  const [choice] = Object.values(MODELS);
  if (!choice) throw new Error('no model');
  const part = { rows: ROWS, count: COUNT, first: 0 };
  const good = await stepOnPart(choice, privately(0.5), part);
  const huge = await stepOnPart(choice, privately(0.5), part);
  // The noise of the last row moves its code beyond what f32 squares.
  const noise = huge.inputs.noise ?? new Float64Array();
  noise.fill(1e25, 3 * (COUNT - 1), 3 * COUNT);
  const left = { ...good, record: { ...good.record, row_count: COUNT - 1 } };
  const [with1, without] = await Promise.all(
    [huge, left].map((each) => stepOnDevice(gpu(), each, each.plan)),
  );
  expect(
    differing(gradientsOf(with1?.values ?? new Map()), gradientsOf(without?.values ?? new Map())),
  ).toEqual([]);
});

test('a layer at several sites is refused by name', async () => {
  const [choice] = Object.values(MODELS);
  if (!choice) throw new Error('no model');
  const part = { rows: ROWS, count: COUNT, first: 0 };
  const { model, plan } = await stepOnPart(choice, {}, part);
  const again = plan.step.flatMap((each) =>
    each.kernel !== 'dense_backward_weight' || !each.label.startsWith('fc3')
      ? [each]
      : [each, { ...each, constants: { ...each.constants, ACCUMULATE_WEIGHT: true } }],
  );
  const options = { ...privately(1), batchSize: ROWS } as TrainingOptions;
  const graph = new Graph(model.store);
  expect(() => privateStep(again, { graph, options, secret: KNOWN })).toThrow(
    'private training has no rule for the layer "fc3": it is applied at several sites',
  );
});

test('a convolution at several sites is refused by name', async () => {
  const part = { rows: ROWS, count: COUNT, first: 0 };
  const { model, plan } = await stepOnPart(
    MODELS['a VAE of images'] as ArchitectureChoice,
    {},
    part,
  );
  const first = plan.step.find(({ kernel }) => kernel === 'conv_backward_weight');
  if (!first) throw new Error('no convolution');
  const options = { ...privately(1), batchSize: ROWS } as TrainingOptions;
  const refusal = (constants: object) => {
    // Its gradient is the sum of parts: the dispatch that adds them up may add to what stands there.
    const step = plan.step.map((each) =>
      each.kernel === 'sum_parts'
        ? { ...each, constants: { ...each.constants, ...constants } }
        : each,
    );
    const graph = new Graph(model.store);
    return () => privateStep(step, { graph, options, secret: KNOWN });
  };
  expect(refusal({})).not.toThrow();
  expect(refusal({ ACCUMULATE_WEIGHT: true })).toThrow('it is applied at several sites');
  const twice = [...plan.step, first];
  const graph = new Graph(model.store);
  expect(() => privateStep(twice, { graph, options, secret: KNOWN })).toThrow(
    'it is applied at several sites',
  );
});

test('a batch without rows has no gradient', async () => {
  const [choice] = Object.values(MODELS);
  if (!choice) throw new Error('no model');
  const step = await stepOnPart(choice, privately(1), { rows: ROWS, count: 0, first: 0 });
  const { values } = await stepOnDevice(gpu(), step, fuse(step.plan));
  expect(normOf(gradientsOf(values))).toBe(0);
});

test('a row whose norm is not finite becomes zero, whatever it holds', async () => {
  const [, ragged] = kernelCases.filter(({ kernel }) => kernel === 'clip_examples');
  if (!ragged) throw new Error('no case');
  const prepared = prepareCase(ragged);
  const { M = 1, N = 1 } = prepared.dispatch.constants as Record<string, number>;
  const wrong = [Number.NaN, Infinity].slice(0, M);
  for (const [row, square] of wrong.entries()) {
    prepared.values.squares?.fill(square, row, row + 1);
    prepared.values.dy?.fill(Infinity, row * N, (row + 1) * N);
  }
  const outputs = await runOnDevice(gpu(), prepared);
  expect(outsideBounds(prepared, outputs)).toEqual([]);
});
