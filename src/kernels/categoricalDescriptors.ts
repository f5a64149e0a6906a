import type { KernelName } from '../graph/kernelName.generated.ts';
import { addDescriptors, type Descriptor } from './descriptors.ts';

const variables = ({ K = 0, CLASSES = 1 }): number => K / CLASSES;

/** The kernels of categorical latents. A transcendental function counts as one operation. */
const descriptors = {
  concrete_forward: {
    grid: ({ M = 0, SAMPLES = 1, ...sizes }) => ({
      invocations: [variables(sizes), M * SAMPLES],
    }),
    flops: ({ M = 0, K = 0, SAMPLES = 1 }) => 50 * M * K * SAMPLES,
  },
  concrete_backward: {
    grid: ({ M = 0, ...sizes }) => ({ invocations: [variables(sizes), M] }),
    flops: ({ M = 0, K = 0, SAMPLES = 1 }) => 6 * M * K * SAMPLES,
  },
  categorical_kl_forward: {
    grid: ({ M = 0 }) => ({ invocations: [M] }),
    flops: ({ M = 0, K = 0 }) => 6 * M * K,
  },
  categorical_kl_backward: {
    grid: ({ M = 0, ...sizes }) => ({ invocations: [variables(sizes), M] }),
    flops: ({ M = 0, K = 0 }) => 12 * M * K,
  },
  categorical_nll: {
    grid: ({ M = 0, SAMPLES = 1 }) => ({ invocations: [M * SAMPLES] }),
    flops: ({ M = 0, K = 0, SAMPLES = 1 }) => 8 * M * K * SAMPLES,
  },
} satisfies Partial<Record<KernelName, Descriptor>>;

/** Adds the descriptors of categorical latents. */
export function addCategoricalDescriptors(): void {
  addDescriptors(descriptors);
}
