import type { Dispatch } from '../graph/plan.ts';
import type { Hyperparameters } from './hyperparameters.ts';
import { defineOptimizer, type OptimizerScalars } from './optimizer.ts';

type Betas = Pick<Hyperparameters, 'beta1' | 'beta2' | 'epsilon'>;

/** PyTorch's defaults. */
export const ADAM_DEFAULTS = {
  optimizer: 'adam',
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
  weightDecay: 0,
} as const;

const { optimizer: _, ...defaults } = ADAM_DEFAULTS;

/** Adam with an L2 penalty, like torch.optim.Adam. */
export const adam = defineOptimizer<keyof typeof defaults>({
  parts: [],
  defaults,
  keeps: ['m', 'v'],
  constants: (options) => ({ ...adamConstants(options), WEIGHT_DECAY: options.weightDecay }),
  scalars: adamScalars,
});

/** Constants of shaders/shared/adam.wgsl. */
export function adamConstants({ beta1, beta2, epsilon }: Betas): Dispatch['constants'] {
  return {
    BETA1: beta1,
    ONE_MINUS_BETA1: 1 - beta1,
    BETA2: beta2,
    ONE_MINUS_BETA2: 1 - beta2,
    EPSILON: epsilon,
  };
}

/** The bias corrections of step `t`, computed in float64 because beta^t loses precision in f32. */
export function adamScalars(
  t: number,
  learningRate: number,
  { beta1, beta2 }: Betas,
): Pick<OptimizerScalars, 'step_size' | 'bias_correction2_sqrt'> {
  return {
    step_size: learningRate / (1 - beta1 ** t),
    bias_correction2_sqrt: Math.sqrt(1 - beta2 ** t),
  };
}
