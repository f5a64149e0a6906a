import { describe, expect, test } from 'vitest';
import { fuse } from '../../src/fusion/fuse.ts';
import { packOptimizerScalars } from '../../src/optimizers/optimizer.ts';
import { resolveOptimizer } from '../../src/optimizers/registry.ts';
import { compareFused, shapeOf } from '../support/fusedStep.ts';
import { useGpu } from '../support/gpu.ts';
import { prepareStep, stepInFloat64, stepOnDevice } from '../support/oneStep.ts';
import { count, kernelsOf } from './plans.ts';

const gpu = useGpu();
const shape = shapeOf([37, 53, 3], 'relu', 9, 13, 'u8');
const run = { variant: 'direct_8x8', options: { keepBatch: false } } as const;

/**
 * RMSprop's m is also a step: for gradients near zero it initially depends on little but their
 * sign.
 */
const tolerance = (name: string): number => (/^(parameters|m)\//.test(name) ? 2e-4 : 2e-5);

describe('a fused step of', () => {
  test.each([
    { optimizer: 'adamw', weightDecay: 0.5 },
    { optimizer: 'sgd', momentum: 0.9, nesterov: true, weightDecay: 0.1, clipValue: 0.01 },
    { optimizer: 'rmsprop', momentum: 0.9 },
  ] as const)('$optimizer is that of the twins', async (given) => {
    const prepared = prepareStep(shape, 'given', resolveOptimizer(given));
    const plan = fuse(prepared.plan);
    expect(count(plan, 'dense_backward_weight_update')).toBe(1);
    expect(kernelsOf(plan)).toHaveLength(6);
    const expected = stepInFloat64(prepared);
    const { problems } = await compareFused(gpu(), prepared, expected, run, tolerance);
    expect(problems).toEqual([]);
  });
});

describe('a step that clips by the norm of all gradients', () => {
  /** `most` limits a norm of some hundreds. */
  const clipped = (most: number) =>
    prepareStep(shape, 'given', resolveOptimizer({ optimizer: 'sgd', clipNorm: most }));
  const ofState = (values: ReadonlyMap<string, ArrayLike<number>>): Map<string, number[]> =>
    new Map(
      [...values]
        .filter(([name]) => name.startsWith('parameters/'))
        .map(([name, each]) => [name, Array.from(each)]),
    );

  test('keeps the gradients in memory, and everything else fused', () => {
    const kernels = kernelsOf(fuse(clipped(1).plan));
    expect(kernels).not.toContain('dense_backward_weight_update');
    expect(kernels.slice(-3)).toEqual(['gradient_squares', 'clip_scale', 'optimizer_update']);
    expect(kernels).toContain('latent_backward');
  });

  test.each([1, 1e6])('to %s is that of the twins', async (most) => {
    const prepared = clipped(most);
    const { values } = await stepOnDevice(gpu(), prepared, fuse(prepared.plan));
    const expected = ofState(stepInFloat64(prepared));
    expect(expected.size).toBeGreaterThan(0);
    for (const [name, actual] of ofState(values)) {
      for (const [i, value] of (expected.get(name) ?? [Number.NaN]).entries()) {
        expect(Math.abs((actual[i] ?? Number.NaN) - value), `${name}[${i}]`).toBeLessThan(1e-5);
      }
    }
  });

  test('moves the parameters by learning rate · norm, over all of them together', () => {
    const prepared = clipped(1);
    const before = ofState(
      stepInFloat64({
        ...prepared,
        record: { ...prepared.record, optimizers: packOptimizerScalars([]) },
      }),
    );
    const after = ofState(stepInFloat64(prepared));
    const squares = [...after].flatMap(([name, values]) =>
      values.map((value, i) => (value - (before.get(name)?.[i] ?? Number.NaN)) ** 2),
    );
    const moved = Math.sqrt(squares.reduce((sum, each) => sum + each, 0));
    expect(moved / (prepared.record.optimizers[0] ?? Number.NaN)).toBeCloseTo(1, 6);
  });
});
