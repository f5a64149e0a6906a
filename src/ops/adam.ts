import type { Dispatch } from '../graph/plan.ts';
import { HEALTH } from '../graph/report.ts';
import type { ParameterGroup } from '../graph/store.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';

/** Hyperparameters that are fixed for a run; the learning rate is a step scalar. */
export interface AdamOptions {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

/** PyTorch's defaults. */
export const ADAM_DEFAULTS: AdamOptions = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };

/** One Adam step over every parameter of a group, in place. */
export function adam(group: ParameterGroup, options: AdamOptions): Dispatch {
  const whole = { dtype: 'f32', group: group.name, offset: 0 } as const;
  const state: Tensor = {
    ...whole,
    name: `${group.name}.state`,
    shape: [3 * group.size],
    role: 'groupState',
  };
  const gradient: Tensor = {
    ...whole,
    name: `${group.name}.gradient`,
    shape: [group.size],
    role: 'groupGradient',
  };
  return dispatch('adam', `${group.name}.adam`, {
    bindings: { state, gradient, health: HEALTH },
    slots: {},
    constants: {
      BETA1: options.beta1,
      ONE_MINUS_BETA1: 1 - options.beta1,
      BETA2: options.beta2,
      ONE_MINUS_BETA2: 1 - options.beta2,
      EPSILON: options.epsilon,
    },
  });
}

/**
 * The step scalars of bias-corrected Adam at step `t` (from 1), in float64 on the host
 * because beta^t loses its digits in f32.
 */
export function adamScalars(
  t: number,
  learningRate: number,
  { beta1, beta2 }: AdamOptions,
): { step_size: number; bias_correction2_sqrt: number } {
  return {
    step_size: learningRate / (1 - beta1 ** t),
    bias_correction2_sqrt: Math.sqrt(1 - beta2 ** t),
  };
}
