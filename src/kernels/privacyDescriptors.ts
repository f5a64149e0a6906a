import type { KernelName } from '../graph/kernelName.generated.ts';
import { privacyKernels } from './catalogue/privacy.generated.ts';
import { addParts } from './catalogue.ts';
import { addDescriptors, type Descriptor, type Sizes, vec4s } from './descriptors.ts';

/** vec4 whose noise comes from one block of random words. */
const BLOCK_VEC4S = 4;

/** Positions of a convolution's window in an image, and values under it. */
const positions = ({ POSITIONS_Y = 0, POSITIONS_X = 0 }: Sizes): number =>
  POSITIONS_Y * POSITIONS_X;
const patch = ({ TAPS_Y = 0, TAPS_X = 0, CHANNELS = 0 }: Sizes): number =>
  TAPS_Y * TAPS_X * CHANNELS;

const descriptors = {
  example_norms: {
    grid: ({ M = 0 }) => ({ workgroups: [M] }),
    flops: ({ M = 0, N = 0, K = 0 }) => 2 * M * (N + K),
  },
  conv_example_norms: {
    grid: ({ M = 0, N = 0, ...sizes }) => ({
      matrices: Array.from({ length: M }, () => ({ rows: patch(sizes), columns: N })),
    }),
    wraps: true,
    inner: positions,
    flops: ({ M = 0, N = 0, ...sizes }) => 2 * M * N * positions(sizes) * patch(sizes),
  },
  example_squares: {
    grid: ({ M = 0 }) => ({ workgroups: [M] }),
    flops: ({ M = 0, SIZE = 0 }) => 2 * M * SIZE,
  },
  clip_examples: {
    grid: ({ M = 0, N = 0 }) => ({ invocations: [vec4s(N), M] }),
    flops: ({ M = 0, N = 0 }) => M * N,
  },
  gradient_noise: {
    grid: ({ N = 0, K = 0, B = 0 }) => ({
      invocations: [Math.ceil((N * vec4s(K)) / BLOCK_VEC4S) + Math.ceil(vec4s(B) / BLOCK_VEC4S)],
    }),
    wraps: true,
    flops: ({ N = 0, K = 0, B = 0 }) => 8 * (N * K + B),
  },
} satisfies Partial<Record<KernelName, Descriptor>>;

/** Adds the kernels of private training, and their descriptors. */
export function addPrivacyKernels(): void {
  addPrivacyDescriptors();
  addParts([privacyKernels]);
}

/** Adds the descriptors of these kernels. */
export function addPrivacyDescriptors(): void {
  addDescriptors(descriptors);
}
