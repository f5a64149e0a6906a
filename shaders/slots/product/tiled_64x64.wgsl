// product: a workgroup computes a tile of 64 x 64 from tiles of both matrices in workgroup memory.
//
// Launch: 64 invocations, each an 8 x 8 block; 16 steps of the inner dimension at a time. Every
// value is loaded once per workgroup: an eighth of direct_8x8's loads.

const WORKGROUP_X: u32 = 64u;
const WORKGROUP_Y: u32 = 1u;
const TILE_ROWS4: u32 = 16u;
const TILE_COLUMNS4: u32 = 16u;
const TILE_INNER4 = 4u;

var<workgroup> left_tile: array<mat4x4f, 64>;
var<workgroup> right_tile: array<mat4x4f, 64>;

fn product(tile: vec2u, lane: u32) {
  let first_row4 = tile.y * TILE_ROWS4;
  let first_column4 = tile.x * TILE_COLUMNS4;
  // Neighbouring invocations load neighbouring steps of the inner dimension, or neighbouring columns.
  let load_inner4 = lane % TILE_INNER4;
  let load_block = lane / TILE_INNER4;
  let load_left = left_start(min(first_row4 + load_block, rows4() - 1u));
  let load_right = right_start(min(first_column4 + load_block, columns4() - 1u));
  let row4 = 2u * (lane / 8u);
  let column4 = 2u * (lane % 8u);
  var sums: array<mat4x4f, 4>;
  for (var step4 = 0u; step4 < (INNER4 + TILE_INNER4 - 1u) / TILE_INNER4; step4++) {
    let inner4 = step4 * TILE_INNER4 + load_inner4;
    var left = mat4x4f();
    var right = mat4x4f();
    if (inner4 < INNER4) {
      left = left_block(load_left, inner4);
      right = right_block(load_right, inner4);
    }
    workgroupBarrier();
    left_tile[load_inner4 * TILE_ROWS4 + load_block] = left;
    right_tile[load_inner4 * TILE_COLUMNS4 + load_block] = right;
    workgroupBarrier();
    for (var i = 0u; i < TILE_INNER4; i++) {
      let right0 = right_tile[i * TILE_COLUMNS4 + column4];
      let right1 = right_tile[i * TILE_COLUMNS4 + column4 + 1u];
      let left0 = left_tile[i * TILE_ROWS4 + row4];
      sums[0] += right0 * left0;
      sums[1] += right1 * left0;
      let left1 = left_tile[i * TILE_ROWS4 + row4 + 1u];
      sums[2] += right0 * left1;
      sums[3] += right1 * left1;
    }
  }
  for (var block = 0u; block < 2u; block++) {
    if (first_row4 + row4 + block < rows4() && first_column4 + column4 < columns4()) {
      emit(
        first_row4 + row4 + block, first_column4 + column4,
        sums[2u * block], sums[2u * block + 1u],
      );
    }
  }
}
