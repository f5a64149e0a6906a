import { BLOCK, roundUp } from '../graph/layout.ts';
import type { KernelName } from './names.ts';

/** Size constants of a dispatch, by name. */
export type Sizes = Readonly<Record<string, number>>;

/** What the host must know of a kernel and cannot read in its source. */
export interface Descriptor {
  /** Invocations along x, y, z, or whole workgroups where a workgroup works together. */
  readonly grid: (
    sizes: Sizes,
  ) => { invocations: readonly number[] } | { workgroups: readonly number[] };
  /** Whether a long x may wrap into y (the kernel uses shared/linear). */
  readonly wraps?: boolean;
  /** Floating-point operations, a multiply-add counted as two. */
  readonly flops: (sizes: Sizes) => number;
}

const blocks = (size: number): number => roundUp(size, BLOCK) / BLOCK;
const vec4s = (size: number): number => roundUp(size, BLOCK) / 4;

const product: Pick<Descriptor, 'flops'> = { flops: ({ M = 0, N = 0, K = 0 }) => 2 * M * N * K };
const rowsByVec4 = (flopsPerValue: number): Descriptor => ({
  grid: ({ M = 0, K = 0 }) => ({ invocations: [vec4s(K), M] }),
  flops: ({ M = 0, K = 0 }) => flopsPerValue * M * K,
});
const latents = (flopsPerValue: number): Descriptor => ({
  grid: ({ M = 0, L = 0 }) => ({ invocations: [vec4s(L), M] }),
  flops: ({ M = 0, L = 0 }) => flopsPerValue * M * L,
});

/**
 * Every kernel by name. Transcendental functions count as one operation; the point of the
 * figures is the share of the products, which is nearly all.
 */
export const descriptors: Readonly<Record<KernelName, Descriptor>> = {
  gather: rowsByVec4(1),
  dense_forward: {
    grid: ({ M = 0, N = 0 }) => ({ invocations: [blocks(N), blocks(M)] }),
    ...product,
  },
  dense_backward_input: {
    grid: ({ M = 0, K = 0 }) => ({ invocations: [blocks(K), blocks(M)] }),
    ...product,
  },
  dense_backward_weight: {
    grid: ({ N = 0, K = 0 }) => ({ invocations: [blocks(K), blocks(N)] }),
    ...product,
  },
  dense_forward_subgroup: {
    grid: ({ M = 0, N = 0 }) => ({ invocations: [blocks(N), Math.ceil(blocks(M) / 2)] }),
    ...product,
  },
  dense_backward_input_subgroup: {
    grid: ({ M = 0, K = 0 }) => ({ invocations: [blocks(K), Math.ceil(blocks(M) / 2)] }),
    ...product,
  },
  dense_backward_weight_subgroup: {
    grid: ({ N = 0, K = 0 }) => ({ invocations: [blocks(K), Math.ceil(blocks(N) / 2)] }),
    ...product,
  },
  activation_backward: rowsByVec4(2),
  reparameterize_forward: latents(50),
  reparameterize_backward: latents(50),
  standard_normal: latents(50),
  bernoulli_forward: {
    grid: ({ M = 0 }) => ({ workgroups: [M] }),
    flops: ({ M = 0, K = 0 }) => 8 * M * K,
  },
  bernoulli_backward: rowsByVec4(8),
  bernoulli_forward_backward: {
    grid: ({ M = 0 }) => ({ workgroups: [M] }),
    flops: ({ M = 0, K = 0 }) => 16 * M * K,
  },
  kl_forward: {
    grid: ({ M = 0 }) => ({ invocations: [M] }),
    flops: ({ M = 0, L = 0 }) => 6 * M * L,
  },
  kl_backward: {
    grid: ({ M = 0, L = 0 }) => ({ invocations: [L, M] }),
    flops: ({ M = 0, L = 0 }) => 5 * M * L,
  },
  kl_forward_backward: {
    grid: ({ M = 0 }) => ({ invocations: [M] }),
    flops: ({ M = 0, L = 0 }) => 11 * M * L,
  },
  sum_terms: {
    grid: ({ RING = 0 }) => ({ workgroups: [RING] }),
    flops: ({ RING = 0, M = 0 }) => RING * M,
  },
  adam: {
    grid: ({ P = 0 }) => ({ invocations: [P / 4] }),
    wraps: true,
    flops: ({ P = 0 }) => 12 * P,
  },
};
