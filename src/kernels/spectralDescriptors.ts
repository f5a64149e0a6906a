import type { KernelName } from '../graph/kernelName.generated.ts';
import { addDescriptors, type Descriptor, vec4s } from './descriptors.ts';

/** The kernels of spectral normalization, by name. */
const descriptors = {
  spectral_columns: {
    grid: ({ K = 0 }) => ({ invocations: [vec4s(K)] }),
    flops: ({ N = 0, K = 0 }) => 2 * N * K,
  },
  spectral_rows: {
    grid: ({ N = 0 }) => ({ workgroups: [N] }),
    flops: ({ N = 0, K = 0 }) => 4 * N * K,
  },
  spectral_vectors: {
    grid: () => ({ workgroups: [1] }),
    flops: ({ N = 0, K = 0 }) => 3 * (N + K),
  },
  spectral_weight: {
    grid: ({ N = 0, K = 0 }) => ({ invocations: [vec4s(K), N] }),
    flops: ({ N = 0, K = 0 }) => N * K,
  },
  spectral_dots: {
    grid: ({ N = 0 }) => ({ workgroups: [N] }),
    flops: ({ N = 0, K = 0 }) => 2 * N * K,
  },
  spectral_backward: {
    grid: ({ N = 0, K = 0 }) => ({ invocations: [vec4s(K), N] }),
    flops: ({ N = 0, K = 0 }) => 4 * N * K,
  },
  keep: { grid: ({ N = 0 }) => ({ invocations: [N] }) },
} satisfies Partial<Record<KernelName, Descriptor>>;

/** Adds the descriptors of spectral normalization. */
export function addSpectralDescriptors(): void {
  addDescriptors(descriptors);
}
