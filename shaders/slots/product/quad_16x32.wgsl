// product: quad_16x8 with four times the columns, for large products: half of its loads per multiply-add, but three times
// the code to compile.
//
// Launch: one quad per workgroup; it computes a block of 64 x 32, each invocation 16 x 32 of it. An
// invocation loads eight of the quad's 32 columns; three swaps provide the others' columns. Each block of sums is a
// variable of its own: CPU adapters keep an array in memory. No invocation may return early: those past the edge
// repeat the last block and emit nothing.

enable subgroups;

const WORKGROUP_X: u32 = 4u;
const WORKGROUP_Y: u32 = 1u;
const TILE_ROWS4: u32 = 16u;
const TILE_COLUMNS4: u32 = 8u;

fn product(tile: vec2u, lane: u32) {
  let row4 = tile.y * TILE_ROWS4 + 4u * lane;
  let column4 = tile.x * TILE_COLUMNS4;
  let left_start0 = left_start(min(row4, rows4() - 1u));
  let left_start1 = left_start(min(row4 + 1u, rows4() - 1u));
  let left_start2 = left_start(min(row4 + 2u, rows4() - 1u));
  let left_start3 = left_start(min(row4 + 3u, rows4() - 1u));
  let own_column4 = min(column4 + 2u * lane, columns4() - 2u);
  let right_start0 = right_start(own_column4);
  let right_start1 = right_start(own_column4 + 1u);
  // Source of the columns of each swap. Neighbours in the workgroup are not guaranteed to be
  // neighbours in the quad.
  let owners = vec4u(lane, quadSwapX(lane), quadSwapY(lane), quadSwapDiagonal(lane));
  // Two of each owner's blocks side by side, for each block of rows.
  var own0_0 = mat4x4f();
  var own1_0 = mat4x4f();
  var x0_0 = mat4x4f();
  var x1_0 = mat4x4f();
  var y0_0 = mat4x4f();
  var y1_0 = mat4x4f();
  var xy0_0 = mat4x4f();
  var xy1_0 = mat4x4f();
  var own0_1 = mat4x4f();
  var own1_1 = mat4x4f();
  var x0_1 = mat4x4f();
  var x1_1 = mat4x4f();
  var y0_1 = mat4x4f();
  var y1_1 = mat4x4f();
  var xy0_1 = mat4x4f();
  var xy1_1 = mat4x4f();
  var own0_2 = mat4x4f();
  var own1_2 = mat4x4f();
  var x0_2 = mat4x4f();
  var x1_2 = mat4x4f();
  var y0_2 = mat4x4f();
  var y1_2 = mat4x4f();
  var xy0_2 = mat4x4f();
  var xy1_2 = mat4x4f();
  var own0_3 = mat4x4f();
  var own1_3 = mat4x4f();
  var x0_3 = mat4x4f();
  var x1_3 = mat4x4f();
  var y0_3 = mat4x4f();
  var y1_3 = mat4x4f();
  var xy0_3 = mat4x4f();
  var xy1_3 = mat4x4f();
  for (var i = 0u; i < INNER4; i++) {
    let left0 = left_block(left_start0, i);
    let left1 = left_block(left_start1, i);
    let left2 = left_block(left_start2, i);
    let left3 = left_block(left_start3, i);
    let right0 = right_block(right_start0, i);
    let right1 = right_block(right_start1, i);
    own0_0 += right0 * left0;
    own0_1 += right0 * left1;
    own0_2 += right0 * left2;
    own0_3 += right0 * left3;
    own1_0 += right1 * left0;
    own1_1 += right1 * left1;
    own1_2 += right1 * left2;
    own1_3 += right1 * left3;
    let x0 = mat4x4f(
      quadSwapX(right0[0]), quadSwapX(right0[1]), quadSwapX(right0[2]), quadSwapX(right0[3]),
    );
    x0_0 += x0 * left0;
    x0_1 += x0 * left1;
    x0_2 += x0 * left2;
    x0_3 += x0 * left3;
    let x1 = mat4x4f(
      quadSwapX(right1[0]), quadSwapX(right1[1]), quadSwapX(right1[2]), quadSwapX(right1[3]),
    );
    x1_0 += x1 * left0;
    x1_1 += x1 * left1;
    x1_2 += x1 * left2;
    x1_3 += x1 * left3;
    let y0 = mat4x4f(
      quadSwapY(right0[0]), quadSwapY(right0[1]), quadSwapY(right0[2]), quadSwapY(right0[3]),
    );
    y0_0 += y0 * left0;
    y0_1 += y0 * left1;
    y0_2 += y0 * left2;
    y0_3 += y0 * left3;
    let y1 = mat4x4f(
      quadSwapY(right1[0]), quadSwapY(right1[1]), quadSwapY(right1[2]), quadSwapY(right1[3]),
    );
    y1_0 += y1 * left0;
    y1_1 += y1 * left1;
    y1_2 += y1 * left2;
    y1_3 += y1 * left3;
    let xy0 = mat4x4f(
      quadSwapDiagonal(right0[0]), quadSwapDiagonal(right0[1]), quadSwapDiagonal(right0[2]), quadSwapDiagonal(right0[3]),
    );
    xy0_0 += xy0 * left0;
    xy0_1 += xy0 * left1;
    xy0_2 += xy0 * left2;
    xy0_3 += xy0 * left3;
    let xy1 = mat4x4f(
      quadSwapDiagonal(right1[0]), quadSwapDiagonal(right1[1]), quadSwapDiagonal(right1[2]), quadSwapDiagonal(right1[3]),
    );
    xy1_0 += xy1 * left0;
    xy1_1 += xy1 * left1;
    xy1_2 += xy1 * left2;
    xy1_3 += xy1 * left3;
  }
  var sums = array<mat4x4f, 32>(
    own0_0, own1_0, x0_0, x1_0, y0_0, y1_0, xy0_0, xy1_0,
    own0_1, own1_1, x0_1, x1_1, y0_1, y1_1, xy0_1, xy1_1,
    own0_2, own1_2, x0_2, x1_2, y0_2, y1_2, xy0_2, xy1_2,
    own0_3, own1_3, x0_3, x1_3, y0_3, y1_3, xy0_3, xy1_3,
  );
  for (var block = 0u; block < 16u; block++) {
    let block_row4 = row4 + block / 4u;
    let block_column4 = column4 + 2u * owners[block % 4u];
    if (block_row4 < rows4() && block_column4 < columns4()) {
      emit(block_row4, block_column4, sums[2u * block], sums[2u * block + 1u]);
    }
  }
}
