// product: the four invocations of a quad share the loads of the left matrix.
//
// Launch: one quad per workgroup; it computes a block of 16 x 32, each invocation 16 x 8 of it. An
// invocation loads four of the quad's 16 rows; three swaps provide the others' rows. For adapters
// where a load costs far more than arithmetic. No invocation may return early: those past the edge
// repeat the last block and emit nothing.

enable subgroups;

const WORKGROUP_X: u32 = 4u;
const WORKGROUP_Y: u32 = 1u;
const TILE_ROWS4: u32 = 4u;
const TILE_COLUMNS4: u32 = 8u;

fn product(tile: vec2u, lane: u32) {
  let row4 = tile.y * TILE_ROWS4;
  let column4 = tile.x * TILE_COLUMNS4 + 2u * lane;
  let own_start = left_start(min(row4 + lane, rows4() - 1u));
  let right_start0 = right_start(min(column4, columns4() - 2u));
  let right_start1 = right_start(min(column4, columns4() - 2u) + 1u);
  // Source of the rows of each swap. Neighbours in the workgroup are not guaranteed to be
  // neighbours in the quad.
  let owners = vec4u(lane, quadSwapX(lane), quadSwapY(lane), quadSwapDiagonal(lane));
  var sums: array<mat4x4f, 8>;
  for (var i = 0u; i < INNER4; i++) {
    let right0 = right_block(right_start0, i);
    let right1 = right_block(right_start1, i);
    let own = left_block(own_start, i);
    sums[0] += right0 * own;
    sums[1] += right1 * own;
    let across_x = mat4x4f(
      quadSwapX(own[0]), quadSwapX(own[1]), quadSwapX(own[2]), quadSwapX(own[3]),
    );
    sums[2] += right0 * across_x;
    sums[3] += right1 * across_x;
    let across_y = mat4x4f(
      quadSwapY(own[0]), quadSwapY(own[1]), quadSwapY(own[2]), quadSwapY(own[3]),
    );
    sums[4] += right0 * across_y;
    sums[5] += right1 * across_y;
    let across = mat4x4f(
      quadSwapDiagonal(own[0]), quadSwapDiagonal(own[1]),
      quadSwapDiagonal(own[2]), quadSwapDiagonal(own[3]),
    );
    sums[6] += right0 * across;
    sums[7] += right1 * across;
  }
  // CPU adapters keep in memory what is indexed by a variable: the copy, not the sums.
  var blocks = sums;
  for (var block = 0u; block < 4u; block++) {
    let block_row4 = row4 + owners[block];
    if (block_row4 < rows4() && column4 < columns4()) {
      emit(block_row4, column4, blocks[2u * block], blocks[2u * block + 1u]);
    }
  }
}
