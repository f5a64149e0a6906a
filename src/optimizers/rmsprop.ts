import { rmspropKernels } from '../kernels/catalogue/rmsprop.generated.ts';
import { defineOptimizer } from './optimizer.ts';

const defaults = { alpha: 0.99, epsilon: 1e-8, momentum: 0, weightDecay: 0 };

/** RMSprop, not centered, like torch.optim.RMSprop. */
export const rmsprop = defineOptimizer<keyof typeof defaults>({
  parts: [rmspropKernels],
  defaults,
  keeps: ['m', 'v'],
  constants: ({ alpha, epsilon, momentum, weightDecay }) => ({
    ALPHA: alpha,
    ONE_MINUS_ALPHA: 1 - alpha,
    EPSILON: epsilon,
    MOMENTUM: momentum,
    WEIGHT_DECAY: weightDecay,
  }),
  scalars: (_, learningRate) => ({ step_size: learningRate }),
});
