import { expect, test } from 'vitest';
import { type Dispatch, printPlan } from '../../src/graph/plan.ts';

const dispatch = (label: string, every?: number): Dispatch => ({
  label,
  kernel: 'activation_backward',
  bindings: {},
  slots: {},
  constants: { ACCUMULATE: false },
  ...(every !== undefined && { every }),
});

test('a dispatch is printed with the steps that it runs in, unless these are all', () => {
  const step = [dispatch('always'), dispatch('each', 1), dispatch('rarely', 5)];
  expect(printPlan({ name: 'plan', step, burst: [] }).split('\n')).toEqual([
    'plan',
    'always: activation_backward() ACCUMULATE=false',
    'each: activation_backward() ACCUMULATE=false',
    'rarely: activation_backward() ACCUMULATE=false every 5 steps',
  ]);
});
