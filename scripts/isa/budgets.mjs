// @ts-check
/** @import { Row } from './types.ts' */

/**
 * The most that a kernel may need in a training step, of the classic model or of {@link CONVOLUTIONAL}.
 *
 * @typedef {object} Budget
 * @property {number} registers at most
 * @property {number} wideLoads least share of loads from memory that are 16 bytes wide
 */

/**
 * Ceilings by chip, where they are worse than those of other kernels. Mesa's versions differ by some
 * registers, so a ceiling is the next step at which fewer invocations fit.
 *
 * @type {Readonly<Record<string, (kernel: string) => Budget>>}
 */
export const BUDGETS = {
  // 8 x 8 blocks, with which launches of many tiles and of few are modelled fastest.
  navi21: (kernel) => ({
    registers: NAVI21_REGISTERS[kernel] ?? 168,
    wideLoads: AMD_WIDE_LOADS[kernel] ?? 0,
  }),
  navi31: (kernel) => ({
    registers: kernel.startsWith('conv_') ? 192 : 180,
    wideLoads: AMD_WIDE_LOADS[kernel] ?? 0,
  }),
  // NVK checks every value of a vec4f for its own, so that no load is wide.
  ga102: () => ({ registers: 200, wideLoads: 0 }),
  // Honeykrisp does the same.
  m1: (kernel) => ({
    // The loss of a tall block stands beside its sums.
    registers: kernel === 'conv_transpose_likelihood' ? 116 : 104,
    wideLoads: 0,
  }),
  a740: (kernel) => ({
    registers: ADRENO_REGISTERS[kernel] ?? 128,
    // One load is of the health of training.
    wideLoads: kernel === 'parts_update' ? 0.8 : 0.9,
  }),
  // Products ask for the smallest subgroups.
  tgl: () => ({ registers: 128, wideLoads: 0 }),
  bmg: () => ({ registers: 128, wideLoads: 0 }),
};

/** The places of a block's values stand beside its sums. @type {Readonly<Record<string, number>>} */
const NAVI21_REGISTERS = {
  conv_backward_input: 192,
  conv_transpose_forward: 192,
};

/**
 * The epilogue of a likelihood keeps a whole block and its gradients; patches of single channels keep
 * their places.
 *
 * @type {Readonly<Record<string, number>>}
 */
const ADRENO_REGISTERS = {
  conv_backward_weight: 192,
  conv_transpose_likelihood: 192,
  dense_likelihood: 192,
};

/** Others are bytes of the batch, indices and step scalars. @type {Readonly<Record<string, number>>} */
const AMD_WIDE_LOADS = {
  // Four rows of bytes and their four places in the index stand beside the weights.
  dense_forward: 0.4,
  dense_likelihood: 0.5,
  dense_backward_input: 1,
  dense_backward_weight_update: 0.7,
  latent_forward: 0.85,
  latent_backward: 0.95,
};

/**
 * The share of loads from memory that are 16 bytes wide; 1 without loads.
 *
 * @param {Pick<Row, 'loads'>} row
 */
export function wideLoads({ loads }) {
  const all = Object.values(loads).reduce((sum, count) => sum + count, 0);
  return all === 0 ? 1 : (loads[16] ?? 0) / all;
}

/**
 * Most cycles of workgroup memory that a product variant may need, as a multiple of those without
 * bank conflicts.
 */
export const CONFLICT_BUDGET = 1.2;

/** Most cycles that any access to workgroup memory may take, of those that are served together. */
export const WORST_CONFLICT = 2;

/** A model of convolutions whose step is held to the budgets too, as `--architecture` takes it. */
export const CONVOLUTIONAL = {
  input: [28, 28, 1],
  encoder: [
    { kind: 'conv2d', channels: 32, kernel: 4, stride: 2, padding: 1 },
    { kind: 'conv2d', channels: 64, kernel: 4, stride: 2, padding: 1 },
    { kind: 'dense', units: 256 },
  ],
  latent: 16,
  decoder: [
    { kind: 'dense', units: 256 },
    { kind: 'dense', units: 3136 },
    { kind: 'reshape', shape: [7, 7, 64] },
    { kind: 'convTranspose2d', channels: 32, kernel: 4, stride: 2, padding: 1 },
  ],
  output: { kind: 'convTranspose2d', kernel: 4, stride: 2, padding: 1 },
};

/** @param {number} units */
const dense = (units) => ({ kind: 'dense', units });

/** @param {object} latent */
const withCode = (latent) => ({
  input: [784],
  encoder: [dense(400)],
  latent,
  decoder: [dense(400)],
});

const CHAIN = ['planar', 'radial'].map((kind) => ({ kind, count: 8 }));

/**
 * Models of other kinds, whose kernels are held to spill nothing, as `--architecture` takes them, and a kernel that
 * is among theirs.
 *
 * @type {Readonly<Record<string, readonly [architecture: object, some: string]>>}
 */
export const OTHER_MODELS = {
  'whole sequences of a GRU': [
    {
      input: [32, 64],
      encoder: [{ kind: 'gru', units: 128, bidirectional: true }],
      latent: 32,
      decoder: [dense(128)],
    },
    'gru_backward',
  ],
  'recurrent layers by steps': [
    {
      input: [8, 64],
      encoder: [
        { kind: 'gru', units: 256, returns: 'all' },
        { kind: 'lstm', units: 256 },
      ],
      latent: 32,
      decoder: [dense(128)],
    },
    'lstm_step_backward',
  ],
  flows: [
    withCode({
      kind: 'flow',
      size: 32,
      flows: [...CHAIN, { kind: 'sylvester' }, { kind: 'iaf' }],
    }),
    'planar_backward',
  ],
  'a mixture as the prior': [
    withCode({ size: 32, prior: { kind: 'mixture', components: 10 } }),
    'mixture_density_forward',
  ],
  'a covariance of low rank': [
    withCode({ kind: 'lowRankGaussian', size: 32, rank: 8 }),
    'low_rank_kl_forward',
  ],
  'a full covariance': [withCode({ kind: 'fullGaussian', size: 32 }), 'full_kl_forward'],
  'a categorical code': [
    withCode({ kind: 'categorical', size: 200, classes: 10 }),
    'concrete_forward',
  ],
  sentences: [
    { family: 'sequence', length: 16, vocabulary: 1000, embedding: 64, hidden: 128, latent: 32 },
    'token_losses_backward',
  ],
  'counts of genes': [
    { family: 'counts', input: 2000, zeros: 'inflated' },
    'zero_inflated_nll_backward',
  ],
  'topics of texts': [{ family: 'topics', input: 1000 }, 'softmax_groups'],
  levels: [
    {
      family: 'ladder',
      input: 784,
      levels: [32, 16].map((size) => ({ size, encoder: [dense(200)], decoder: [dense(200)] })),
    },
    'merge_gaussians_forward',
  ],
};

/** Kernels that no step of {@link OTHER_MODELS} has, held to the same with the largest of the tests' cases. */
export const OTHER_KERNELS = [
  'embedding_forward',
  'embedding_backward',
  'token_order',
  'token_losses',
  'token_losses_backward',
  'sequence_terms',
  'shift_tokens',
  'token_lengths',
  'choose_tokens',
  'beam_tokens',
  'top_columns',
  'observed_likelihood_forward',
  'observed_likelihood_backward',
  'weighted_samples',
  'full_nll_forward',
  'full_nll_backward',
  'low_rank_nll_forward',
  'low_rank_nll_backward',
  'affine_flow_inverse',
  'mixture_choice',
];

/**
 * Spills that there are today, by chip and kernel: a code and its gradient, which a chain of flows keeps in registers.
 *
 * @type {Readonly<Record<string, Readonly<Record<string, number>>>>}
 */
export const SPILLS = {
  m1: { planar_backward: 69, radial_backward: 10 },
};

/**
 * The most that a step of the classic model may spill on Intel's devices without `subgroup-size-control`: a tenth of
 * what it did with tiles.
 *
 * @type {Readonly<Record<string, number>>}
 */
export const SPILLS_OF_SUBGROUPS = { tgl: 143, bmg: 121 };

/** Chips on which other kernels are held to their spills. */
export const SPILL_CHIPS = ['navi31', 'navi21', 'm1', 'a740'];

/** Chips for which other models are compiled too, which takes long. */
export const MODEL_CHIPS = ['navi31', 'm1'];
