import type { KernelName } from '../graph/kernelName.generated.ts';
import { addParts } from './catalogue.ts';
import type { CataloguePart } from './catalogue.types.ts';
import { addDescriptors, type Descriptor, rowsByVec4, type Sizes, vec4s } from './descriptors.ts';

/** Positions of a convolution's window, in all rows. */
const positions = ({ M = 0, POSITIONS_Y = 0, POSITIONS_X = 0 }: Sizes): number =>
  M * POSITIONS_Y * POSITIONS_X;
/** Values under a convolution's window. */
const patch = ({ TAPS_Y = 0, TAPS_X = 0, CHANNELS = 0 }: Sizes): number =>
  TAPS_Y * TAPS_X * CHANNELS;
/** Products of pixels apart, of which a transposed convolution may have several. */
const phases = ({ PHASES_Y = 1, PHASES_X = 1 }: Sizes): number => PHASES_Y * PHASES_X;
/** A convolution, one row a position: `columns` values of each. */
const patches = (columns: (sizes: Sizes) => number): Descriptor => ({
  grid: (sizes) => {
    const phase = { rows: positions(sizes), columns: columns(sizes) };
    return { matrices: Array.from({ length: phases(sizes) }, () => phase) };
  },
  wraps: true,
  inner: patch,
  columns,
  flops: (sizes) => 2 * phases(sizes) * positions(sizes) * patch(sizes) * columns(sizes),
});
/** Values of a block of a transposed convolution. */
const blockValues = ({ BLOCK_Y = 0, BLOCK_X = 0, OUT_CHANNELS = 0 }: Sizes): number =>
  BLOCK_Y * BLOCK_X * OUT_CHANNELS;
/** The constants of shaders/shared/normalization.wgsl. */
const channelsOf = ({ GROUPS = 0, WIDTH = 0 }: Sizes): number => GROUPS * WIDTH;
const columnsOf = ({ BLOCKS = 0, PIXELS = 0, ...sizes }: Sizes): number =>
  BLOCKS * PIXELS * channelsOf(sizes);
const ofImage = (flopsPerValue: number): Descriptor => ({
  grid: ({ M = 0, ...sizes }) => ({ invocations: [vec4s(columnsOf(sizes)), M] }),
  flops: ({ M = 0, ...sizes }) => flopsPerValue * M * columnsOf(sizes),
});
/** An invocation per small group of a row, a workgroup per larger one. */
const rowGroups = (flopsPerValue: number): Descriptor => ({
  grid({ M = 0, BLOCKS = 0, PIXELS = 0, GROUPS = 0, WIDTH = 0 }) {
    const groups = BLOCKS * GROUPS;
    return { workgroups: [PIXELS * WIDTH <= 64 ? Math.ceil(groups / 64) : groups, M] };
  },
  flops: ({ M = 0, ...sizes }) => flopsPerValue * M * columnsOf(sizes),
});
const channels = (flops: NonNullable<Descriptor['flops']>): Descriptor => ({
  grid: ({ C = 0 }) => ({ workgroups: [C] }),
  flops,
});
const columnsIn = ({ IN_HEIGHT = 0, IN_WIDTH = 0, CHANNELS = 0 }: Sizes): number =>
  IN_HEIGHT * IN_WIDTH * CHANNELS;
const columnsOut = ({ OUT_HEIGHT = 0, OUT_WIDTH = 0, CHANNELS = 0 }: Sizes): number =>
  OUT_HEIGHT * OUT_WIDTH * CHANNELS;
const columnsEnlarged = ({ SCALE_HEIGHT = 0, SCALE_WIDTH = 0, ...sizes }: Sizes): number =>
  SCALE_HEIGHT * SCALE_WIDTH * columnsIn(sizes);
/** An invocation per vec4 of a row of the output. */
const images = (
  columns: (sizes: Sizes) => number,
  flopsPerRow: (sizes: Sizes) => number,
): Descriptor => ({
  grid: ({ M = 0, ...sizes }) => ({ invocations: [vec4s(columns(sizes)), M] }),
  flops: ({ M = 0, ...sizes }) => M * flopsPerRow(sizes),
});
const pooled = (sizes: Sizes): number =>
  columnsOut(sizes) * (sizes.WINDOW_HEIGHT ?? 0) * (sizes.WINDOW_WIDTH ?? 0);
const gates = ({ PIXELS = 0, CHANNELS = 0 }: Sizes): number => PIXELS * CHANNELS;

/** The kernels of image layers, and of layers that come with them. */
const descriptors = {
  conv_forward: patches(({ N = 0 }) => N),
  conv_backward_input: patches(blockValues),
  conv_backward_weight: {
    grid: (sizes) => {
      const part = { rows: patch(sizes), columns: sizes.N ?? 0 };
      return { matrices: Array.from({ length: sizes.PARTS ?? 0 }, () => part) };
    },
    wraps: true,
    inner: ({ SPAN = 0 }) => SPAN,
    flops: (sizes) => 2 * positions(sizes) * patch(sizes) * (sizes.N ?? 0),
  },
  conv_transpose_forward: patches(blockValues),
  conv_transpose_backward_input: patches(({ N = 0 }) => N),
  conv_likelihood: patches(({ N = 0 }) => N),
  conv_transpose_likelihood: patches(blockValues),
  softmax_groups_backward: {
    grid: ({ M = 0, GROUPS = 0 }) => ({ workgroups: [GROUPS, M] }),
    flops: ({ M = 0, K = 0 }) => 4 * M * K,
  },
  bias_parts: {
    grid: ({ N = 0, PARTS = 0 }) => ({ workgroups: [Math.ceil(N / 256), PARTS] }),
    flops: ({ M = 0, PIXELS = 0, N = 0 }) => M * PIXELS * N,
  },
  sum_parts: {
    grid: ({ SIZE = 0 }) => ({ invocations: [SIZE / 4] }),
    flops: ({ SIZE = 0, PARTS = 0 }) => SIZE * PARTS,
  },
  parts_update: { grid: ({ SIZE = 0 }) => ({ invocations: [SIZE / 4] }) },
  dropout: rowsByVec4(2),
  gate_forward: images(gates, (sizes) => 4 * gates(sizes)),
  gate_backward: images(
    (sizes) => 2 * gates(sizes),
    (sizes) => 8 * gates(sizes),
  ),
  window_sums: images(columnsOut, pooled),
  window_spread: images(columnsIn, pooled),
  max_pool_forward: images(columnsOut, pooled),
  max_pool_backward: images(columnsIn, pooled),
  bilinear_forward: images(columnsEnlarged, (sizes) => 9 * columnsEnlarged(sizes)),
  bilinear_backward: images(columnsIn, (sizes) => 8 * columnsEnlarged(sizes)),
  normalization_statistics: rowGroups(4),
  normalization_means: rowGroups(6),
  normalization_forward: ofImage(4),
  normalization_backward: ofImage(9),
  channel_sums: {
    grid: ({ PARTS = 0, ...sizes }) => ({ invocations: [PARTS * channelsOf(sizes)] }),
    flops: ({ M = 0, ...sizes }) => 5 * M * columnsOf(sizes),
  },
  channel_gradients: channels(({ PARTS = 0, C = 0 }) => 2 * PARTS * C),
  channel_moments: {
    grid: ({ PARTS = 0, C = 0 }) => ({ invocations: [PARTS * C] }),
    flops: ({ M = 0, PIXELS = 0, C = 0 }) => 4 * M * PIXELS * C,
  },
  batch_statistics: channels(({ PARTS = 0, C = 0 }) => 7 * PARTS * C),
  batch_means: channels(({ PARTS = 0, C = 0 }) => 2 * PARTS * C),
  running_statistics: { grid: ({ C = 0 }) => ({ invocations: [C] }), flops: ({ C = 0 }) => 8 * C },
  stored_statistics: { grid: ({ C = 0 }) => ({ invocations: [C] }), flops: ({ C = 0 }) => 3 * C },
} satisfies Partial<Record<KernelName, Descriptor>>;

/** Adds parts of the catalogue that image layers need, and the descriptors of their kernels. */
export function addImageParts(parts: readonly CataloguePart[]): void {
  addImageDescriptors();
  addParts(parts);
}

/** Adds the descriptors of image layers. */
export function addImageDescriptors(): void {
  addDescriptors(descriptors);
}
