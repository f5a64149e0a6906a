import { BLOCK, roundUp } from '../../src/graph/layout.ts';
import type { RecordedKernel } from '../../src/kernels/names.ts';
import { PRODUCT_VARIANTS } from '../../src/kernels/variants.ts';
import {
  BIAS_PARTS,
  BLOCK_GRADIENTS,
  BLOCKS_OF_PIXELS,
  LARGE_BLOCK_GRADIENTS,
  LARGE_BLOCKS,
  LARGE_NORMS,
  LARGE_PATCH_GRADIENTS,
  LARGE_PATCHES,
  LARGE_WEIGHTS,
  NORMS_OF_WINDOWS,
  PART_SUMS,
  PATCH_GRADIENTS,
  PATCHES,
  WEIGHTS_OF_WINDOWS,
  WINDOW_CONSTANTS,
} from './convolutionCases.ts';
import { covering } from './covering.ts';
import { THOROUGH } from './thorough.ts';

/** One way to run a kernel, which tests compare with the twin. */
export interface KernelCase {
  readonly kernel: RecordedKernel;
  /** The constants that determine shapes. */
  readonly sizes: Readonly<Record<string, number>>;
  /** Choice by slot, for every slot of the kernel. */
  readonly slots: Readonly<Record<string, string>>;
  /** Constants that do not follow from shapes. */
  readonly flags: Readonly<Record<string, number | boolean>>;
  /** Valid rows of the batch; if fewer than M, the other rows must not affect results. */
  readonly rowCount: number;
}

type Axis = readonly Readonly<Record<string, string | number | boolean>>[];

const axis = <T extends string | number | boolean>(name: string, values: readonly T[]): Axis =>
  values.map((value) => ({ [name]: value }));

const PRODUCT = [
  { M: 1, N: 1, K: 1 },
  { M: 13, N: 21, K: 37 },
  { M: 16, N: 24, K: 32 },
];
const RAGGED_PRODUCT = PRODUCT.slice(1, 2);
/** Larger than any product's tile, and not a multiple of it in rows, columns or inner dimension. */
const TILES = [{ M: 69, N: 85, K: 101 }];
/** A sum over more than two packed copies. */
const LONG_SUM = { M: 13, N: 21, K: 301 };
const BLOCKS = [{ M: 1, N: 1, K: 1 }, ...TILES];
/** Wide enough that a workgroup of 64 takes several turns along a row. */
const WIDE = [
  { M: 1, K: 1 },
  { M: 13, K: 301 },
  { M: 16, K: 264 },
];
/** Values in one block of random words, in several that lie across rows, and in more than a workgroup has. */
const NOISY = [
  { N: 1, K: 1, B: 1 },
  { N: 13, K: 37, B: 13 },
  { N: 16, K: 264, B: 16 },
  { N: 5, K: 9, B: 21 },
];
const LATENT = [
  { M: 1, L: 1 },
  { M: 13, L: 5 },
  { M: 16, L: 20 },
];
/**
 * Rows as layers, pixels, groups and channels divide them: one value, all values of a row, the
 * channels of each pixel, groups of channels, each channel, and all at once. Some groups have more
 * than 64 values.
 */
const DIVIDED = [
  { M: 1, BLOCKS: 1, PIXELS: 1, GROUPS: 1, WIDTH: 1 },
  { M: 13, BLOCKS: 1, PIXELS: 1, GROUPS: 1, WIDTH: 75 },
  { M: 3, BLOCKS: 70, PIXELS: 1, GROUPS: 1, WIDTH: 4 },
  { M: 13, BLOCKS: 5, PIXELS: 1, GROUPS: 1, WIDTH: 3 },
  { M: 13, BLOCKS: 1, PIXELS: 25, GROUPS: 2, WIDTH: 4 },
  { M: 9, BLOCKS: 1, PIXELS: 7, GROUPS: 3, WIDTH: 2 },
  { M: 16, BLOCKS: 1, PIXELS: 9, GROUPS: 8, WIDTH: 1 },
  { M: 9, BLOCKS: 3, PIXELS: 2, GROUPS: 2, WIDTH: 3 },
];
/** Pixels and channels of a batch, in fewer parts than a workgroup has invocations and in more. */
const BATCHED = [
  { M: 1, PIXELS: 1, C: 1, PARTS: 1 },
  { M: 12, PIXELS: 7, C: 3, PARTS: 5 },
  { M: 15, PIXELS: 12, C: 8, PARTS: 70 },
];
const JOINED = BATCHED.map(({ PIXELS, C, PARTS }) => ({ PIXELS, C, PARTS }));
const AVERAGED = [
  { M: 1, K: 1 },
  { M: 13, K: 5 },
  { M: 150, K: 16 },
];
const CLASSIFIED = [
  { M: 1, C: 1 },
  { M: 13, C: 3 },
  { M: 16, C: 10 },
];
/** One softmax per row, several with arbitrary starts, and groups longer than a workgroup. */
const GROUPS = [
  { M: 1, K: 1, GROUPS: 1 },
  { M: 13, K: 21, GROUPS: 3 },
  { M: 5, K: 150, GROUPS: 2 },
  { M: 16, K: 16, GROUPS: 8 },
];
const PARTS = [
  { M: 1, A: 1, B: 1 },
  { M: 13, A: 5, B: 10 },
  { M: 16, A: 8, B: 16 },
];
const SLICES = [
  { M: 1, WHOLE: 1, WIDTH: 1, FIRST: 0 },
  { M: 13, WHOLE: 15, WIDTH: 10, FIRST: 5 },
  { M: 16, WHOLE: 24, WIDTH: 8, FIRST: 0 },
];
/** Sizes of an image with its channels, of windows over it, their stride and padding. */
const windows = (
  [M, CHANNELS]: readonly [number, number],
  [IN_HEIGHT, IN_WIDTH]: readonly [number, number],
  [WINDOW_HEIGHT, WINDOW_WIDTH]: readonly [number, number],
  [STRIDE_HEIGHT, STRIDE_WIDTH]: readonly [number, number],
  [PAD_HEIGHT, PAD_WIDTH]: readonly [number, number],
) => ({
  ...{ M, CHANNELS, IN_HEIGHT, IN_WIDTH, WINDOW_HEIGHT, WINDOW_WIDTH },
  ...{ STRIDE_HEIGHT, STRIDE_WIDTH, PAD_HEIGHT, PAD_WIDTH },
  OUT_HEIGHT: Math.floor((IN_HEIGHT + 2 * PAD_HEIGHT - WINDOW_HEIGHT) / STRIDE_HEIGHT) + 1,
  OUT_WIDTH: Math.floor((IN_WIDTH + 2 * PAD_WIDTH - WINDOW_WIDTH) / STRIDE_WIDTH) + 1,
});
/** One pixel; windows that share pixels, with padding; side by side; with pixels in no window. */
const WINDOWS = [
  windows([1, 1], [1, 1], [1, 1], [1, 1], [0, 0]),
  windows([13, 3], [5, 7], [3, 2], [2, 1], [1, 1]),
  windows([16, 8], [4, 6], [2, 2], [2, 2], [0, 0]),
  windows([5, 4], [6, 5], [3, 3], [1, 2], [1, 0]),
  windows([3, 5], [7, 8], [1, 2], [3, 3], [0, 0]),
];
/** Images and what they are enlarged by. */
const ENLARGED = [
  { M: 1, IN_HEIGHT: 1, IN_WIDTH: 1, CHANNELS: 1, SCALE_HEIGHT: 1, SCALE_WIDTH: 1 },
  { M: 13, IN_HEIGHT: 3, IN_WIDTH: 5, CHANNELS: 3, SCALE_HEIGHT: 2, SCALE_WIDTH: 3 },
  { M: 16, IN_HEIGHT: 4, IN_WIDTH: 2, CHANNELS: 4, SCALE_HEIGHT: 2, SCALE_WIDTH: 2 },
  { M: 5, IN_HEIGHT: 2, IN_WIDTH: 1, CHANNELS: 6, SCALE_HEIGHT: 5, SCALE_WIDTH: 4 },
];
/** Flat values, and pixels whose channels are single values or whole vec4s. */
const GATED = [
  { M: 1, PIXELS: 1, CHANNELS: 1 },
  { M: 13, PIXELS: 7, CHANNELS: 3 },
  { M: 16, PIXELS: 4, CHANNELS: 8 },
  { M: 5, PIXELS: 1, CHANNELS: 37 },
];
/** Dimensions, and components in fewer turns of a workgroup than one, and in several. */
const MIXTURES = [
  { M: 1, L: 1, K: 1 },
  { M: 13, L: 5, K: 3 },
  { M: 6, L: 9, K: 130 },
  { M: 16, L: 20, K: 8 },
];
/** Modalities, and subsets of them as rows of each example. */
const MODALITIES: Axis = [
  { M: 1, MODALITIES: 1, SUBSETS: 1 },
  { M: 13, MODALITIES: 3, SUBSETS: 7 },
  { M: 70, MODALITIES: 2, SUBSETS: 3 },
];
/** How subsets count: those of a product, of a mixture, and a joint encoder beside the others. */
const COUNTED: Axis = [
  { JOINT: false, MEAN: false, OWN: true, ONCE: true },
  { JOINT: false, MEAN: true, OWN: false, ONCE: false },
  { JOINT: true, MEAN: true, OWN: false, ONCE: false },
];
/** An expert for each modality, and one more where there is a joint encoder. */
const withExperts = (counted: Axis): Axis =>
  MODALITIES.flatMap((sizes) =>
    counted.map((way) => ({
      ...sizes,
      ...way,
      EXPERTS: Number(sizes.MODALITIES) + Number(way.JOINT),
    })),
  );
const EXPERTS: Axis = [
  { M: 1, L: 1, EXPERTS: 1, SUBSETS: 1 },
  { M: 13, L: 5, EXPERTS: 3, SUBSETS: 7 },
  { M: 16, L: 20, EXPERTS: 2, SUBSETS: 3 },
];
/** Codes of an example, and the Gaussians of its mixture, of which a column of C has the weights. */
const OF_SUBSETS = [
  { M: 1, L: 1, SUBSETS: 1, DRAWS: 1 },
  { M: 13, L: 5, SUBSETS: 3, DRAWS: 2 },
  { M: 16, L: 20, SUBSETS: 2, DRAWS: 3 },
];
const MIXED = OF_SUBSETS.map(({ M, L, SUBSETS }) => ({ M, L, SUBSETS }));
const WEIGHT_COLUMN: Axis = [
  { C: 1, COLUMN: 0 },
  { C: 3, COLUMN: 2 },
];
/** Triangular matrices of L rows, without their diagonals. */
const TRIANGLES = [
  { M: 1, L: 2, T: 1 },
  { M: 13, L: 7, T: 21 },
  { M: 16, L: 20, T: 190 },
];
/** One Gaussian for all rows, and one for each. */
const SERVED = [
  { M: 1, L: 1, R: 1 },
  { M: 13, L: 5, R: 1 },
  { M: 13, L: 5, R: 13 },
  { M: 16, L: 20, R: 1 },
];
/** One variable, several whose classes are no whole vec4s, and some of two classes. */
const VARIABLES = [
  { M: 1, K: 3, CLASSES: 3 },
  { M: 13, K: 21, CLASSES: 7 },
  { M: 16, K: 40, CLASSES: 10 },
  { M: 5, K: 8, CLASSES: 2 },
];
/** Gaussians with factors of few columns: one, more than there are dimensions, several turns of a workgroup. */
const LOW_RANK = [
  { M: 1, L: 1, R: 1 },
  { M: 13, L: 5, R: 3 },
  { M: 4, L: 3, R: 8 },
  { M: 6, L: 70, R: 2 },
];
/** The same where each row has its own Gaussian and x, where rows share a Gaussian, and where they share an x. */
const LOW_RANK_ROWS = LOW_RANK.flatMap((sizes) => [
  { ...sizes, A: sizes.M, B: sizes.M },
  { ...sizes, M: 3 * sizes.M, A: sizes.M, B: 3 * sizes.M },
  { ...sizes, M: 3 * sizes.M, A: 3 * sizes.M, B: sizes.M },
]);
/** Factors times noise, with the rank where other kernels have the latent dimensions. */
const FACTORS_OF_NOISE = LOW_RANK.map(({ M, L, R }) => ({ M, N: L, L: R }));
/** The temperature is among the targets of the step. */
const RELAXED: Axis = [{ TARGET: 4 }];
const HALVES: Axis = [{ HALF: 1 }, { HALF: 3 }, { HALF: 4 }];
/** Sequences of one step of one unit, of several steps of odd and of even numbers of units. */
const SEQUENCES = [
  { M: 1, LENGTH: 1, H: 1 },
  { M: 13, LENGTH: 3, H: 21 },
  { M: 16, LENGTH: 4, H: 8 },
];
/** Steps as rows: alone, behind an initial state, and before other places. */
const STEPS = [
  { M: 1, LENGTH: 1, K: 1, PLACES: 1, FIRST: 0 },
  { M: 13, LENGTH: 3, K: 7, PLACES: 4, FIRST: 1 },
  { M: 9, LENGTH: 1, K: 5, PLACES: 3, FIRST: 2 },
  { M: 16, LENGTH: 4, K: 8, PLACES: 6, FIRST: 0 },
];
const GATES_OF = { gru: axis('GATES', [3]), lstm: axis('GATES', [4]) };
/** Tables of one token, of some that occur and some that do not, and of fewer than there are places. */
const EMBEDDED = [
  { M: 1, LENGTH: 1, VOCABULARY: 1, K: 1 },
  { M: 13, LENGTH: 3, VOCABULARY: 101, K: 7 },
  { M: 16, LENGTH: 9, VOCABULARY: 5, K: 8 },
];
/** Steps of sequences, each with a logit for each of K words. */
const WORDS = [
  { M: 1, LENGTH: 1, K: 1 },
  { M: 13, LENGTH: 3, K: 101 },
  { M: 5, LENGTH: 9, K: 8 },
];
/** Sequences to write, with a small vocabulary and one of more words than invocations. */
const WRITTEN = [
  { M: 1, K: 1, VOCABULARY: 2 },
  { M: 13, K: 9, VOCABULARY: 101 },
  { M: 16, K: 4, VOCABULARY: 7 },
];
/** Columns to rank: more than there are, several a lane, and as many as a multiple of the padding. */
const RANKED = [
  { M: 1, K: 1, TOP: 2 },
  { M: 13, K: 301, TOP: 9 },
  { M: 16, K: 264, TOP: 200 },
];
/** No token that is padding, and one. */
const PADDING = axis('PADDING', [2 ** 24, 0]);
const VALID = axis('valid', ['all', 'lengths']);
const REVERSED = axis('REVERSED', [false, true]);
/** The last step, one between, the first, and the initial state; with and without a gradient of states. */
const RETREATS: Axis = [
  { FIRST: true, LAST: false, GIVEN: true, ACCUMULATE_INPUTS: false },
  { FIRST: true, LAST: false, GIVEN: false, ACCUMULATE_INPUTS: true },
  { FIRST: false, LAST: false, GIVEN: true, ACCUMULATE_INPUTS: true },
  { FIRST: false, LAST: false, GIVEN: false, ACCUMULATE_INPUTS: false },
  { FIRST: false, LAST: true, GIVEN: true, ACCUMULATE_INPUTS: false },
];
const UNIFORM: Axis = [{ uniform: 'given' }, { uniform: 'counter', STREAM: 3 }];
/** Levels so narrow that the control's wrong value falls into another level. */
const LEVELS = [
  { M: 1, K: 1, LEVELS: 1 },
  { M: 13, K: 7, LEVELS: 150 },
  { M: 16, K: 8, LEVELS: 2 },
];
/** Grey and in colour, with lines that are full, too wide for the pictures and not full. */
const PICTURES = [
  {
    M: 1,
    VALUES: 1,
    LINES: 1,
    PITCH: 8,
    PICTURE_WIDTH: 1,
    PICTURE_HEIGHT: 1,
    CHANNELS: 1,
    COLUMNS: 1,
  },
  {
    M: 13,
    VALUES: 15,
    LINES: 20,
    PITCH: 16,
    PICTURE_WIDTH: 3,
    PICTURE_HEIGHT: 5,
    CHANNELS: 1,
    COLUMNS: 4,
  },
  {
    M: 16,
    VALUES: 24,
    LINES: 8,
    PITCH: 64,
    PICTURE_WIDTH: 4,
    PICTURE_HEIGHT: 2,
    CHANNELS: 3,
    COLUMNS: 5,
  },
];
/** Grey, in colour, and pixels of whole vec4s. */
const FLIPPED: Axis = [
  { M: 1, K: 1, PICTURE_WIDTH: 1, CHANNELS: 1 },
  { M: 13, K: 301, PICTURE_WIDTH: 43, CHANNELS: 1 },
  { M: 13, K: 105, PICTURE_WIDTH: 5, CHANNELS: 3 },
  { M: 16, K: 96, PICTURE_WIDTH: 6, CHANNELS: 8 },
].map((sizes) => ({ ...sizes, STREAM: 19 }));
/** Bounds that some values are outside of, for all columns and for the first. */
const BOUNDED: Axis = [
  { BOUNDED: 1000, LEAST: 0.0078125, MOST: 0.9375 },
  { BOUNDED: 2, LEAST: 0.3125, MOST: 0.8125 },
];
const LOADS = axis('load', ['matrix', 'gather_f32', 'gather_u8']);
/** Loads that are copied to a batch. Other kernels can use them too, which one size tests. */
const COPIED = axis('load', ['gather_u16', 'gather_u32', 'gather_sparse']);
const INTEGERS = axis('integer', ['gather_u8', 'gather_u16', 'gather_u32']);
const GATHERS = axis('load', ['gather_f32', 'gather_u8']);
/** Numbers of classes, some of which exclude some of the field's numbers. */
const CLASSES = [
  { M: 1, K: 1, CLASSES: 1 },
  { M: 13, K: 1, CLASSES: 10 },
  { M: 13, K: 7, CLASSES: 150 },
  { M: 16, K: 8, CLASSES: 3 },
];
const TRANSFORMS: Axis = [
  { transform: 'none' },
  { transform: 'threshold' },
  { transform: 'log1p' },
  { transform: 'binarize', STREAM: 6 },
  { transform: 'dropout', STREAM: 7, RATE: 0.3 },
];
const ACTIVATIONS = axis('activation', ['identity', 'relu', 'sigmoid', 'tanh']);
/** In products they are tested at one size that is not a multiple of a block. */
const MORE_ACTIVATIONS = axis('activation', [
  'leaky_relu',
  'elu',
  'softplus',
  'gelu',
  'silu',
  'exp',
  'continuous_bernoulli_mean',
]);
const GRADIENTS = axis('activation_gradient', ['identity', 'relu', 'sigmoid', 'tanh']);
const MORE_GRADIENTS = axis('activation_gradient', [
  'leaky_relu',
  'elu',
  'softplus',
  'gelu',
  'silu',
]);
const NOISE = axis('noise', ['counter', 'given']);
const ACCUMULATE = axis('ACCUMULATE', [false, true]);
const KL_WEIGHTS = axis('kl_weight', ['one', 'gated']);
/** One gate per latent dimension, and one for the maximum number of dimensions. */
const GATES: Axis = [
  { gate_rule: 'free_bits', SPAN: 1, TARGET: 4 },
  { gate_rule: 'capacity', SPAN: 20, TARGET: 4 },
];
const STREAM: Axis = [{ noise: 'given' }, { noise: 'counter', STREAM: 3 }];
const TERM = axis('TERM', [0, 5]);
const RING = axis('RING', [4]);
const CATEGORICAL = axis('likelihood', ['categorical']);
/** Penalties of a covariance. */
const PENALTIES: Axis = [
  { OFF_DIAGONAL: 10, DIAGONAL: 100 },
  { OFF_DIAGONAL: 5, DIAGONAL: 0.5 },
];
/** Kernels of a distance. */
const DISTANCES: Axis = [
  { INVERSE_QUADRATIC: false, SCALE: 2 },
  { INVERSE_QUADRATIC: true, SCALE: 8 },
];
/** The weights of posteriors in an aggregate posterior. */
const DENSITIES: Axis = [
  { STRATIFIED: false, DATA_ROWS: 1 },
  { STRATIFIED: true, DATA_ROWS: 50 },
];
/** With the places of the weights of its three terms, in any order. */
const DENSITY_GRADIENTS: Axis = [
  { ...DENSITIES[0], TERM_MUTUAL: 0, TERM_TOTAL: 5, TERM_DIMENSIONS: 2 },
  { ...DENSITIES[1], TERM_MUTUAL: 5, TERM_TOTAL: 2, TERM_DIMENSIONS: 1 },
];
const DRAWS = axis('DRAWS', [1, 5]);
const SUMS: Axis = [
  { ACCUMULATE_Z: false, ACCUMULATE_STATS: false },
  { ACCUMULATE_Z: true, ACCUMULATE_STATS: true },
];
const SUMS_Z: Axis = [
  { ACCUMULATE_Z: false, ACCUMULATE_NLL: false },
  { ACCUMULATE_Z: true, ACCUMULATE_NLL: true },
];
const FLOWS = axis('FLOWS', [1, 3]);
const GATED_FLOWS = axis('GATED', [true, false]);
const FLOW_SUMS: Axis = [
  { WEIGHTED: true, ACCUMULATE_Z: false, ACCUMULATE_PARAMETERS: false },
  { WEIGHTED: true, ACCUMULATE_Z: true, ACCUMULATE_PARAMETERS: true },
  { WEIGHTED: false, ACCUMULATE_Z: true, ACCUMULATE_PARAMETERS: false },
];
/** Networks of single values, of blocks, with a context; and their three kinds of weights. */
const MASKED: Axis = [
  { N: 1, K: 1, DIMENSIONS: 1, BLOCK: 1, PERIOD: 1, LOWEST: 1 },
  { N: 14, K: 7, DIMENSIONS: 7, BLOCK: 1, PERIOD: 6, LOWEST: 1 },
  { N: 26, K: 16, DIMENSIONS: 13, BLOCK: 7, PERIOD: 2, LOWEST: 0 },
];
const MASKS: Axis = [
  { FROM_INPUTS: true, TO_OUTPUTS: false },
  { FROM_INPUTS: false, TO_OUTPUTS: false },
  { FROM_INPUTS: false, TO_OUTPUTS: true },
];
/** Several draws of a row, of an example that has as many rows or more. */
const DRAWN: Axis = [
  { DRAWS: 1, SAMPLES: 1 },
  { DRAWS: 3, SAMPLES: 3 },
  { DRAWS: 1, SAMPLES: 3 },
];
const BOTH: Axis = [
  { ACCUMULATE_Q: false, ACCUMULATE_P: false },
  { ACCUMULATE_Q: true, ACCUMULATE_P: true },
];
const ALL_SUMS: Axis = [
  { ACCUMULATE_Z: false, ACCUMULATE_P: false, ACCUMULATE_Q: false },
  { ACCUMULATE_Z: true, ACCUMULATE_P: true, ACCUMULATE_Q: true },
];
/** Levels of a code at its start and at its end. */
const OFFSETS: Axis = [
  { WHOLE: 12, M: 13, L: 5, FIRST: 7 },
  { WHOLE: 28, M: 16, L: 20, FIRST: 0 },
];
/** Targets below and above the mean of a term. */
const FLOORS = axis('TARGET', [4, 6]);
/** Part of a group: at its start, in its middle, at its end. */
const RANGES: Axis = [
  { FIRST: 0, COUNT: 16 },
  { FIRST: 8, COUNT: 20 },
  { FIRST: 64, COUNT: 4 },
];
/** A full batch and one with invalid rows. */
const ROWS = axis('full', [true, false]);
const PRODUCTS = axis('product', ['direct_8x8']);
const OTHER_PRODUCTS = axis('product', [
  'direct_4x4',
  'direct_4x8',
  'quad_16x32',
  'quad_16x8',
  'quad_32x16',
  'tall_8x8',
]);
/** For WebAssembly: one copies 128 steps of a sum at a time. */
const PACKED_PRODUCTS = axis('product', ['packed_64x64']);
const TILED = ['tiled_32x64', 'tiled_64x64'] as const;
const SPLIT = ['split_8x8', 'split_32x64'] as const;
const EVERY_PRODUCT = axis('product', PRODUCT_VARIANTS);
const TILED_PRODUCTS = axis('product', TILED);
const SPLIT_PRODUCTS = axis('product', SPLIT);
/** Products in workgroup memory, whose pipelines a software adapter compiles in seconds. */
export const SLOW_PRODUCTS: readonly string[] = [...TILED, ...SPLIT];
const BERNOULLI = axis('likelihood', ['bernoulli']);
/** The others, with a value for each of their constants. */
const LIKELIHOODS: Axis = [
  { likelihood: 'continuous_bernoulli' },
  { likelihood: 'gaussian_fixed', SIGMA: 0.75 },
  { likelihood: 'gaussian', FLOOR: 0.125 },
  { likelihood: 'gaussian_logvar', FLOOR: 0.125 },
  { likelihood: 'laplace', SCALE: 0.75 },
  { likelihood: 'poisson' },
  { likelihood: 'negative_binomial' },
  { likelihood: 'negative_binomial_dispersion' },
];
/** Outputs for counts, of one sample a row and of three. */
const INFLATED: Axis = [
  { M: 1, K: 1, B: 1 },
  { M: 13, K: 5, B: 13 },
  // Several turns along a row.
  { M: 16, K: 264, B: 16 },
  { M: 12, K: 37, B: 4, SAMPLES: 3 },
];
/** Gradients that are added to, all of them or one. */
const ACCUMULATED_COUNTS: Axis = [
  { ACCUMULATE_MEAN: false, ACCUMULATE_DISPERSION: false, ACCUMULATE_LOGIT: false },
  { ACCUMULATE_MEAN: true, ACCUMULATE_DISPERSION: true, ACCUMULATE_LOGIT: true },
  { ACCUMULATE_MEAN: true, ACCUMULATE_DISPERSION: false, ACCUMULATE_LOGIT: false },
];
/** Groups of unequal sizes; preparedCase makes their starts. */
const GROUPED = [
  { M: 13, K: 301, GROUPS: 7 },
  { M: 16, K: 264, GROUPS: 8 },
];
const WITH_NORMALIZERS = GROUPED.map(({ M, K }) => ({ M, K }));
const MATRIX = axis('load', ['matrix']);
const SAMPLES = axis('SAMPLES', [1, 3]);
const SCALAR = axis('term_weight', ['scalar']);
/** Weighted by a step scalar, whose index is in the slot, or by the rows of a gradient. */
const WEIGHTS: Axis = [{ term_weight: 'scalar', TERM: 5 }, { term_weight: 'rows' }];
/** Every optimizer, with the options that change its formula. */
const OPTIMIZERS: Axis = [
  { GROUP: 1, optimizer: 'adam', clip: 'none' },
  { GROUP: 1, optimizer: 'adam', clip: 'norm', WEIGHT_DECAY: 0.25, CLIP_VALUE: 0.5 },
  { GROUP: 1, optimizer: 'adamw', clip: 'none' },
  { GROUP: 1, optimizer: 'sgd', clip: 'none' },
  { GROUP: 1, optimizer: 'sgd', clip: 'none', MOMENTUM: 0.9, NESTEROV: true, WEIGHT_DECAY: 0.25 },
  { GROUP: 1, optimizer: 'rmsprop', clip: 'none' },
  { GROUP: 1, optimizer: 'rmsprop', clip: 'norm', MOMENTUM: 0.9, WEIGHT_DECAY: 0.25 },
];
/** Matrices of weights. */
const NORMALIZED: Axis = [
  { N: 13, K: 37 },
  { N: 1, K: 1 },
  { N: 130, K: 264 },
];
/** Adam's decays, and those of an optimizer without any. */
const DECAYS: Axis = [
  { GROUP: 1, LOG_BETA1: Math.log(0.9), LOG_BETA2: Math.log(0.999) },
  { GROUP: 1, LOG_BETA1: 0, LOG_BETA2: 0 },
];
const SLOTS = new Set([
  'load',
  'integer',
  'activation',
  'activation_gradient',
  'likelihood',
  'noise',
  'product',
  'term_weight',
  'transform',
  'uniform',
  'valid',
  'kl_weight',
  'gate_rule',
  'optimizer',
  'clip',
]);
const SIZES = new Set([
  ...['M', 'N', 'K', 'L', 'C', 'P', 'PARTS', 'RING'],
  ...[
    'A',
    'B',
    'R',
    'T',
    'WHOLE',
    'WIDTH',
    'VALUES',
    'LINES',
    'PITCH',
    'SIZE',
    'ROWS',
    'OUTPUT',
    'H',
  ],
]);
/**
 * Sizes that are a factor of a dimension with another unknown, and are therefore also given as
 * constants.
 */
const FACTORS = new Set([
  ...['SAMPLES', 'LEVELS', 'CLASSES', 'DRAWS', 'FLOWS'],
  ...['BLOCKS', 'PIXELS', 'GROUPS'],
  ...['IN_HEIGHT', 'IN_WIDTH'],
  ...['LENGTH', 'PLACES', 'VOCABULARY', 'BEAMS', 'TOP'],
  ...['MODALITIES', 'SUBSETS', 'EXPERTS'],
  ...['SCALE_HEIGHT', 'SCALE_WIDTH'],
  ...WINDOW_CONSTANTS,
]);
/** Kernels whose M counts the rows of all samples; for the others it counts examples. */
const ROWS_OF_SAMPLES =
  /^(likelihood_|observed_likelihood_|gaussian_kl_forward|free_bits_forward|importance_bound_forward|group_normalizer|standard_normal|mixture_density_forward|normalization_backward|channel_moments|affine_flow_|low_rank_nll_)/;

/** The cases that a run takes. */
const picked = new Set<KernelCase>();

/** The product of all axes for one kernel. */
function cases(kernel: RecordedKernel, ...axes: Axis[]): KernelCase[] {
  const combined = axes.reduce<number[][]>(
    (rows, next) => rows.flatMap((row) => [...next.keys()].map((more) => [...row, more])),
    [[]],
  );
  const made = combined.flatMap((choices) => {
    const values = choices.map((choice, axis) => axes[axis]?.[choice]);
    const given = caseOf(kernel, Object.assign({}, ...values));
    return given ? [{ choices, given }] : [];
  });
  const places = new Set(
    covering(
      made.map(({ choices }) => choices),
      THOROUGH ? 2 : 1,
    ),
  );
  for (const [i, { given }] of made.entries()) if (places.has(i)) picked.add(given);
  return made.map(({ given }) => given);
}

/** True for sizes that a dispatch says itself. The shapes of a factor alone give its size, not its columns. */
const isFactor = (kernel: string, name: string): boolean =>
  FACTORS.has(name) || (name === 'L' && kernel.startsWith('low_rank_product_'));

/** The case of one value from each axis; undefined if `full` makes no difference. */
export function caseOf(
  kernel: RecordedKernel,
  { full = true, ...values }: Axis[number],
): KernelCase | undefined {
  const pick = (wanted: (name: string) => boolean): Record<string, never> =>
    Object.fromEntries(Object.entries(values).filter(([name]) => wanted(name))) as never;
  const perExample = ROWS_OF_SAMPLES.test(kernel) ? Number(values.SAMPLES ?? 1) : 1;
  const rows = Math.ceil(Number(values.M ?? 1) / perExample);
  const rowCount = full ? rows : Math.ceil(rows / 2) + 1;
  if (!full && rowCount >= rows) return undefined;
  return {
    kernel,
    sizes: pick((name) => SIZES.has(name) || isFactor(kernel, name)),
    slots: pick((name) => SLOTS.has(name)),
    flags: pick((name) => isFactor(kernel, name) || !(SIZES.has(name) || SLOTS.has(name))),
    rowCount,
  };
}

const PLAIN_FORWARD = [{ activation: 'identity', load: 'gather_u8' }];
const PLAIN_INPUT = [{ activation_gradient: 'relu', ACCUMULATE: true }];
const PLAIN_WEIGHT = [{ load: 'gather_u8', ACCUMULATE_WEIGHT: false, ACCUMULATE_BIAS: false }];

/**
 * One choice of slots for each form of a product. Variants in workgroup memory are tested at one
 * size; for a split sum, one that gives some invocations two turns.
 */
const variantCases: readonly KernelCase[] = [
  ...cases('dense_forward', BLOCKS, PLAIN_FORWARD, OTHER_PRODUCTS),
  ...cases('dense_forward', TILES, PLAIN_FORWARD, TILED_PRODUCTS),
  ...cases('dense_forward', [{ M: 13, N: 21, K: 141 }], PLAIN_FORWARD, SPLIT_PRODUCTS),
  ...cases('dense_backward_input', BLOCKS, PLAIN_INPUT, OTHER_PRODUCTS),
  ...cases('dense_backward_input', TILES, PLAIN_INPUT, TILED_PRODUCTS),
  ...cases('dense_backward_input', [{ M: 13, N: 141, K: 21 }], PLAIN_INPUT, SPLIT_PRODUCTS),
  ...cases('dense_backward_weight', BLOCKS, PLAIN_WEIGHT, ROWS, OTHER_PRODUCTS),
  ...cases('dense_backward_weight', TILES, PLAIN_WEIGHT, TILED_PRODUCTS),
  ...cases('dense_backward_weight', [{ M: 141, N: 13, K: 21 }], PLAIN_WEIGHT, SPLIT_PRODUCTS),
  ...cases('dense_forward', [...BLOCKS, LONG_SUM], PLAIN_FORWARD, PACKED_PRODUCTS),
  ...cases(
    'dense_backward_input',
    [...BLOCKS, { M: 13, N: 301, K: 21 }],
    PLAIN_INPUT,
    PACKED_PRODUCTS,
  ),
  ...cases(
    'dense_backward_weight',
    [...BLOCKS, { M: 301, N: 13, K: 21 }],
    PLAIN_WEIGHT,
    PACKED_PRODUCTS,
  ),
];

/** All kernels that load rows, with the loads that are normally copied. */
const copiedCases: readonly KernelCase[] = [
  ...cases('dense_forward', RAGGED_PRODUCT, axis('activation', ['identity']), COPIED, PRODUCTS),
  ...cases('dense_backward_weight', RAGGED_PRODUCT, COPIED, PRODUCTS, [
    { ACCUMULATE_WEIGHT: false, ACCUMULATE_BIAS: false },
  ]),
  ...cases('flip_images', FLIPPED.slice(2, 3), COPIED),
  ...cases('likelihood_forward', WIDE.slice(1, 2), COPIED, BERNOULLI, RING),
  ...cases('likelihood_backward', WIDE.slice(1, 2), COPIED, BERNOULLI, SCALAR, TERM.slice(1)),
  ...cases('observed_likelihood_forward', WIDE.slice(1, 2), COPIED, BERNOULLI, RING),
  ...cases('observed_likelihood_backward', WIDE.slice(1, 2), COPIED, BERNOULLI, SCALAR),
  ...cases(
    'likelihood_forward_backward',
    WIDE.slice(1, 2),
    COPIED,
    BERNOULLI,
    RING,
    TERM.slice(0, 1),
  ),
  ...cases('group_normalizer', GROUPED.slice(0, 1), COPIED, SAMPLES.slice(0, 1)),
  ...cases('example_norms', RAGGED_PRODUCT, COPIED, ACCUMULATE.slice(0, 1)),
  ...cases('log_rates_forward', WIDE.slice(1, 2), COPIED, SAMPLES.slice(0, 1)),
];

/** A window whose channels are no whole vec4s. */
const ofOneWindow = (axis: Axis): Axis => axis.slice(4, 5);
const ACTIVATED = [...ACTIVATIONS.slice(2), ...MORE_ACTIVATIONS];
const DIFFERENTIATED = [...GRADIENTS.slice(2), ...MORE_GRADIENTS];
/** The choices of convolutions' slots that other cases leave out. */
const slotsOfConvolutions: readonly KernelCase[] = [
  ...cases('conv_forward', ofOneWindow(PATCHES), MATRIX, ACTIVATED, PRODUCTS),
  ...cases('conv_forward', ofOneWindow(PATCHES), COPIED, ACTIVATIONS.slice(0, 1), PRODUCTS),
  ...cases('conv_transpose_forward', ofOneWindow(BLOCKS_OF_PIXELS), MATRIX, ACTIVATED, PRODUCTS),
  ...cases(
    'conv_transpose_forward',
    ofOneWindow(BLOCKS_OF_PIXELS),
    [...GATHERS, ...COPIED],
    ACTIVATIONS.slice(0, 1),
    PRODUCTS,
  ),
  ...cases(
    'conv_backward_input',
    ofOneWindow(BLOCK_GRADIENTS),
    DIFFERENTIATED,
    ACCUMULATE.slice(0, 1),
    PRODUCTS,
  ),
  ...cases(
    'conv_transpose_backward_input',
    ofOneWindow(PATCH_GRADIENTS),
    DIFFERENTIATED,
    ACCUMULATE.slice(0, 1),
    PRODUCTS,
  ),
  ...cases('conv_backward_weight', ofOneWindow(WEIGHTS_OF_WINDOWS), COPIED, PRODUCTS),
  ...cases('conv_example_norms', ofOneWindow(NORMS_OF_WINDOWS), COPIED, PRODUCTS),
];

const convolutionCases: readonly KernelCase[] = [
  ...cases('conv_forward', PATCHES, MATRIX, ACTIVATIONS.slice(0, 2), PRODUCTS),
  ...cases('conv_forward', PATCHES.slice(2, 5), GATHERS, ROWS, ACTIVATIONS.slice(0, 1), PRODUCTS),
  ...cases('conv_forward', LARGE_PATCHES, PLAIN_FORWARD, EVERY_PRODUCT),
  ...cases('conv_transpose_forward', BLOCKS_OF_PIXELS, MATRIX, ACTIVATIONS.slice(0, 2), PRODUCTS),
  ...cases('conv_transpose_forward', LARGE_BLOCKS, PLAIN_FORWARD, EVERY_PRODUCT),
  ...cases('conv_backward_input', BLOCK_GRADIENTS, GRADIENTS.slice(0, 2), ACCUMULATE, PRODUCTS),
  ...cases('conv_backward_input', LARGE_BLOCK_GRADIENTS, PLAIN_INPUT, EVERY_PRODUCT),
  ...cases(
    'conv_transpose_backward_input',
    PATCH_GRADIENTS,
    GRADIENTS.slice(0, 2),
    ACCUMULATE,
    PRODUCTS,
  ),
  ...cases('conv_transpose_backward_input', LARGE_PATCH_GRADIENTS, PLAIN_INPUT, EVERY_PRODUCT),
  ...cases('conv_backward_weight', WEIGHTS_OF_WINDOWS, MATRIX, PRODUCTS),
  ...cases('conv_backward_weight', WEIGHTS_OF_WINDOWS.slice(2, 5), GATHERS, ROWS, PRODUCTS),
  ...cases('conv_backward_weight', LARGE_WEIGHTS, MATRIX, EVERY_PRODUCT),
  ...cases('conv_example_norms', NORMS_OF_WINDOWS, MATRIX, PRODUCTS),
  ...cases('conv_example_norms', NORMS_OF_WINDOWS.slice(2, 5), GATHERS, ROWS, PRODUCTS),
  ...cases('conv_example_norms', LARGE_NORMS, MATRIX, EVERY_PRODUCT),
  ...slotsOfConvolutions,
  ...cases('bias_parts', BIAS_PARTS),
  ...cases('sum_parts', PART_SUMS, [
    { ACCUMULATE_WEIGHT: false, ACCUMULATE_BIAS: false },
    { ACCUMULATE_WEIGHT: true, ACCUMULATE_BIAS: true },
  ]),
];

/** All kernels at sizes 1, unaligned and aligned, with their slot choices and flags. */
export const everyKernelCase: readonly KernelCase[] = [
  ...cases('gather', WIDE, GATHERS, TRANSFORMS, ROWS),
  ...cases('flip_images', FLIPPED, LOADS, ROWS),
  ...cases('gather', WIDE, COPIED, TRANSFORMS.slice(0, 1), ROWS),
  ...copiedCases,
  ...cases('gather_indices', WIDE, INTEGERS, ROWS),
  ...cases('gather_one_hot', CLASSES, INTEGERS, ROWS),
  ...cases('dense_forward', PRODUCT, ACTIVATIONS, axis('load', ['matrix']), PRODUCTS),
  ...cases('dense_forward', PRODUCT, axis('activation', ['identity']), GATHERS, ROWS, PRODUCTS),
  ...cases('dense_forward', RAGGED_PRODUCT, MORE_ACTIVATIONS, axis('load', ['matrix']), PRODUCTS),
  ...cases('dense_backward_input', PRODUCT, GRADIENTS, ACCUMULATE, PRODUCTS),
  ...cases(
    'dense_backward_input',
    RAGGED_PRODUCT,
    MORE_GRADIENTS,
    ACCUMULATE.slice(0, 1),
    PRODUCTS,
  ),
  ...cases('dense_backward_weight', PRODUCT, LOADS, PRODUCTS, [
    { ACCUMULATE_WEIGHT: false, ACCUMULATE_BIAS: false },
    { ACCUMULATE_WEIGHT: true, ACCUMULATE_BIAS: true },
  ]),
  ...cases('dense_backward_weight', RAGGED_PRODUCT, axis('load', ['gather_u8']), PRODUCTS, [
    { ACCUMULATE_WEIGHT: true, ACCUMULATE_BIAS: false, full: false },
    { ACCUMULATE_WEIGHT: false, ACCUMULATE_BIAS: true, full: false },
  ]),
  ...variantCases,
  ...convolutionCases,
  ...cases('activation_forward', WIDE, [...ACTIVATIONS, ...MORE_ACTIVATIONS]),
  ...cases('activation_backward', WIDE, GRADIENTS, ACCUMULATE),
  ...cases('activation_backward', WIDE.slice(1, 2), MORE_GRADIENTS, ACCUMULATE.slice(0, 1)),
  ...cases('half_activation_forward', WIDE, HALVES, ACTIVATIONS),
  ...cases('half_activation_forward', WIDE.slice(1, 2), HALVES.slice(1, 2), MORE_ACTIVATIONS),
  ...cases('half_activation_backward', WIDE, HALVES, GRADIENTS, ACCUMULATE),
  ...cases('half_activation_backward', WIDE.slice(1, 2), HALVES.slice(1, 2), MORE_GRADIENTS, [
    { ACCUMULATE: false },
  ]),
  ...cases('dropout', WIDE, UNIFORM, axis('RATE', [0.3]), ACCUMULATE),
  ...cases('gate_forward', GATED),
  ...cases('gate_backward', GATED, ACCUMULATE),
  ...cases('window_sums', WINDOWS, axis('WEIGHT', [1, 0.375]), ACCUMULATE),
  ...cases('window_spread', WINDOWS, axis('WEIGHT', [1, 0.375]), ACCUMULATE),
  ...cases('max_pool_forward', WINDOWS),
  ...cases('max_pool_backward', WINDOWS, ACCUMULATE),
  ...cases('bilinear_forward', ENLARGED),
  ...cases('bilinear_backward', ENLARGED, ACCUMULATE),
  ...cases('reparameterize_forward', LATENT, SAMPLES, STREAM),
  ...cases('reparameterize_backward', LATENT, SAMPLES, STREAM, ACCUMULATE),
  ...cases('standard_normal', LATENT, NOISE, SAMPLES, ROWS),
  ...cases('likelihood_forward', WIDE, LOADS, BERNOULLI, RING, ROWS),
  ...cases('likelihood_forward', WIDE.slice(1, 2), MATRIX, LIKELIHOODS, RING, SAMPLES, ROWS),
  ...cases(
    'likelihood_forward',
    WITH_NORMALIZERS,
    MATRIX,
    CATEGORICAL,
    RING,
    SAMPLES.slice(1),
    ROWS,
  ),
  ...cases('likelihood_backward', WIDE, LOADS, BERNOULLI, SCALAR, ACCUMULATE, TERM.slice(1), ROWS),
  ...cases('likelihood_backward', WIDE.slice(1, 2), MATRIX, LIKELIHOODS, WEIGHTS, SAMPLES, ROWS),
  ...cases('likelihood_backward', WITH_NORMALIZERS, MATRIX, CATEGORICAL, WEIGHTS, ACCUMULATE, ROWS),
  ...cases('likelihood_forward_backward', WIDE, LOADS, BERNOULLI, RING, TERM.slice(0, 1), ROWS),
  ...cases('likelihood_forward_backward', WIDE.slice(1, 2), MATRIX, LIKELIHOODS, RING, ROWS),
  ...cases(
    'likelihood_forward_backward',
    WITH_NORMALIZERS,
    MATRIX,
    CATEGORICAL,
    RING,
    SAMPLES,
    ROWS,
  ),
  ...cases('group_normalizer', GROUPED, LOADS, SAMPLES, ROWS),
  ...cases('log_rates_forward', WIDE, LOADS, SAMPLES, ROWS),
  ...cases('log_rates_backward', WIDE, ACCUMULATE),
  ...cases('zero_inflated_nll_forward', INFLATED, RING, ROWS),
  ...cases('zero_inflated_nll_backward', INFLATED, WEIGHTS, ACCUMULATED_COUNTS, ROWS),
  ...cases('level_mean', WIDE, axis('LEVELS', [2, 5])),
  ...cases('broadcast_forward', WIDE, axis('SHARED', [false, true])),
  ...cases('broadcast_backward', WIDE, axis('SHARED', [false, true]), ACCUMULATE),
  ...cases('sampled_kl_forward', LATENT, SAMPLES, STREAM, RING, ROWS, axis('POSTERIORS', [1, 2])),
  ...cases('sampled_kl_backward', LATENT, SAMPLES, WEIGHTS, SUMS, ROWS),
  ...cases('path_kl_backward', LATENT, SAMPLES, WEIGHTS, ACCUMULATE, ROWS),
  ...cases(
    'importance_bound_forward',
    axis('M', [1, 13]),
    DRAWS,
    axis('ELBO_SHARE', [0, 0.25]),
    RING,
    ROWS,
  ),
  // Several bounds of an example.
  ...cases('importance_bound_forward', axis('M', [15]), DRAWS, RING, SAMPLES.slice(1), ROWS),
  ...cases(
    'importance_bound_backward',
    axis('M', [1, 13]),
    DRAWS,
    axis('SQUARED', [false, true]),
    WEIGHTS,
    ACCUMULATE,
    ROWS,
  ),
  ...cases('gaussian_kl_forward', LATENT, SAMPLES, RING, ROWS),
  ...cases('gaussian_kl_backward', LATENT, WEIGHTS, BOTH, ROWS),
  ...cases('sampled_gaussian_kl_forward', LATENT, DRAWN, STREAM, RING, ROWS),
  ...cases('sampled_gaussian_kl_backward', LATENT, axis('DRAWS', [1, 3]), WEIGHTS, ALL_SUMS, ROWS),
  ...cases('merge_gaussians_forward', LATENT, SAMPLES),
  ...cases('merge_gaussians_backward', LATENT, SAMPLES, BOTH),
  ...cases('relative_gaussian', [{ WHOLE: 1, M: 1, L: 1, FIRST: 0 }, ...OFFSETS]),
  ...cases('free_bits_forward', axis('M', [1, 13, 150]), SAMPLES, RING, FLOORS, ROWS),
  ...cases('free_bits_backward', axis('M', [1, 13]), WEIGHTS, ACCUMULATE, ROWS),
  ...cases('kl_forward', LATENT, RING, ROWS),
  ...cases('moving_average', AVERAGED, axis('RATE', [0.25]), ROWS),
  ...cases('normalization_statistics', DIVIDED, axis('EPSILON', [1e-5, 0.5])),
  ...cases('normalization_forward', DIVIDED, ACTIVATIONS, axis('SHARED', [false, true])),
  ...cases('normalization_forward', DIVIDED.slice(1, 2), MORE_ACTIVATIONS, axis('SHARED', [false])),
  ...cases('normalization_means', DIVIDED),
  ...cases(
    'normalization_backward',
    DIVIDED,
    axis('SHARED', [false, true]),
    SAMPLES,
    ACCUMULATE,
    ROWS,
  ),
  ...cases('channel_sums', DIVIDED, axis('SHARED', [false, true]), axis('PARTS', [1, 5, 70])),
  ...cases('channel_gradients', axis('C', [1, 5, 16]), axis('PARTS', [1, 5, 70]), [
    { ACCUMULATE_WEIGHT: true, ACCUMULATE_BIAS: true },
    { ACCUMULATE_WEIGHT: false, ACCUMULATE_BIAS: true },
    { ACCUMULATE_WEIGHT: true, ACCUMULATE_BIAS: false },
    { ACCUMULATE_WEIGHT: false, ACCUMULATE_BIAS: false },
  ]),
  ...cases('channel_moments', BATCHED, SAMPLES, ROWS),
  ...cases('batch_statistics', JOINED, SAMPLES, axis('EPSILON', [1e-5, 0.5])),
  ...cases('batch_means', JOINED, SAMPLES),
  ...cases('running_statistics', axis('C', [1, 5, 70]), axis('PIXELS', [7, 1]), SAMPLES, [
    { RATE: 0.25 },
  ]),
  ...cases('stored_statistics', axis('C', [1, 5, 70]), axis('EPSILON', [1e-5, 0.5])),
  ...cases('radial_forward', LATENT, FLOWS, SAMPLES, RING, ROWS),
  ...cases('radial_backward', LATENT, FLOWS, SAMPLES, WEIGHTS, FLOW_SUMS, ROWS),
  ...cases('householder_forward', LATENT, FLOWS, SAMPLES, axis('REVERSED', [false, true])),
  ...cases('householder_backward', LATENT, FLOWS, SAMPLES, axis('REVERSED', [false, true]), [
    { ACCUMULATE_Z: false, ACCUMULATE_PARAMETERS: false },
    { ACCUMULATE_Z: true, ACCUMULATE_PARAMETERS: true },
  ]),
  ...cases('triangular_flow_forward', LATENT, SAMPLES, RING, ROWS),
  ...cases('triangular_flow_backward', LATENT, SAMPLES, WEIGHTS, FLOW_SUMS, ROWS),
  ...cases('planar_forward', LATENT, FLOWS, SAMPLES, RING, ROWS),
  ...cases('planar_backward', LATENT, FLOWS, SAMPLES, WEIGHTS, FLOW_SUMS, ROWS),
  ...cases('mask_weight', MASKED, MASKS, axis('REVERSED', [false, true]), ACCUMULATE),
  ...cases('affine_flow_forward', LATENT, GATED_FLOWS, SAMPLES, RING, ROWS),
  ...cases('affine_flow_backward', LATENT, GATED_FLOWS, WEIGHTS, FLOW_SUMS, SAMPLES, ROWS),
  ...cases('affine_flow_inverse', LATENT, GATED_FLOWS),
  ...cases('embedding_forward', EMBEDDED, PADDING),
  ...cases('token_losses', WORDS, VALID),
  ...cases('token_losses_backward', WORDS, VALID, WEIGHTS, ACCUMULATE, ROWS),
  ...cases('sequence_terms', axis('M', [1, 13]), axis('LENGTH', [1, 9]), SAMPLES, RING, ROWS),
  ...cases(
    'shift_tokens',
    WIDE,
    UNIFORM,
    axis('RATE', [0.3]),
    axis('BEGIN', [1]),
    axis('HIDDEN', [3]),
  ),
  ...cases('token_lengths', WIDE),
  ...cases('choose_tokens', WRITTEN, UNIFORM),
  ...cases('beam_tokens', WRITTEN, axis('BEAMS', [1, 2])),
  ...cases('beam_tokens', WRITTEN.slice(1), axis('BEAMS', [5])),
  ...cases('top_columns', RANKED),
  ...cases('observed_likelihood_forward', WIDE, LOADS, BERNOULLI, RING, ROWS),
  ...cases('observed_likelihood_forward', WIDE.slice(1, 2), MATRIX, LIKELIHOODS, RING, SAMPLES),
  ...cases('observed_likelihood_forward', WITH_NORMALIZERS, MATRIX, CATEGORICAL, RING, ROWS),
  ...cases('observed_likelihood_backward', WIDE, LOADS, BERNOULLI, SCALAR, ACCUMULATE, ROWS),
  ...cases('observed_likelihood_backward', WIDE.slice(1, 2), MATRIX, LIKELIHOODS, WEIGHTS, SAMPLES),
  ...cases('observed_likelihood_backward', WITH_NORMALIZERS, MATRIX, CATEGORICAL, WEIGHTS, ROWS),
  ...cases('weighted_samples', WIDE, axis('DRAWS', [1, 5])),
  ...cases('token_order', axis('M', [1, 13]), axis('LENGTH', [1, 3, 9])),
  ...cases('embedding_backward', EMBEDDED, PADDING, ACCUMULATE),
  ...cases('steps_to_rows', STEPS, VALID, REVERSED, ACCUMULATE, axis('KEEP', [false, true])),
  ...cases('rows_to_steps', STEPS, VALID, REVERSED, ACCUMULATE),
  ...(['gru', 'lstm'] as const).flatMap((unit) => {
    const forward = `${unit}_step_forward` as const;
    const backward = `${unit}_step_backward` as const;
    const [middle] = [SEQUENCES.slice(1, 2)];
    const retreats = RETREATS.map((each) =>
      unit === 'lstm' ? { ...each, GIVEN_CELLS: !each.GIVEN || each.FIRST === false } : each,
    );
    const others = [OTHER_PRODUCTS, PACKED_PRODUCTS, TILED_PRODUCTS, SPLIT_PRODUCTS];
    return [
      ...cases(forward, SEQUENCES, VALID, REVERSED, GATES_OF[unit], PRODUCTS),
      ...cases(backward, SEQUENCES, retreats, GATES_OF[unit], PRODUCTS),
      ...others.flatMap((products) => [
        ...cases(forward, middle, VALID.slice(1), GATES_OF[unit], products),
        // A sum of nothing, of the last step, and one of all gates.
        ...cases(backward, middle, retreats.slice(1, 3), GATES_OF[unit], products),
      ]),
    ];
  }),
  ...cases('accuracy', CLASSIFIED, RING, SAMPLES, ROWS),
  ...cases('kl_gate', LATENT, GATES, ROWS),
  // Several turns over the rows; a last group that is smaller.
  ...cases('kl_gate', [{ M: 150, L: 7 }], [{ gate_rule: 'capacity', SPAN: 3, TARGET: 4 }], ROWS),
  // A KL below its capacity.
  ...cases('kl_gate', LATENT.slice(-1), [{ gate_rule: 'capacity', SPAN: 20, TARGET: 6 }], ROWS),
  ...cases('kl_backward', LATENT, KL_WEIGHTS, ACCUMULATE, TERM, ROWS),
  ...cases('kl_forward_backward', LATENT, KL_WEIGHTS, RING, TERM.slice(0, 1), ROWS),
  ...cases(
    'sum_terms',
    axis('M', [1, 13, 128]),
    axis('PARTS', [1, 3]),
    axis('RING', [1, 5, 8]),
    SAMPLES,
  ),
  ...cases('normalize_rows', WIDE),
  ...cases('softmax_groups', GROUPS),
  ...cases('softmax_groups_backward', GROUPS, ACCUMULATE),
  ...cases('scale', WIDE, axis('WEIGHT', [1, -0.75]), axis('OFFSET', [0, 1.5]), ACCUMULATE),
  ...cases('multiply', WIDE, ACCUMULATE),
  ...cases(
    'combine_terms_forward',
    axis('M', [1, 13]),
    RING,
    axis('WEIGHT_A', [1, -0.75]),
    axis('WEIGHT_B', [1.5, 0]),
  ),
  ...cases(
    'combine_terms_backward',
    axis('M', [1, 13]),
    WEIGHTS,
    axis('WEIGHT', [-0.75]),
    ACCUMULATE,
    ROWS,
  ),
  ...cases('concat', PARTS, SAMPLES),
  ...cases('slice_columns', SLICES, SAMPLES, ACCUMULATE),
  ...cases('slice_columns_backward', SLICES, ACCUMULATE),
  ...cases('outside_domain', WIDE, BOUNDED),
  ...cases('pixels', PICTURES, ROWS, axis('BGRA', [false, true])),
  ...cases('one_hot', LEVELS),
  ...cases('latent_covariance', LATENT, axis('AGGREGATE', [false, true]), ROWS),
  // Several turns over the rows.
  ...cases('latent_covariance', [{ M: 128, L: 3 }], axis('AGGREGATE', [true]), ROWS),
  ...cases('decorrelation_forward', LATENT, PENALTIES, RING, ROWS),
  ...cases(
    'decorrelation_backward',
    LATENT,
    PENALTIES,
    axis('AGGREGATE', [true, false]),
    TERM,
    ACCUMULATE,
    ROWS,
  ),
  ...cases('mmd_forward', LATENT, SAMPLES, DISTANCES, RING, ROWS),
  ...cases('mmd_forward', [{ M: 128, L: 3, SAMPLES: 1 }], DISTANCES.slice(1), RING, ROWS),
  ...cases('mmd_backward', LATENT, SAMPLES, TERM, ACCUMULATE, ROWS),
  ...cases('total_correlation_forward', LATENT, SAMPLES, DENSITIES, RING, ROWS),
  // Several turns over the posteriors.
  ...cases(
    'total_correlation_forward',
    [{ M: 128, L: 3, SAMPLES: 1 }],
    DENSITIES.slice(1),
    RING,
    ROWS,
  ),
  ...cases('total_correlation_backward_z', LATENT, SAMPLES, DENSITY_GRADIENTS, SUMS_Z, ROWS),
  ...cases(
    'total_correlation_backward_stats',
    LATENT,
    SAMPLES,
    DENSITY_GRADIENTS,
    ACCUMULATE,
    ROWS,
  ),
  ...cases('aggregate_posterior', LATENT, axis('N', [1, 13, 136]), ROWS),
  ...cases('relative_moments_forward', SERVED),
  ...cases('relative_moments_backward_stats', SERVED, ACCUMULATE),
  ...cases('relative_moments_backward_prior', SERVED, ACCUMULATE),
  ...cases('full_kl_forward', TRIANGLES, RING, ROWS),
  ...cases(
    'full_kl_backward',
    TRIANGLES,
    WEIGHTS,
    [
      { ACCUMULATE_STATS: false, ACCUMULATE_LOWER: false },
      { ACCUMULATE_STATS: true, ACCUMULATE_LOWER: true },
    ],
    ROWS,
  ),
  ...cases(
    'full_nll_forward',
    [
      ...TRIANGLES.map((sizes) => ({ ...sizes, B: sizes.M })),
      { M: 12, L: 7, T: 21, B: 4, SAMPLES: 3 },
    ],
    RING,
    ROWS,
  ),
  ...cases(
    'full_nll_backward',
    TRIANGLES,
    WEIGHTS,
    [
      { ACCUMULATE_GAUSSIAN: false, ACCUMULATE_LOWER: false },
      { ACCUMULATE_GAUSSIAN: true, ACCUMULATE_LOWER: true },
    ],
    ROWS,
  ),
  ...cases('lower_product_forward', TRIANGLES, SAMPLES, STREAM),
  ...cases('lower_product_backward', TRIANGLES, SAMPLES, STREAM, ACCUMULATE),
  ...cases('marginal_moments', TRIANGLES),
  ...cases('low_rank_kl_forward', LOW_RANK, RING, ROWS),
  ...cases(
    'low_rank_kl_backward',
    LOW_RANK,
    WEIGHTS,
    [
      { ACCUMULATE_GAUSSIAN: false, ACCUMULATE_FACTOR: false },
      { ACCUMULATE_GAUSSIAN: true, ACCUMULATE_FACTOR: true },
    ],
    ROWS,
  ),
  ...cases('low_rank_moments', LOW_RANK),
  ...cases(
    'low_rank_nll_forward',
    LOW_RANK_ROWS.map((sizes) => ({ ...sizes, SAMPLES: sizes.M / Math.min(sizes.A, sizes.B) })),
    RING,
    ROWS,
  ),
  ...cases(
    'low_rank_nll_backward',
    LOW_RANK_ROWS.map((sizes) => ({ ...sizes, DX: sizes.B === sizes.M })),
    WEIGHTS,
    [
      { ACCUMULATE_GAUSSIAN: false, ACCUMULATE_FACTOR: false, ACCUMULATE_X: false },
      { ACCUMULATE_GAUSSIAN: true, ACCUMULATE_FACTOR: true, ACCUMULATE_X: true },
    ],
    ROWS,
  ),
  ...cases('low_rank_product_forward', FACTORS_OF_NOISE, SAMPLES, STREAM),
  ...cases('low_rank_product_backward', FACTORS_OF_NOISE, SAMPLES, STREAM, ACCUMULATE),
  ...cases('concrete_forward', VARIABLES, SAMPLES, UNIFORM, [
    { HARD: false, TARGET: 4 },
    { HARD: true },
  ]),
  ...cases('concrete_backward', VARIABLES, SAMPLES, RELAXED, ACCUMULATE),
  ...cases('categorical_kl_forward', VARIABLES, RING, ROWS),
  ...cases('categorical_kl_backward', VARIABLES, WEIGHTS, ACCUMULATE, ROWS),
  ...cases('categorical_nll', VARIABLES, SAMPLES, RING, ROWS),
  ...cases('expert_subsets', withExperts(COUNTED)),
  ...cases('draw_subset', MODALITIES, axis('DRAWS', [1, 3]), axis('K', [1]), UNIFORM),
  ...cases('product_of_experts_forward', EXPERTS, axis('PRIOR', [false, true])),
  ...cases('product_of_experts_backward', EXPERTS, ACCUMULATE),
  ...cases('weigh_terms_forward', axis('M', [1, 13]), axis('DRAWS', [1, 3]), WEIGHT_COLUMN, RING),
  ...cases(
    'weigh_terms_backward',
    axis('M', [1, 13]),
    axis('DRAWS', [1, 3]),
    WEIGHT_COLUMN,
    WEIGHTS,
    ACCUMULATE,
    ROWS,
  ),
  ...cases('subset_density_forward', OF_SUBSETS, WEIGHT_COLUMN, RING, ROWS),
  ...cases('subset_density_backward_z', OF_SUBSETS, WEIGHTS, ACCUMULATE, ROWS),
  ...cases('subset_density_backward_stats', OF_SUBSETS, WEIGHTS, ACCUMULATE, ROWS),
  ...cases('subset_moments', MIXED, WEIGHT_COLUMN),
  ...cases('mixture_choice', LATENT, axis('N', [3, 1, 130]), axis('K', [1]), UNIFORM),
  ...cases('mixture_density_forward', MIXTURES, RING, SAMPLES, ROWS),
  ...cases('mixture_density_backward_z', MIXTURES, WEIGHTS, ACCUMULATE, ROWS),
  ...cases('mixture_density_backward_stats', MIXTURES, WEIGHTS, ACCUMULATE, ROWS),
  ...cases(
    'mixture_density_backward_weights',
    axis('M', [1, 13]),
    axis('K', [3, 1, 130]),
    WEIGHTS,
    ACCUMULATE,
    ROWS,
  ),
  ...cases('example_norms', [...PRODUCT, { M: 5, N: 301, K: 264 }], LOADS, ACCUMULATE, ROWS),
  ...cases(
    'example_squares',
    NOISY.map(({ N, K }) => ({ M: N, SIZE: roundUp(K, BLOCK) })),
    ACCUMULATE,
  ),
  ...cases(
    'clip_examples',
    NOISY.map(({ N, K }) => ({ M: N, N: K })),
    axis('CLIP', [0.1, 20]),
  ),
  ...cases('gradient_noise', NOISY, axis('PLACE', [0, 3]), axis('SCALE', [1, 0.375])),
  ...cases('gradient_squares', axis('P', [1088, 4, 68]), axis('PARTS', [3, 1])),
  ...cases('clip_scale', axis('PARTS', [130, 13, 1]), axis('CLIP_NORM', [0.5, 20])),
  ...cases('optimizer_update', axis('P', [4, 68, 1088]), OPTIMIZERS.slice(0, 1)),
  ...cases('optimizer_update', axis('P', [68]), OPTIMIZERS.slice(1)),
  ...cases('optimizer_update', axis('P', [68]), OPTIMIZERS.slice(0, 1), RANGES),
  ...cases(
    'gated_update',
    axis('P', [68]),
    OPTIMIZERS.map(({ GROUP: _, ...own }) => own),
  ),
  ...cases('spectral_columns', NORMALIZED),
  ...cases('spectral_rows', NORMALIZED),
  ...cases('spectral_vectors', NORMALIZED),
  ...cases('keep', axis('N', [1, 13, 130])),
  ...cases('spectral_weight', NORMALIZED),
  ...cases('spectral_dots', NORMALIZED),
  ...cases('spectral_backward', NORMALIZED, ACCUMULATE),
  ...cases('balance', axis('M', [13, 1, 130]), RING, ROWS, [
    { LOW: 0.3, HIGH: 0.9 },
    { LOW: -0.9, HIGH: -0.3 },
    { LOW: 0.3, HIGH: -0.3 },
  ]),
  ...cases('gated_scalars', axis('PLACE', [0, 1]), axis('EVERY', [1, 3]), DECAYS),
];

/** The cases of this run: each size, choice and flag of a kernel, with THOROUGH=1 any two of them together. */
export const kernelCases: readonly KernelCase[] = everyKernelCase.filter((each) =>
  picked.has(each),
);

/** `dense_forward M=13 N=21 K=37 load=matrix activation=relu` */
export function describeCase({ kernel, sizes, slots, flags, rowCount }: KernelCase): string {
  const values = Object.entries({ ...sizes, ...slots, ...flags });
  const rows = sizes.M !== undefined && rowCount !== sizes.M ? [`row_count=${rowCount}`] : [];
  return [kernel, ...values.map(([name, value]) => `${name}=${value}`), ...rows].join(' ');
}
