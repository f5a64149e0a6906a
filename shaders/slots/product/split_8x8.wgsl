// product: 32 invocations compute one 8 x 8 block and split its sum between them.
//
// Launch: 64 invocations for two blocks side by side. Each sums every 32nd step of the inner
// dimension in registers, then a fixed tree joins them. For small results with long sums, which
// would leave a GPU idle.
//
// Workgroup memory: the sums of neighbours lie side by side, so that no bank is asked twice. Rounds
// of the tree take turns between two regions, so that one barrier a round is enough.

const WORKGROUP_X: u32 = 64u;
const WORKGROUP_Y: u32 = 1u;
const TILE_ROWS4: u32 = 2u;
const TILE_COLUMNS4: u32 = 4u;
const SHARE = 32u;

/// For each block: 16 vec4 of 16 invocations, then 16 vec4 of 8.
const REGION = 256u;
var<workgroup> partial: array<vec4f, 768>;

fn product(tile: vec2u, lane: u32) {
  let own = lane % SHARE;
  let row4 = tile.y * TILE_ROWS4;
  let column4 = tile.x * TILE_COLUMNS4 + 2u * (lane / SHARE);
  let loaded4 = min(column4, columns4() - 2u);
  let left_start0 = left_start(row4);
  let left_start1 = left_start(row4 + 1u);
  let right_start0 = right_start(loaded4);
  let right_start1 = right_start(loaded4 + 1u);
  var sums: array<mat4x4f, 4>;
  for (var turn = 0u; turn < (INNER4 + SHARE - 1u) / SHARE; turn++) {
    let i = turn * SHARE + own;
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
  let base = lane / SHARE * (REGION + REGION / 2u);
  for (var width = SHARE / 2u; width > 1u; width = width / 2u) {
    let region = base + select(0u, REGION, width == 8u || width == 2u);
    if (own >= width && own < 2u * width) {
      for (var i = 0u; i < 16u; i++) {
        partial[region + i * width + own - width] = sums[i / 4u][i % 4u];
      }
    }
    workgroupBarrier();
    if (own < width) {
      for (var block = 0u; block < 4u; block++) {
        let at = region + 4u * block * width + own;
        sums[block] += mat4x4f(
          partial[at], partial[at + width], partial[at + 2u * width], partial[at + 3u * width],
        );
      }
    }
  }
  // In the last round each of the two that are left joins and emits one row of blocks.
  if (own < 2u) {
    for (var i = 0u; i < 16u; i++) {
      partial[base + 2u * i + own] = sums[i / 4u][i % 4u];
    }
  }
  workgroupBarrier();
  if (own < 2u && column4 < columns4()) {
    var joined: array<mat4x4f, 2>;
    for (var block = 0u; block < 2u; block++) {
      let at = base + 16u * own + 8u * block;
      joined[block] = mat4x4f(
        partial[at] + partial[at + 1u], partial[at + 2u] + partial[at + 3u],
        partial[at + 4u] + partial[at + 5u], partial[at + 6u] + partial[at + 7u],
      );
    }
    emit(row4 + own, column4, joined[0], joined[1]);
  }
}
