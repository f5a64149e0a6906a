// product: a workgroup computes a tile of 16 x 16 in four blocks of 8 x 8, and splits their sums between 32 invocations
// each.
//
// Launch: 128 invocations. Eight neighbours take neighbouring steps of the sum of one block, and the next eight another
// block, so that blocks share what they load. Two rounds of a tree leave eight parts of each sum, which 64 invocations add.
// Loads two thirds of what split_8x8 does.

const WORKGROUP_X: u32 = 128u;
const WORKGROUP_Y: u32 = 1u;
const TILE_ROWS4: u32 = 4u;
const TILE_COLUMNS4: u32 = 4u;
const SHARE = 32u;
/// From the parts of one of the last eight slices to those of the next; odd, so that no bank is asked twice.
const SLICE = 65u;
const JOINED = 8u * SLICE;

var<workgroup> partial: array<vec4f, 1024>;

fn product(tile: vec2u, lane: u32) {
  let block = lane / 8u % 4u;
  let slice = lane % 8u + lane / 32u * 8u;
  let row4 = min(tile.y * TILE_ROWS4 + 2u * (block / 2u), rows4() - 2u);
  let column4 = min(tile.x * TILE_COLUMNS4 + 2u * (block % 2u), columns4() - 2u);
  let left_start0 = left_start(row4);
  let left_start1 = left_start(row4 + 1u);
  let right_start0 = right_start(column4);
  let right_start1 = right_start(column4 + 1u);
  var sums: array<mat4x4f, 4>;
  for (var i = slice; i < INNER4; i += SHARE) {
    let right0 = right_block(right_start0, i);
    let right1 = right_block(right_start1, i);
    let left0 = left_block(left_start0, i);
    sums[0] += right0 * left0;
    sums[1] += right1 * left0;
    let left1 = left_block(left_start1, i);
    sums[2] += right0 * left1;
    sums[3] += right1 * left1;
  }
  for (var width = 64u; width > 16u; width = width / 2u) {
    if (lane >= width && lane < 2u * width) {
      for (var i = 0u; i < 16u; i++) {
        partial[i * width + lane - width] = sums[i / 4u][i % 4u];
      }
    }
    workgroupBarrier();
    if (lane < width) {
      for (var quarter = 0u; quarter < 4u; quarter++) {
        let at = 4u * quarter * width + lane;
        sums[quarter] += mat4x4f(
          partial[at], partial[at + width], partial[at + 2u * width], partial[at + 3u * width],
        );
      }
    }
    workgroupBarrier();
  }
  if (lane < 32u) {
    for (var i = 0u; i < 16u; i++) {
      partial[slice * SLICE + block * 16u + i] = sums[i / 4u][i % 4u];
    }
  }
  workgroupBarrier();
  if (lane < 64u) {
    var sum = vec4f();
    for (var i = 0u; i < 8u; i++) {
      sum += partial[i * SLICE + lane];
    }
    partial[JOINED + lane] = sum;
  }
  workgroupBarrier();
  if (lane < 8u) {
    let joined_row4 = tile.y * TILE_ROWS4 + 2u * (lane / 4u) + lane % 2u;
    let joined_column4 = tile.x * TILE_COLUMNS4 + 2u * (lane / 2u % 2u);
    let at = JOINED + lane * 8u;
    if (joined_row4 < rows4() && joined_column4 < columns4()) {
      emit(
        joined_row4, joined_column4,
        mat4x4f(partial[at], partial[at + 1u], partial[at + 2u], partial[at + 3u]),
        mat4x4f(partial[at + 4u], partial[at + 5u], partial[at + 6u], partial[at + 7u]),
      );
    }
  }
}
