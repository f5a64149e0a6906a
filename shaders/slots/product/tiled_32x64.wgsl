// product: a workgroup computes a tile of 32 x 64 from tiles of both matrices in workgroup memory.
//
// Launch: 64 invocations, each a 4 x 8 block; 16 steps of the inner dimension at a time.
// Twice the workgroups of tiled_64x64, for shapes that would leave a GPU idle.

const WORKGROUP_X: u32 = 64u;
const WORKGROUP_Y: u32 = 1u;
const TILE_ROWS4: u32 = 8u;
const TILE_COLUMNS4: u32 = 16u;
const TILE_INNER4 = 4u;

var<workgroup> left_tile: array<mat4x4f, 32>;
var<workgroup> right_tile: array<mat4x4f, 64>;

fn product(tile: vec2u, lane: u32) {
  let first_row4 = tile.y * TILE_ROWS4;
  let first_column4 = tile.x * TILE_COLUMNS4;
  // Neighbouring invocations load neighbouring steps of the inner dimension, or neighbouring columns.
  let load_inner4 = lane % TILE_INNER4;
  let load_block = lane / TILE_INNER4;
  let load_left = left_start(min(first_row4 + load_block, rows4() - 1u));
  let load_right = right_start(min(first_column4 + load_block, columns4() - 1u));
  let row4 = lane / 8u;
  let column4 = 2u * (lane % 8u);
  var sums0 = mat4x4f();
  var sums1 = mat4x4f();
  for (var step4 = 0u; step4 < (INNER4 + TILE_INNER4 - 1u) / TILE_INNER4; step4++) {
    let inner4 = step4 * TILE_INNER4 + load_inner4;
    var left = mat4x4f();
    var right = mat4x4f();
    if (inner4 < INNER4) {
      right = right_block(load_right, inner4);
      if (load_block < TILE_ROWS4) {
        left = left_block(load_left, inner4);
      }
    }
    workgroupBarrier();
    if (load_block < TILE_ROWS4) {
      left_tile[load_inner4 * TILE_ROWS4 + load_block] = left;
    }
    right_tile[load_inner4 * TILE_COLUMNS4 + load_block] = right;
    workgroupBarrier();
    for (var i = 0u; i < TILE_INNER4; i++) {
      let block = left_tile[i * TILE_ROWS4 + row4];
      sums0 += right_tile[i * TILE_COLUMNS4 + column4] * block;
      sums1 += right_tile[i * TILE_COLUMNS4 + column4 + 1u] * block;
    }
  }
  if (first_row4 + row4 < rows4() && first_column4 + column4 < columns4()) {
    emit(first_row4 + row4, first_column4 + column4, sums0, sums1);
  }
}
