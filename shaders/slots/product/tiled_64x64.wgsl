// product: a workgroup computes a tile of 64 x 64 from tiles of both matrices in workgroup memory.
//
// Launch: 64 invocations, each an 8 x 8 block; 16 steps of the inner dimension at a time. Every
// value is loaded once per workgroup: an eighth of direct_8x8's loads. Workgroup memory is laid out
// as in tiled_32x64.

const WORKGROUP_X: u32 = 64u;
const WORKGROUP_Y: u32 = 1u;
const TILE_ROWS4: u32 = 16u;
const TILE_COLUMNS4: u32 = 16u;
const TILE_INNER4 = 4u;

const LEFT_COLUMN = 16u;
const LEFT_INNER = 66u;
const RIGHT_COLUMN = 17u;
const RIGHT_INNER = 74u;
/// From an even block to the odd one after it.
const ODD = 9u;
var<workgroup> left_tile: array<vec4f, 264>;
var<workgroup> right_tile: array<vec4f, 296>;

fn product(tile: vec2u, lane: u32) {
  let first_row4 = tile.y * TILE_ROWS4;
  let first_column4 = tile.x * TILE_COLUMNS4;
  // Neighbouring invocations load neighbouring steps of the inner dimension, or neighbouring columns.
  let load_inner4 = lane % TILE_INNER4;
  let load_block = lane / TILE_INNER4;
  let load_left = left_start(min(first_row4 + load_block, rows4() - 1u));
  let load_right = right_start(min(first_column4 + load_block, columns4() - 1u));
  let store_left = load_inner4 * LEFT_INNER + load_block;
  let store_right = load_inner4 * RIGHT_INNER + (load_block & 1u) * ODD + (load_block >> 1u);
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
    for (var c = 0u; c < 4u; c++) {
      left_tile[store_left + c * LEFT_COLUMN] = left[c];
      right_tile[store_right + c * RIGHT_COLUMN] = right[c];
    }
    workgroupBarrier();
    for (var i = 0u; i < TILE_INNER4; i++) {
      let even = i * RIGHT_INNER + lane % 8u;
      let odd = even + ODD;
      let right0 = mat4x4f(
        right_tile[even], right_tile[even + RIGHT_COLUMN],
        right_tile[even + 2u * RIGHT_COLUMN], right_tile[even + 3u * RIGHT_COLUMN],
      );
      let right1 = mat4x4f(
        right_tile[odd], right_tile[odd + RIGHT_COLUMN],
        right_tile[odd + 2u * RIGHT_COLUMN], right_tile[odd + 3u * RIGHT_COLUMN],
      );
      let l = i * LEFT_INNER + row4;
      let left0 = mat4x4f(
        left_tile[l], left_tile[l + LEFT_COLUMN],
        left_tile[l + 2u * LEFT_COLUMN], left_tile[l + 3u * LEFT_COLUMN],
      );
      sums[0] += right0 * left0;
      sums[1] += right1 * left0;
      let next = l + 1u;
      let left1 = mat4x4f(
        left_tile[next], left_tile[next + LEFT_COLUMN],
        left_tile[next + 2u * LEFT_COLUMN], left_tile[next + 3u * LEFT_COLUMN],
      );
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
