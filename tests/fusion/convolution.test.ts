import { describe, expect, test } from 'vitest';
import { activationGradient } from '../../src/fusion/activationGradient.ts';
import { convolutionLikelihood } from '../../src/fusion/convolutionLikelihood.ts';
import { fuse } from '../../src/fusion/fuse.ts';
import { packArenas } from '../../src/fusion/packArenas.ts';
import { physicalSize } from '../../src/graph/layout.ts';
import { planTensors } from '../../src/graph/plan.ts';
import { resolveOptimizer } from '../../src/optimizers/registry.ts';
import {
  CONVOLUTIONAL,
  type ConvolutionalChoice,
  convolutionalStep,
  inFloat64,
  onDevice,
} from '../support/convolutionalStep.ts';
import { useGpu } from '../support/gpu.ts';
import { tally } from '../support/tally.ts';
import {
  count,
  exhaust,
  fired,
  kernelsOf,
  labelled,
  updateOf,
  withConstants,
  withReader,
} from './plans.ts';

const gpu = useGpu();

const chosen = (choice: Partial<ConvolutionalChoice> = {}) =>
  convolutionalStep({ ...CONVOLUTIONAL, ...choice });
const joined = (transposed: boolean): string =>
  transposed ? 'conv_transpose_likelihood' : 'conv_likelihood';

const LIKELIHOODS: readonly Partial<ConvolutionalChoice>[] = [
  { likelihood: 'bernoulli' },
  { likelihood: 'continuous_bernoulli' },
  { likelihood: 'gaussian_fixed', constants: { SIGMA: 0.75 } },
  { likelihood: 'laplace', constants: { SCALE: 0.75 } },
  { likelihood: 'poisson' },
];

const BOTH = [false, true].flatMap((transposed) => [
  ...[1, 3, 4, 8, 9].map((channels) => ({ transposed, channels })),
  { transposed, channels: 3, samples: 3 },
  { transposed, channels: 4, samples: 2 },
  // In phases, where it is transposed.
  { transposed, channels: 32 },
  // Its gradient needs the preactivation.
  { transposed, activation: 'gelu' as const },
  ...LIKELIHOODS.map((likelihood) => ({ transposed, ...likelihood })),
]);

/** The largest difference relative to the largest value; NaN if lengths differ. */
function apart(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Number.NaN;
  const values = Array.from(expected);
  const differences = values.map((value, i) => Math.abs((actual[i] ?? Number.NaN) - value));
  return Math.max(...differences) / (Math.max(...values.map(Math.abs)) || 1);
}

describe('a step of convolutions', () => {
  test.each(BOTH)('is fused, and computes what the recorded one does: %j', async (choice) => {
    const prepared = chosen(choice);
    const fused = fuse(prepared.plan);
    expect(count(fused, joined(choice.transposed))).toBe(1);
    expect(count(fused, 'parts_update')).toBe(2);
    expect(count(fused, 'dense_backward_weight_update')).toBe(1);
    for (const gone of ['likelihood_', 'activation_backward', 'sum_parts', 'optimizer_update']) {
      expect(kernelsOf(fused).filter((kernel) => kernel.startsWith(gone))).toEqual([]);
    }
    const expected = inFloat64(prepared, prepared.plan);
    const { results } = await onDevice(gpu(), prepared, fused);
    for (const [name, values] of expected) {
      expect(apart(results.get(name) ?? [], values), name).toBeLessThan(5e-6);
    }
    tally('tensors of fused steps against twins', expected.size);
  });

  test('would be noticed with another loss weight', async () => {
    const prepared = chosen();
    const [first = 0] = prepared.records[0]?.loss_weights ?? [];
    const records = prepared.records.map((each) => ({ ...each, loss_weights: [1.001 * first] }));
    const expected = inFloat64({ ...prepared, records }, prepared.plan);
    const { results } = await onDevice(gpu(), prepared, fuse(prepared.plan));
    const name = 'parameters/last.bias';
    expect(apart(results.get(name) ?? [], expected.get(name) ?? [])).toBeGreaterThan(5e-6);
  });
});

describe('the optimizer sums the parts of gradients', () => {
  test.each([
    { optimizer: 'adam' },
    { optimizer: 'adam', clipValue: 0.001 },
    { optimizer: 'adamw', weightDecay: 0.5 },
    { optimizer: 'sgd' },
    { optimizer: 'sgd', momentum: 0.9, nesterov: true, weightDecay: 0.1, clipValue: 0.001 },
    { optimizer: 'rmsprop', momentum: 0.9 },
  ] as const)('to the bit: %j', async (given) => {
    for (const groups of [CONVOLUTIONAL.groups, ['encoder', 'decoder']] as const) {
      const prepared = chosen({ optimizer: resolveOptimizer(given), groups });
      const packed = packArenas(prepared.plan);
      const updated = exhaust(packed, updateOf(packed));
      expect(count(updated, 'parts_update')).toBe(2);
      const apart = await onDevice(gpu(), prepared, packed);
      const together = await onDevice(gpu(), prepared, updated);
      expect(together.image).toEqual(apart.image);
    }
  });

  const { plan } = chosen();
  const packed = packArenas(plan);
  const update = updateOf(packed);

  test('in one dispatch a layer, over the range of its weights and bias', () => {
    const made = fired(packed, update)?.step.filter(({ kernel }) => kernel === 'parts_update');
    expect(made?.map(({ label }) => label)).toEqual(['last.update', 'first.update']);
    for (const { bindings, constants, label } of made ?? []) {
      const { weight, bias } = labelled(plan, label.replace('update', 'forward')).bindings;
      expect(constants.FIRST, label).toBe(weight?.offset);
      expect(bindings.parts?.shape[1]).toBe(
        [weight, bias].reduce((sum, each) => sum + physicalSize(each?.shape ?? []), 0),
      );
    }
  });

  test.each([
    [
      'where a gradient of weights is added to',
      withConstants(packed, 'last.backward_sum', { ACCUMULATE_WEIGHT: true }),
    ],
    [
      'where a gradient of a bias is added to',
      withConstants(packed, 'last.backward_sum', { ACCUMULATE_BIAS: true }),
    ],
    [
      'where somebody else reads a gradient',
      withReader(packed, labelled(packed, 'last.backward_sum').bindings.dbias),
    ],
  ])('not %s', (_, given) => {
    const updated = exhaust(given, update);
    expect(count(updated, 'sum_parts')).toBe(1);
    expect(count(updated, 'parts_update')).toBe(1);
    expect(count(updated, 'optimizer_update')).toBe(1);
  });

  test('where the arenas of dense layers do not fit a binding too', () => {
    const fused = fuse(plan, { keepBatch: false, maxBindingBytes: 1 });
    expect(count(fused, 'parts_update')).toBe(2);
    expect(count(fused, 'optimizer_update')).toBe(0);
    expect(planTensors(fused).filter(({ arena }) => arena !== undefined)).toEqual([]);
  });

  test('not where the norm of all gradients is needed before the first update', () => {
    const optimizer = resolveOptimizer({ optimizer: 'sgd', clipNorm: 1 });
    expect(count(fuse(chosen({ optimizer }).plan), 'parts_update')).toBe(0);
  });
});

describe.each([false, true])('a likelihood joins the last layer, transposed: %s', (transposed) => {
  const { plan } = chosen({ transposed });
  const rule = convolutionLikelihood({ keepBatch: false });

  test.each([
    [1, 1],
    [8, 1],
    [9, 2],
  ])('and sums the terms of %i channels in %i parts a position', (channels, perPosition) => {
    const fused = fired(chosen({ transposed, channels }).plan, rule);
    const terms = labelled(fused ?? plan, 'last.forward…loss.backward').bindings.terms;
    // The blocks of 2 x 2 pixels; a shift by the padding needs one more on each axis.
    const parts = transposed ? 16 * Math.ceil((4 * channels) / 8) : 9 * perPosition;
    expect(terms?.shape[1]).toBe(parts);
    expect(fused?.burst[0]?.bindings.terms).toEqual(terms);
  });

  const reading = (label: string, name: string) =>
    withReader(plan, labelled(plan, label).bindings[name]);
  const activated = () => {
    const last = labelled(plan, 'last.forward');
    const edited = {
      ...last,
      slots: { ...last.slots, activation: { choice: 'sigmoid', bindings: {} } },
    };
    return { ...plan, step: plan.step.map((each) => (each === last ? edited : each)) };
  };

  test.each([
    ['where somebody else reads the outputs', reading('loss.forward', 'outputs')],
    ['where somebody else reads the terms', reading('loss.forward', 'terms')],
    [
      'where the gradient adds to an earlier one',
      withConstants(plan, 'loss.backward', { ACCUMULATE: true }),
    ],
    ['where the outputs have an activation', activated()],
  ])('not %s', (_, given) => {
    expect(fired(given, rule)).toBeUndefined();
  });

  test('not where its parts would not fit a binding', () => {
    const limited = (maxBindingBytes: number) =>
      fired(plan, convolutionLikelihood({ keepBatch: false, maxBindingBytes }));
    const { terms } = labelled(fired(plan, rule) ?? plan, 'last.forward…loss.backward').bindings;
    const bytes = 4 * physicalSize(terms?.shape ?? []);
    expect(limited(bytes)).toBeDefined();
    expect(limited(bytes - 1)).toBeUndefined();
  });

  test('and its input’s gradient takes in the activation before it', () => {
    const fused = fired(plan, activationGradient);
    expect(count(fused ?? plan, 'activation_backward')).toBe(0);
    const choices = fused?.step.map(({ slots }) => slots.activation_gradient?.choice);
    expect(choices?.filter((choice) => choice === 'relu')).toHaveLength(2);
  });
});
