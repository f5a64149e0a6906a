import { InternalError } from '../errors.ts';
import type { KernelName } from '../graph/kernelName.generated.ts';
import { BLOCK, roundUp } from '../graph/layout.ts';

/** Size constants of a dispatch by name, and lists for dispatches that work on several layers. */
export type Sizes = Readonly<Record<string, number>>;
export type SizeLists = Readonly<Record<string, readonly number[]>>;

/**
 * Invocations or workgroups along x, y and z, or the tiles of the matrices that a product computes.
 */
export type Grid =
  | { readonly invocations: readonly number[] }
  | { readonly workgroups: readonly number[] }
  | { readonly rows: number; readonly columns: number }
  | { readonly matrices: readonly { readonly rows: number; readonly columns: number }[] };

/** Facts about a kernel that the host needs and cannot derive from its source. */
export interface Descriptor {
  readonly grid: (sizes: Sizes, lists: SizeLists) => Grid;
  /** True if a long x may wrap into y (the kernel computes its index from `num_workgroups`). */
  readonly wraps?: boolean;
  /**
   * Floating-point operations, a multiply-add counted as two; for a fused kernel the sum over its
   * parts.
   */
  readonly flops?: (sizes: Sizes) => number;
  /** For products: the length of their sums. */
  readonly inner?: (sizes: Sizes) => number;
  /** How often a step runs the kernel with these sizes; once by default. */
  readonly times?: (sizes: Sizes) => number;
  /** For products with many rows: how many columns the result has. */
  readonly columns?: (sizes: Sizes) => number;
}

/** Descriptors by kernel. */
export type Descriptors = Readonly<Partial<Record<KernelName, Descriptor>>>;

/** Number of vec4 of a row, with its padding. */
export const vec4s = (size: number): number => roundUp(size, BLOCK) / 4;

const product: Pick<Descriptor, 'flops'> = { flops: ({ M = 0, N = 0, K = 0 }) => 2 * M * N * K };
export const rowsByVec4 = (flopsPerValue: number): Descriptor => ({
  grid: ({ M = 0, K = 0 }) => ({ invocations: [vec4s(K), M] }),
  flops: ({ M = 0, K = 0 }) => flopsPerValue * M * K,
});
const latents = (flopsPerValue: number): Descriptor => ({
  grid: ({ M = 0, L = 0 }) => ({ invocations: [vec4s(L), M] }),
  flops: ({ M = 0, L = 0 }) => flopsPerValue * M * L,
});
const rowBlocks: Descriptor = { grid: ({ M = 0 }) => ({ workgroups: [Math.ceil(M / BLOCK)] }) };

/**
 * The kernels that image layers do not bring, by name. A transcendental function counts as one operation:
 * nearly all operations are in products.
 */
const core = {
  gather: rowsByVec4(1),
  gather_indices: rowsByVec4(0),
  flip_images: rowsByVec4(0),
  gather_one_hot: {
    grid: ({ M = 0, K = 0, CLASSES = 0 }) => ({ invocations: [vec4s(K * CLASSES), M] }),
  },
  dense_forward: {
    grid: ({ M = 0, N = 0 }) => ({ rows: M, columns: N }),
    inner: ({ K = 0 }) => K,
    ...product,
  },
  dense_backward_input: {
    grid: ({ M = 0, K = 0 }) => ({ rows: M, columns: K }),
    inner: ({ N = 0 }) => N,
    ...product,
  },
  dense_backward_weight: {
    grid: ({ N = 0, K = 0 }) => ({ rows: N, columns: K }),
    inner: ({ M = 0 }) => M,
    ...product,
  },
  dense_backward_weight_update: {
    grid: ({ LAYERS = 0 }, { N = [], K = [] }) => ({
      matrices: N.slice(0, LAYERS).map((rows, i) => ({ rows, columns: K[i] ?? 0 })),
    }),
    wraps: true,
    inner: ({ M = 0 }) => M,
  },
  dense_likelihood: {
    grid: ({ M = 0, K = 0 }) => ({ rows: M, columns: K }),
    inner: ({ H = 0 }) => H,
  },
  latent_forward: rowBlocks,
  latent_backward: rowBlocks,
  scale: rowsByVec4(1),
  multiply: rowsByVec4(1),
  combine_terms_forward: {
    grid: ({ M = 0 }) => ({ invocations: [M] }),
    flops: ({ M = 0 }) => 3 * M,
  },
  combine_terms_backward: {
    grid: ({ M = 0 }) => ({ invocations: [M] }),
    flops: ({ M = 0 }) => M,
  },
  activation_forward: rowsByVec4(10),
  activation_backward: rowsByVec4(2),
  half_activation_forward: rowsByVec4(5),
  half_activation_backward: rowsByVec4(1),
  reparameterize_forward: {
    grid: ({ M = 0, L = 0, SAMPLES = 1 }) => ({ invocations: [vec4s(L), M * SAMPLES] }),
    flops: ({ M = 0, L = 0, SAMPLES = 1 }) => 50 * M * L * SAMPLES,
  },
  reparameterize_backward: {
    grid: ({ M = 0, L = 0 }) => ({ invocations: [vec4s(L), M] }),
    flops: ({ M = 0, L = 0, SAMPLES = 1 }) => 50 * M * L * SAMPLES,
  },
  standard_normal: latents(50),
  likelihood_forward: {
    grid: ({ M = 0 }) => ({ workgroups: [M] }),
    flops: ({ M = 0, K = 0 }) => 8 * M * K,
  },
  likelihood_backward: rowsByVec4(8),
  likelihood_forward_backward: {
    grid: ({ M = 0 }) => ({ workgroups: [M] }),
    flops: ({ M = 0, K = 0 }) => 16 * M * K,
  },
  moving_average: {
    grid: ({ K = 0 }) => ({ workgroups: [K] }),
    flops: ({ M = 0, K = 0 }) => M * K,
  },
  accuracy: {
    grid: ({ M = 0 }) => ({ invocations: [M] }),
    flops: ({ M = 0, C = 0, SAMPLES = 1 }) => M * C * (SAMPLES + 2),
  },
  kl_forward: {
    grid: ({ M = 0 }) => ({ invocations: [M] }),
    flops: ({ M = 0, L = 0 }) => 6 * M * L,
  },
  kl_gate: {
    grid: ({ L = 0, SPAN = 1 }) => ({ workgroups: [Math.ceil(L / SPAN)] }),
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
  sampled_kl_forward: {
    grid: ({ M = 0, SAMPLES = 1 }) => ({ invocations: [M * SAMPLES] }),
    flops: ({ M = 0, L = 0, SAMPLES = 1 }) => 6 * M * L * SAMPLES,
  },
  sampled_kl_backward: {
    grid: ({ M = 0, L = 0 }) => ({ invocations: [L, M] }),
    flops: ({ M = 0, L = 0, SAMPLES = 1 }) => 2 * M * L * SAMPLES,
  },
  importance_bound_forward: {
    grid: ({ M = 0 }) => ({ invocations: [M] }),
    flops: ({ M = 0, DRAWS = 0 }) => 8 * M * DRAWS,
  },
  importance_bound_backward: {
    grid: ({ M = 0, DRAWS = 0 }) => ({ invocations: [M * DRAWS] }),
    flops: ({ M = 0, DRAWS = 0 }) => M * DRAWS,
  },
  group_normalizer: {
    grid: ({ M = 0, GROUPS = 0 }) => ({ invocations: [GROUPS, M] }),
    flops: ({ M = 0, K = 0 }) => 6 * M * K,
  },
  level_mean: {
    grid: ({ M = 0, K = 0 }) => ({ invocations: [K, M] }),
    flops: ({ M = 0, K = 0, LEVELS = 0 }) => 6 * M * K * LEVELS,
  },
  broadcast_forward: rowsByVec4(0),
  broadcast_backward: {
    grid: ({ K = 0 }) => ({ invocations: [K] }),
    flops: ({ M = 0, K = 0 }) => M * K,
  },
  aggregate_posterior: {
    grid: ({ M = 0 }) => ({ workgroups: [M] }),
    flops: ({ M = 0, N = 0, L = 0 }) => 7 * M * N * L,
  },
  sum_terms: {
    grid: ({ RING = 0 }) => ({ workgroups: [RING] }),
    flops: ({ RING = 0, PARTS = 0, M = 0 }) => RING * PARTS * M,
  },
  outside_domain: { grid: ({ M = 0 }) => ({ workgroups: [M] }), wraps: true },
  pixels: { grid: ({ LINES = 0, PITCH = 0 }) => ({ invocations: [PITCH, LINES] }) },
  normalize_rows: {
    grid: ({ M = 0 }) => ({ workgroups: [M] }),
    flops: ({ M = 0, K = 0 }) => 3 * M * K,
  },
  softmax_groups: {
    grid: ({ M = 0, GROUPS = 0 }) => ({ workgroups: [GROUPS, M] }),
    flops: ({ M = 0, K = 0 }) => 6 * M * K,
  },
  concat: {
    grid: ({ M = 0, A = 0, B = 0, SAMPLES = 1 }) => ({ invocations: [vec4s(A + B), M * SAMPLES] }),
  },
  slice_columns: { grid: ({ M = 0, WIDTH = 0 }) => ({ invocations: [vec4s(WIDTH), M] }) },
  slice_columns_backward: { grid: ({ M = 0, WHOLE = 0 }) => ({ invocations: [vec4s(WHOLE), M] }) },
  one_hot: {
    grid: ({ M = 0, K = 0, LEVELS = 0 }) => ({ invocations: [vec4s(K * LEVELS), M] }),
    flops: ({ M = 0, K = 0, LEVELS = 0 }) => M * K * LEVELS,
  },
  gradient_squares: {
    grid: ({ PARTS = 0 }) => ({ workgroups: [PARTS] }),
    flops: ({ P = 0 }) => 2 * P,
  },
  clip_scale: {
    grid: () => ({ workgroups: [1] }),
    flops: ({ PARTS = 0 }) => PARTS,
  },
  // The operations of Adam. Other optimizers need fewer, but memory traffic dominates.
  optimizer_update: {
    grid: ({ P = 0, COUNT = 0 }) => ({ invocations: [(COUNT || P) / 4] }),
    wraps: true,
    flops: ({ P = 0, COUNT = 0 }) => 12 * (COUNT || P),
  },
} satisfies Partial<Record<KernelName, Descriptor>>;

const loaded = new Map<string, Descriptor>(Object.entries(core));

/** Adds the descriptors of kernels whose parts of the catalogue load on demand. */
export function addDescriptors(descriptors: Descriptors): void {
  for (const [kernel, descriptor] of Object.entries(descriptors)) loaded.set(kernel, descriptor);
}

/** @throws InternalError if no descriptor of the kernel is loaded */
export function descriptorOf(kernel: string): Descriptor {
  const descriptor = loaded.get(kernel);
  if (descriptor) return descriptor;
  throw new InternalError(`no descriptor of "${kernel}" is loaded: add it where its part is added`);
}
