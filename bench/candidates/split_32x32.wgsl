// product: a workgroup computes a tile of 32 x 32 in 16 blocks of 8 x 8, and splits their sums between 16 invocations each.
//
// Launch: 256 invocations. Four neighbours take neighbouring steps of the sum of one block, the next four another block:
// 32 neighbours load for 2 x 4 blocks. Parts of a quarter of the sums at a time are added through workgroup memory. Loads
// a third of what split_8x8 does, from a quarter of the workgroups.

const WORKGROUP_X: u32 = 256u;
const WORKGROUP_Y: u32 = 1u;
const TILE_ROWS4: u32 = 8u;
const TILE_COLUMNS4: u32 = 8u;
const SHARE = 16u;

var<workgroup> partial: array<vec4f, 1024>;

fn product(tile: vec2u, lane: u32) {
  let slice = lane % 4u + lane / 64u * 4u;
  let row4 = min(tile.y * TILE_ROWS4 + 2u * (lane / 16u % 4u), rows4() - 2u);
  let column4 = min(tile.x * TILE_COLUMNS4 + 2u * (lane / 4u % 4u), columns4() - 2u);
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
  // An invocation adds four of the 16 parts of one vec4 of each quarter.
  let block = lane / 4u % 16u;
  let added = 256u * (lane / 64u) + 4u * block + lane % 4u * 64u;
  var own: array<vec4f, 4>;
  for (var quarter = 0u; quarter < 4u; quarter++) {
    for (var i = 0u; i < 4u; i++) {
      partial[256u * i + lane] = sums[quarter][i];
    }
    workgroupBarrier();
    own[quarter] = partial[added] + partial[added + 1u] + partial[added + 2u] + partial[added + 3u];
    workgroupBarrier();
  }
  for (var quarter = 0u; quarter < 4u; quarter++) {
    partial[256u * quarter + lane] = own[quarter];
  }
  workgroupBarrier();
  if (lane < 32u) {
    let half = lane % 2u;
    let joined_row4 = tile.y * TILE_ROWS4 + 2u * (lane / 8u) + half;
    let joined_column4 = tile.x * TILE_COLUMNS4 + 2u * (lane / 2u % 4u);
    if (joined_row4 < rows4() && joined_column4 < columns4()) {
      var joined: array<mat4x4f, 2>;
      for (var side = 0u; side < 2u; side++) {
        for (var i = 0u; i < 4u; i++) {
          let at = 256u * (2u * half + side) + 64u * i + 4u * (lane / 2u);
          joined[side][i] = partial[at] + partial[at + 1u] + partial[at + 2u] + partial[at + 3u];
        }
      }
      emit(joined_row4, joined_column4, joined[0], joined[1]);
    }
  }
}
