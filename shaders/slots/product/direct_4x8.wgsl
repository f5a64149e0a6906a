// product: one invocation computes a 4 x 8 block in registers, directly from memory.
//
// Launch: 8 x 8 invocations per workgroup. Twice the invocations of direct_8x8, for shapes that
// would leave a GPU idle, with a third more loads per multiply-add.

const WORKGROUP_X: u32 = 8u;
const WORKGROUP_Y: u32 = 8u;
const TILE_ROWS4: u32 = 8u;
const TILE_COLUMNS4: u32 = 16u;

fn product(tile: vec2u, lane: u32) {
  let row4 = tile.y * TILE_ROWS4 + lane / WORKGROUP_X;
  let column4 = tile.x * TILE_COLUMNS4 + 2u * (lane % WORKGROUP_X);
  if (row4 >= rows4() || column4 >= columns4()) {
    return;
  }
  let left_start0 = left_start(row4);
  let right_start0 = right_start(column4);
  let right_start1 = right_start(column4 + 1u);
  var sums0 = mat4x4f();
  var sums1 = mat4x4f();
  for (var i = 0u; i < INNER4; i++) {
    let left = left_block(left_start0, i);
    sums0 += right_block(right_start0, i) * left;
    sums1 += right_block(right_start1, i) * left;
  }
  emit(row4, column4, sums0, sums1);
}
