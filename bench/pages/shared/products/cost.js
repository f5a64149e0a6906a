/**
 * The minimum cost of a product: multiply-adds, and one transfer of each operand and result,
 * without padding.
 */
import { planCost } from '../../../../src/kernels/cost.ts';

const F32 = 4;
const U8 = 1;

/**
 * Sizes of dense layers with the kernels' constants as rows x inner → columns, and the bytes per element of x,
 * which may be pixels.
 */
const SHAPES = {
  dense_forward: ({ M, N, K }, x) => ({ rows: M, inner: K, columns: N, left: x }),
  dense_likelihood: ({ M, K, H }, x) => ({
    rows: M,
    inner: H,
    columns: K,
    left: F32,
    // The data that the outputs are compared with are also read.
    more: M * K * x,
  }),
  dense_backward_input: ({ M, N, K }) => ({ rows: M, inner: N, columns: K, left: F32 }),
  dense_backward_weight: ({ M, N, K }, x) => ({ rows: N, inner: M, columns: K, right: x }),
  // Weight, m and v are read and written.
  dense_backward_weight_update: ({ M, N: [N], K: [K] }, x) => ({
    rows: N,
    inner: M,
    columns: K,
    right: x,
    result: 6 * F32,
  }),
};

/**
 * Sizes of a convolution: a row is a position of its window, a column a channel. Those of a transposed
 * one are blocks of pixels and their values, less the blocks' parts beyond the image.
 */
function convolutionSizes(
  kernel,
  { M, POSITIONS_Y, POSITIONS_X, TAPS_Y, TAPS_X, CHANNELS, ...more },
) {
  const patch = TAPS_Y * TAPS_X * CHANNELS;
  const { N, OUT_HEIGHT, OUT_WIDTH, OUT_CHANNELS, BLOCK_Y, BLOCK_X } = more;
  if (N === undefined) {
    const block = BLOCK_Y * BLOCK_X;
    const rows = (M * OUT_HEIGHT * OUT_WIDTH) / block;
    return { rows, inner: patch, columns: block * OUT_CHANNELS };
  }
  const positions = M * POSITIONS_Y * POSITIONS_X;
  return kernel === 'conv_backward_weight'
    ? { rows: N, inner: positions, columns: patch }
    : { rows: positions, inner: patch, columns: N };
}

const flopsOf = ({ rows, inner, columns }) => 2 * rows * inner * columns;
const sizeOf = ({ rows, inner, columns }) => `${rows}×${inner}→${columns}`;

/** @param {import('../../../../src/graph/plan.ts').Dispatch} dispatch a product of one layer */
export function productCost(dispatch) {
  const { kernel, slots, constants } = dispatch;
  const gathered = (slots.load ?? slots.input)?.choice.endsWith('u8') ?? false;
  if (!(kernel in SHAPES)) {
    // Images are transferred, not their patches.
    const { bytes } = planCost({ step: [dispatch] });
    const sizes = convolutionSizes(kernel, constants);
    return { size: sizeOf(sizes), gathered, flops: flopsOf(sizes), bytes };
  }
  const { rows, inner, columns, left, right, result, more } = {
    left: F32,
    right: F32,
    result: F32,
    more: 0,
    ...SHAPES[kernel](constants, gathered ? U8 : F32),
  };
  return {
    size: sizeOf({ rows, inner, columns }),
    gathered,
    flops: flopsOf({ rows, inner, columns }),
    bytes: rows * inner * left + inner * columns * right + rows * columns * result + more,
  };
}
