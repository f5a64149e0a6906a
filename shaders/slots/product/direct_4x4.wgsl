// product: one invocation computes a 4 x 4 block in registers, directly from memory.
//
// Launch: 8 x 8 invocations per workgroup. For compilers that spill larger blocks: twice the
// invocations of direct_4x8, with a third more loads per multiply-add.
//
// Workgroup memory: emit takes two neighbouring blocks, so every second invocation hands over its
// own. The vec4 of one place lie side by side, so that no bank is asked twice.

const WORKGROUP_X: u32 = 8u;
const WORKGROUP_Y: u32 = 8u;
const TILE_ROWS4: u32 = 8u;
const TILE_COLUMNS4: u32 = 8u;
const PAIRS = 32u;

var<workgroup> handed: array<vec4f, 128>;

fn product(tile: vec2u, lane: u32) {
  let row4 = tile.y * TILE_ROWS4 + lane / WORKGROUP_X;
  let column4 = tile.x * TILE_COLUMNS4 + lane % WORKGROUP_X;
  let inside = row4 < rows4() && column4 < columns4();
  var sums = mat4x4f();
  if (inside) {
    let left = left_start(row4);
    let right = right_start(column4);
    for (var i = 0u; i < INNER4; i++) {
      sums += right_block(right, i) * left_block(left, i);
    }
  }
  let pair = lane / 2u;
  if (lane % 2u == 1u) {
    for (var i = 0u; i < 4u; i++) {
      handed[PAIRS * i + pair] = sums[i];
    }
  }
  workgroupBarrier();
  if (inside && lane % 2u == 0u) {
    let neighbour = mat4x4f(
      handed[pair], handed[PAIRS + pair], handed[2u * PAIRS + pair], handed[3u * PAIRS + pair],
    );
    emit(row4, column4, sums, neighbour);
  }
}
