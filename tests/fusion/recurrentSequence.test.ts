import { expect, test } from 'vitest';
import { fuse } from '../../src/fusion/fuse.ts';
import { adaptPlan } from '../../src/runtime/adaptPlan.ts';
import { useGpu } from '../support/gpu.ts';
import {
  compareSequence,
  recordSequence,
  SEQUENCE_GPU,
  SEQUENCE_SHAPES,
} from '../support/recurrentSequences.ts';
import { tally } from '../support/tally.ts';

const gpu = useGpu();

test.each(SEQUENCE_SHAPES)('%j: all steps in one dispatch, and step by step', async (shape) => {
  const { kind, length, units, bidirectional } = shape;
  const { whole, stepwise } = await compareSequence(gpu(), shape);
  const bySteps = length === 1 || (units > 128 && kind === 'lstm');
  const sequences = bySteps ? 0 : bidirectional ? 2 : 1;
  for (const way of ['forward', 'backward']) {
    const own = whole.kernels.filter((kernel) => kernel === `${kind}_${way}`);
    expect(own).toHaveLength(sequences);
  }
  const isStep = (kernel: string): boolean => kernel.startsWith(`${kind}_step`);
  expect(whole.kernels.some(isStep)).toBe(sequences === 0);
  expect(stepwise.kernels.some(isStep)).toBe(true);
  expect([...whole.problems, ...stepwise.problems]).toEqual([]);
  tally('values of sequences against float64', whole.count + stepwise.count);
});

test('a CPU adapter goes step by step', async () => {
  const [, shape] = SEQUENCE_SHAPES;
  if (!shape) throw new Error('there is no shape');
  const { plan } = await recordSequence(shape);
  const device = { software: true, vendor: 'google' };
  const kernels = fuse(plan, { keepBatch: true, device }).step.map(({ kernel }) => kernel);
  expect(kernels.filter((kernel) => kernel === 'gru_step_forward')).toHaveLength(shape.length);
  expect(kernels).not.toContain('gru_forward');
});

test('a sequence takes a dispatch a step where one would take longer than `maxSubmitMs`', async () => {
  const [shape] = SEQUENCE_SHAPES;
  if (!shape) throw new Error('there is no shape');
  const { plan } = await recordSequence({ ...shape, rows: 4, length: 6, units: 100 });
  const traits = { ...SEQUENCE_GPU, subgroupSize: 32, maxInvocations: 256 };
  const kernels = (maxSubmitMs?: number): string[] => {
    const choices = { fuse: true, maxSubmitMs };
    const adapted = adaptPlan(plan, fuse, { traits, maxBindingBytes: 2 ** 27 }, choices);
    return adapted.step.map(({ kernel }) => kernel);
  };
  expect(kernels()).toContain('gru_forward');
  expect(kernels(1)).toContain('gru_forward');
  expect(kernels(0.01)).not.toContain('gru_forward');
  expect(kernels(0.01)).toContain('gru_step_forward');
});
