// product: one invocation computes an 8 x 8 block in registers, directly from memory.
//
// Launch: 8 x 8 invocations per workgroup. Caches serve repeated loads by different invocations.

const WORKGROUP_X: u32 = 8u;
const WORKGROUP_Y: u32 = 8u;
const TILE_ROWS4: u32 = 16u;
const TILE_COLUMNS4: u32 = 16u;

fn product(tile: vec2u, lane: u32) {
  let row4 = tile.y * TILE_ROWS4 + 2u * (lane / WORKGROUP_X);
  let column4 = tile.x * TILE_COLUMNS4 + 2u * (lane % WORKGROUP_X);
  if (row4 >= rows4() || column4 >= columns4()) {
    return;
  }
  let left_start0 = left_start(row4);
  let left_start1 = left_start(row4 + 1u);
  let right_start0 = right_start(column4);
  let right_start1 = right_start(column4 + 1u);
  var sums: array<mat4x4f, 4>;
  for (var i = 0u; i < INNER4; i++) {
    let right0 = right_block(right_start0, i);
    let right1 = right_block(right_start1, i);
    let left0 = left_block(left_start0, i);
    sums[0] += right0 * left0;
    sums[1] += right1 * left0;
    let left1 = left_block(left_start1, i);
    sums[2] += right0 * left1;
    sums[3] += right1 * left1;
  }
  for (var block = 0u; block < 2u; block++) {
    emit(row4 + block, column4, sums[2u * block], sums[2u * block + 1u]);
  }
}
