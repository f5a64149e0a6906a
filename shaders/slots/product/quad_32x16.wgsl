// product: quad_16x8 with twice the rows and twice the columns, for large products of too few rows for quad_16x32: half of
// its loads per multiply-add, but three times the code to compile.
//
// Launch: one quad per workgroup; it computes a block of 32 x 64, each invocation 32 x 16 of it. An
// invocation loads eight of the quad's 32 rows; three swaps provide the others' rows. Each block of sums is a
// variable of its own: CPU adapters keep an array in memory. No invocation may return early: those past the edge
// repeat the last block and emit nothing.

enable subgroups;

const WORKGROUP_X: u32 = 4u;
const WORKGROUP_Y: u32 = 1u;
const TILE_ROWS4: u32 = 8u;
const TILE_COLUMNS4: u32 = 16u;

fn product(tile: vec2u, lane: u32) {
  let row4 = tile.y * TILE_ROWS4;
  let column4 = tile.x * TILE_COLUMNS4 + 4u * lane;
  let upper_start = left_start(min(row4 + lane, rows4() - 1u));
  let lower_start = left_start(min(row4 + 4u + lane, rows4() - 1u));
  let loaded4 = min(column4, columns4() - 2u);
  let right_start0 = right_start(loaded4);
  let right_start1 = right_start(loaded4 + 1u);
  let loaded4_after = min(column4 + 2u, columns4() - 2u);
  let right_start2 = right_start(loaded4_after);
  let right_start3 = right_start(loaded4_after + 1u);
  // Source of the rows of each swap. Neighbours in the workgroup are not guaranteed to be
  // neighbours in the quad.
  let owners = vec4u(lane, quadSwapX(lane), quadSwapY(lane), quadSwapDiagonal(lane));
  // Four of each owner, side by side, for its upper and its lower rows.
  var upper_own0 = mat4x4f();
  var upper_own1 = mat4x4f();
  var upper_own2 = mat4x4f();
  var upper_own3 = mat4x4f();
  var upper_x0 = mat4x4f();
  var upper_x1 = mat4x4f();
  var upper_x2 = mat4x4f();
  var upper_x3 = mat4x4f();
  var upper_y0 = mat4x4f();
  var upper_y1 = mat4x4f();
  var upper_y2 = mat4x4f();
  var upper_y3 = mat4x4f();
  var upper_xy0 = mat4x4f();
  var upper_xy1 = mat4x4f();
  var upper_xy2 = mat4x4f();
  var upper_xy3 = mat4x4f();
  var lower_own0 = mat4x4f();
  var lower_own1 = mat4x4f();
  var lower_own2 = mat4x4f();
  var lower_own3 = mat4x4f();
  var lower_x0 = mat4x4f();
  var lower_x1 = mat4x4f();
  var lower_x2 = mat4x4f();
  var lower_x3 = mat4x4f();
  var lower_y0 = mat4x4f();
  var lower_y1 = mat4x4f();
  var lower_y2 = mat4x4f();
  var lower_y3 = mat4x4f();
  var lower_xy0 = mat4x4f();
  var lower_xy1 = mat4x4f();
  var lower_xy2 = mat4x4f();
  var lower_xy3 = mat4x4f();
  for (var i = 0u; i < INNER4; i++) {
    let right0 = right_block(right_start0, i);
    let right1 = right_block(right_start1, i);
    let right2 = right_block(right_start2, i);
    let right3 = right_block(right_start3, i);
    let upper = left_block(upper_start, i);
    upper_own0 += right0 * upper;
    upper_own1 += right1 * upper;
    upper_own2 += right2 * upper;
    upper_own3 += right3 * upper;
    let upper_x = mat4x4f(
      quadSwapX(upper[0]), quadSwapX(upper[1]), quadSwapX(upper[2]), quadSwapX(upper[3]),
    );
    upper_x0 += right0 * upper_x;
    upper_x1 += right1 * upper_x;
    upper_x2 += right2 * upper_x;
    upper_x3 += right3 * upper_x;
    let upper_y = mat4x4f(
      quadSwapY(upper[0]), quadSwapY(upper[1]), quadSwapY(upper[2]), quadSwapY(upper[3]),
    );
    upper_y0 += right0 * upper_y;
    upper_y1 += right1 * upper_y;
    upper_y2 += right2 * upper_y;
    upper_y3 += right3 * upper_y;
    let upper_xy = mat4x4f(
      quadSwapDiagonal(upper[0]), quadSwapDiagonal(upper[1]), quadSwapDiagonal(upper[2]), quadSwapDiagonal(upper[3]),
    );
    upper_xy0 += right0 * upper_xy;
    upper_xy1 += right1 * upper_xy;
    upper_xy2 += right2 * upper_xy;
    upper_xy3 += right3 * upper_xy;
    let lower = left_block(lower_start, i);
    lower_own0 += right0 * lower;
    lower_own1 += right1 * lower;
    lower_own2 += right2 * lower;
    lower_own3 += right3 * lower;
    let lower_x = mat4x4f(
      quadSwapX(lower[0]), quadSwapX(lower[1]), quadSwapX(lower[2]), quadSwapX(lower[3]),
    );
    lower_x0 += right0 * lower_x;
    lower_x1 += right1 * lower_x;
    lower_x2 += right2 * lower_x;
    lower_x3 += right3 * lower_x;
    let lower_y = mat4x4f(
      quadSwapY(lower[0]), quadSwapY(lower[1]), quadSwapY(lower[2]), quadSwapY(lower[3]),
    );
    lower_y0 += right0 * lower_y;
    lower_y1 += right1 * lower_y;
    lower_y2 += right2 * lower_y;
    lower_y3 += right3 * lower_y;
    let lower_xy = mat4x4f(
      quadSwapDiagonal(lower[0]), quadSwapDiagonal(lower[1]), quadSwapDiagonal(lower[2]), quadSwapDiagonal(lower[3]),
    );
    lower_xy0 += right0 * lower_xy;
    lower_xy1 += right1 * lower_xy;
    lower_xy2 += right2 * lower_xy;
    lower_xy3 += right3 * lower_xy;
  }
  var sums = array<mat4x4f, 32>(
    upper_own0, upper_own1, upper_own2, upper_own3,
    upper_x0, upper_x1, upper_x2, upper_x3,
    upper_y0, upper_y1, upper_y2, upper_y3,
    upper_xy0, upper_xy1, upper_xy2, upper_xy3,
    lower_own0, lower_own1, lower_own2, lower_own3,
    lower_x0, lower_x1, lower_x2, lower_x3,
    lower_y0, lower_y1, lower_y2, lower_y3,
    lower_xy0, lower_xy1, lower_xy2, lower_xy3,
  );
  for (var block = 0u; block < 16u; block++) {
    let owner = block / 2u;
    let block_row4 = row4 + (owner & 4u) + owners[owner & 3u];
    let block_column4 = column4 + 2u * (block % 2u);
    if (block_row4 < rows4() && block_column4 < columns4()) {
      emit(block_row4, block_column4, sums[2u * block], sums[2u * block + 1u]);
    }
  }
}
