// product: a workgroup computes one 8 x 8 block and splits its sum between the invocations.
//
// Launch: 32 invocations; each sums every 32nd step of the inner dimension, then a fixed
// tree joins them. For small results with long sums, which would leave a GPU idle.

const WORKGROUP_X: u32 = 32u;
const WORKGROUP_Y: u32 = 1u;
const TILE_ROWS4: u32 = 2u;
const TILE_COLUMNS4: u32 = 2u;

var<workgroup> partial: array<array<mat4x4f, 4>, 32>;

fn product(tile: vec2u, lane: u32) {
  let row4 = tile.y * TILE_ROWS4;
  let column4 = tile.x * TILE_COLUMNS4;
  let left_start0 = left_start(row4);
  let left_start1 = left_start(row4 + 1u);
  let right_start0 = right_start(column4);
  let right_start1 = right_start(column4 + 1u);
  var sums: array<mat4x4f, 4>;
  for (var turn = 0u; turn < (INNER4 + WORKGROUP_X - 1u) / WORKGROUP_X; turn++) {
    let i = turn * WORKGROUP_X + lane;
    if (i >= INNER4) {
      break;
    }
    let right0 = right_block(right_start0, i);
    let right1 = right_block(right_start1, i);
    let left0 = left_block(left_start0, i);
    sums[0] += right0 * left0;
    sums[1] += right1 * left0;
    let left1 = left_block(left_start1, i);
    sums[2] += right0 * left1;
    sums[3] += right1 * left1;
  }
  partial[lane] = sums;
  for (var width = WORKGROUP_X / 2u; width > 0u; width = width / 2u) {
    workgroupBarrier();
    if (lane < width) {
      for (var block = 0u; block < 4u; block++) {
        partial[lane][block] += partial[lane + width][block];
      }
    }
  }
  workgroupBarrier();
  if (lane < 2u) {
    emit(row4 + lane, column4, partial[0][2u * lane], partial[0][2u * lane + 1u]);
  }
}
