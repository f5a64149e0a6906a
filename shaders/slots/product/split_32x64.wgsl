// product: a workgroup computes a tile of 32 x 64 as in tiled_32x64, and splits its sum between four
// groups of 64 invocations.
//
// Launch: 256 invocations. Each group sums its own stretch of the inner dimension from tiles of its
// own, then two rounds join the groups. The next tile is loaded while one is multiplied. For results
// of few tiles with long sums: four times the invocations, for loads to hide behind.
//
// Workgroup memory is laid out as in tiled_32x64, for loads of two steps of the inner dimension.

const WORKGROUP_X: u32 = 256u;
const WORKGROUP_Y: u32 = 1u;
const TILE_ROWS4: u32 = 8u;
const TILE_COLUMNS4: u32 = 16u;
const TILE_INNER4 = 2u;
const GROUPS = 4u;
/// Steps of a group.
const STEPS = (INNER4 + GROUPS * TILE_INNER4 - 1u) / (GROUPS * TILE_INNER4);

const RIGHT_COLUMN = 18u;
const RIGHT_INNER = 76u;
/// From an even block to the odd one after it.
const ODD = 10u;
const LEFT = 152u;
const LEFT_COLUMN = 8u;
const LEFT_INNER = 36u;
/// Tiles of a group. Rounds of the join reuse the memory: 512 vec4 for each group that hands over.
const TILES = 224u;
var<workgroup> tiles: array<vec4f, 1024>;

fn product(tile: vec2u, lane: u32) {
  let group = lane / 64u;
  let own = lane % 64u;
  let first_row4 = tile.y * TILE_ROWS4;
  let first_column4 = tile.x * TILE_COLUMNS4;
  // The first 32 load blocks of the right matrix, the next 16 those of the left one.
  let loads_right = own < 32u;
  let loads_left = own >= 32u && own < 48u;
  let load_inner4 = own % TILE_INNER4;
  let load_block = own % 32u / TILE_INNER4;
  let load_left = left_start(min(first_row4 + load_block % TILE_ROWS4, rows4() - 1u));
  let load_right = right_start(min(first_column4 + load_block, columns4() - 1u));
  let base = group * TILES;
  let store_right = base + load_inner4 * RIGHT_INNER + (load_block & 1u) * ODD + (load_block >> 1u);
  let store_left = base + LEFT + load_inner4 * LEFT_INNER + load_block;
  let row4 = own / 8u;
  let column4 = 2u * (own % 8u);
  var sums0 = mat4x4f();
  var sums1 = mat4x4f();
  var next = mat4x4f();
  let first = group * STEPS * TILE_INNER4 + load_inner4;
  if (first < INNER4) {
    if (loads_right) {
      next = right_block(load_right, first);
    }
    if (loads_left) {
      next = left_block(load_left, first);
    }
  }
  for (var step4 = 0u; step4 < STEPS; step4++) {
    workgroupBarrier();
    for (var c = 0u; c < 4u; c++) {
      if (loads_right) {
        tiles[store_right + c * RIGHT_COLUMN] = next[c];
      }
      if (loads_left) {
        tiles[store_left + c * LEFT_COLUMN] = next[c];
      }
    }
    workgroupBarrier();
    let inner4 = first + (step4 + 1u) * TILE_INNER4;
    next = mat4x4f();
    if (step4 + 1u < STEPS && inner4 < INNER4) {
      if (loads_right) {
        next = right_block(load_right, inner4);
      }
      if (loads_left) {
        next = left_block(load_left, inner4);
      }
    }
    for (var i = 0u; i < TILE_INNER4; i++) {
      let l = base + LEFT + i * LEFT_INNER + row4;
      let block = mat4x4f(
        tiles[l], tiles[l + LEFT_COLUMN], tiles[l + 2u * LEFT_COLUMN], tiles[l + 3u * LEFT_COLUMN],
      );
      let even = base + i * RIGHT_INNER + own % 8u;
      let odd = even + ODD;
      sums0 += mat4x4f(
        tiles[even], tiles[even + RIGHT_COLUMN],
        tiles[even + 2u * RIGHT_COLUMN], tiles[even + 3u * RIGHT_COLUMN],
      ) * block;
      sums1 += mat4x4f(
        tiles[odd], tiles[odd + RIGHT_COLUMN],
        tiles[odd + 2u * RIGHT_COLUMN], tiles[odd + 3u * RIGHT_COLUMN],
      ) * block;
    }
  }
  for (var width = GROUPS / 2u; width > 0u; width = width / 2u) {
    workgroupBarrier();
    if (group >= width && group < 2u * width) {
      let at = (group - width) * 512u + own;
      for (var i = 0u; i < 4u; i++) {
        tiles[at + 64u * i] = sums0[i];
        tiles[at + 64u * (4u + i)] = sums1[i];
      }
    }
    workgroupBarrier();
    if (group < width) {
      let at = group * 512u + own;
      sums0 += mat4x4f(tiles[at], tiles[at + 64u], tiles[at + 128u], tiles[at + 192u]);
      sums1 += mat4x4f(tiles[at + 256u], tiles[at + 320u], tiles[at + 384u], tiles[at + 448u]);
    }
  }
  if (group == 0u && first_row4 + row4 < rows4() && first_column4 + column4 < columns4()) {
    emit(first_row4 + row4, first_column4 + column4, sums0, sums1);
  }
}
