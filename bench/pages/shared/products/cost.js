/**
 * The minimum cost of a product: multiply-adds, and one transfer of each operand and result,
 * without padding.
 */

const F32 = 4;
const U8 = 1;

/**
 * Sizes with the kernels' constants as rows x inner → columns, and the bytes per element of x,
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

/** @param {import('../../../../src/graph/plan.ts').Dispatch} dispatch a product of one layer */
export function productCost({ kernel, slots, constants }) {
  const gathered = (slots.load ?? slots.input)?.choice.endsWith('u8') ?? false;
  const { rows, inner, columns, left, right, result, more } = {
    left: F32,
    right: F32,
    result: F32,
    more: 0,
    ...SHAPES[kernel](constants, gathered ? U8 : F32),
  };
  return {
    size: `${rows}×${inner}→${columns}`,
    gathered,
    flops: 2 * rows * inner * columns,
    bytes: rows * inner * left + inner * columns * right + rows * columns * result + more,
  };
}
