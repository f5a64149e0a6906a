// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const variantsKernels = {
  modules: {},
  slots: {
    product: {
      quad_32x8: {
        code: `




enable subgroups;

const WORKGROUP_X: u32 = 4u;
const WORKGROUP_Y: u32 = 1u;
const TILE_ROWS4: u32 = 8u;
const TILE_COLUMNS4: u32 = 8u;

fn product(tile: vec2u, lane: u32) {
 let row4 = tile.y * TILE_ROWS4;
 let column4 = tile.x * TILE_COLUMNS4 + 2u * lane;
 let upper_start = left_start(min(row4 + lane, rows4() - 1u));
 let lower_start = left_start(min(row4 + 4u + lane, rows4() - 1u));
 let right_start0 = right_start(min(column4, columns4() - 2u));
 let right_start1 = right_start(min(column4, columns4() - 2u) + 1u);
 let owners = vec4u(lane, quadSwapX(lane), quadSwapY(lane), quadSwapDiagonal(lane));
 var sums: array<mat4x4f, 16>;
 for (var i = 0u; i < INNER4; i++) {
 let right0 = right_block(right_start0, i);
 let right1 = right_block(right_start1, i);
 let upper = left_block(upper_start, i);
 sums[0] += right0 * upper;
 sums[1] += right1 * upper;
 let upper_x = mat4x4f(
 quadSwapX(upper[0]), quadSwapX(upper[1]), quadSwapX(upper[2]), quadSwapX(upper[3]),
 );
 sums[2] += right0 * upper_x;
 sums[3] += right1 * upper_x;
 let upper_y = mat4x4f(
 quadSwapY(upper[0]), quadSwapY(upper[1]), quadSwapY(upper[2]), quadSwapY(upper[3]),
 );
 sums[4] += right0 * upper_y;
 sums[5] += right1 * upper_y;
 let upper_xy = mat4x4f(
 quadSwapDiagonal(upper[0]), quadSwapDiagonal(upper[1]),
 quadSwapDiagonal(upper[2]), quadSwapDiagonal(upper[3]),
 );
 sums[6] += right0 * upper_xy;
 sums[7] += right1 * upper_xy;
 let lower = left_block(lower_start, i);
 sums[8] += right0 * lower;
 sums[9] += right1 * lower;
 let lower_x = mat4x4f(
 quadSwapX(lower[0]), quadSwapX(lower[1]), quadSwapX(lower[2]), quadSwapX(lower[3]),
 );
 sums[10] += right0 * lower_x;
 sums[11] += right1 * lower_x;
 let lower_y = mat4x4f(
 quadSwapY(lower[0]), quadSwapY(lower[1]), quadSwapY(lower[2]), quadSwapY(lower[3]),
 );
 sums[12] += right0 * lower_y;
 sums[13] += right1 * lower_y;
 let lower_xy = mat4x4f(
 quadSwapDiagonal(lower[0]), quadSwapDiagonal(lower[1]),
 quadSwapDiagonal(lower[2]), quadSwapDiagonal(lower[3]),
 );
 sums[14] += right0 * lower_xy;
 sums[15] += right1 * lower_xy;
 }
 for (var block = 0u; block < 8u; block++) {
 let block_row4 = row4 + (block & 4u) + owners[block & 3u];
 if (block_row4 < rows4() && column4 < columns4()) {
 emit(block_row4, column4, sums[2u * block], sums[2u * block + 1u]);
 }
 }
}` as string,
        imports: [],
        bindings: [],
        enables: ['subgroups'],
        constants: {
          WORKGROUP_X: { type: 'u32', value: 4 },
          WORKGROUP_Y: { type: 'u32', value: 1 },
          TILE_ROWS4: { type: 'u32', value: 8 },
          TILE_COLUMNS4: { type: 'u32', value: 8 },
        },
      },
    },
  },
  kernels: {},
} as const satisfies CataloguePart;
