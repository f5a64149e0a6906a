import { sgdKernels } from '../kernels/catalogue/sgd.generated.ts';
import { defineOptimizer } from './optimizer.ts';

const defaults = { momentum: 0, nesterov: false, weightDecay: 0 };

/** Stochastic gradient descent, like torch.optim.SGD with dampening 0. */
export const sgd = defineOptimizer<keyof typeof defaults>({
  parts: [sgdKernels],
  defaults,
  keeps: ['m'],
  conflict: ({ momentum, nesterov }) =>
    nesterov && momentum === 0
      ? 'nesterov looks ahead along the momentum, which is 0: give momentum, such as 0.9'
      : undefined,
  constants: ({ momentum, nesterov, weightDecay }) => ({
    MOMENTUM: momentum,
    NESTEROV: nesterov,
    WEIGHT_DECAY: weightDecay,
  }),
  scalars: (_, learningRate) => ({ step_size: learningRate }),
});
