// product: one invocation computes an 8 x 8 block in registers, directly from memory; for matrices of few columns.
//
// Launch: 64 invocations per workgroup, one below the other, so that all have rows to compute where others would
// lie beside the matrix. They share the loads of the right matrix in caches.

const WORKGROUP_X: u32 = 1u;
const WORKGROUP_Y: u32 = 64u;
const TILE_ROWS4: u32 = 128u;
const TILE_COLUMNS4: u32 = 2u;

fn product(tile: vec2u, lane: u32) {
  let row4 = tile.y * TILE_ROWS4 + 2u * lane;
  let column4 = 2u * tile.x;
  if (row4 >= rows4()) {
    return;
  }
  let left_start0 = left_start(row4);
  let left_start1 = left_start(row4 + 1u);
  let right_start0 = right_start(column4);
  let right_start1 = right_start(column4 + 1u);
  var sums0 = mat4x4f();
  var sums1 = mat4x4f();
  var sums2 = mat4x4f();
  var sums3 = mat4x4f();
  for (var i = 0u; i < INNER4; i++) {
    let right0 = right_block(right_start0, i);
    let right1 = right_block(right_start1, i);
    let left0 = left_block(left_start0, i);
    sums0 += right0 * left0;
    sums1 += right1 * left0;
    let left1 = left_block(left_start1, i);
    sums2 += right0 * left1;
    sums3 += right1 * left1;
  }
  emit(row4, column4, sums0, sums1);
  emit(row4 + 1u, column4, sums2, sums3);
}
