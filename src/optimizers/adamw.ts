import { adamwKernels } from '../kernels/catalogue/adamw.generated.ts';
import { adamConstants, adamScalars } from './adam.ts';
import { defineOptimizer } from './optimizer.ts';

const defaults = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.01 };

/** Adam with decoupled weight decay, like torch.optim.AdamW. */
export const adamw = defineOptimizer<keyof typeof defaults>({
  parts: [adamwKernels],
  defaults,
  keeps: ['m', 'v'],
  constants: adamConstants,
  scalars: (t, learningRate, options) => ({
    ...adamScalars(t, learningRate, options),
    decay: learningRate * options.weightDecay,
  }),
});
