// product: one invocation computes a tile of 64 x 64 from copies of both matrices that fit a CPU's cache.
//
// Launch: one invocation per workgroup. For WebAssembly only: GPUs have neither caches nor private
// memory of this size. 128 steps of the inner dimension at a time are copied in the order in which
// they are read. A block of 4 x 8 sums then stays in registers over all of these steps: a step loads 8
// values of the right matrix and 4 of the left for 32 multiply-adds. The loop has one step a turn,
// since the engine moves the loads of several steps together, which takes more registers than there are.

enable webassembly;

const WORKGROUP_X: u32 = 1u;
const WORKGROUP_Y: u32 = 1u;
const TILE_ROWS4: u32 = 16u;
const TILE_COLUMNS4: u32 = 16u;
/// An empty sum takes a turn too, which emits it.
const STEPS4 = max(INNER4, 1u);
const PACKED4 = min(32u, STEPS4);
const PACKED = 4u * PACKED4;

const LEFT_PACKED = TILE_ROWS4 * PACKED;
const RIGHT_PACKED = TILE_COLUMNS4 * PACKED;
const SUMS_BEFORE = select(8u, 1024u, STEPS4 > PACKED4);
/// [block of 4 rows, step]
var<private> left_packed: array<vec4f, LEFT_PACKED>;
/// [block of 8 columns, step, half]
var<private> right_packed: array<vec4f, RIGHT_PACKED>;
/// Sums of the steps before: [block of 4 rows, block of 8 columns, half, row]
var<private> sums_before: array<vec4f, SUMS_BEFORE>;

fn product(tile: vec2u, lane: u32) {
  let first_row4 = tile.y * TILE_ROWS4;
  let first_column4 = tile.x * TILE_COLUMNS4;
  let blocks = min(TILE_ROWS4, rows4() - first_row4);
  let columns = min(TILE_COLUMNS4, columns4() - first_column4);
  for (var start4 = 0u; start4 < STEPS4; start4 += PACKED4) {
    let steps4 = min(PACKED4, INNER4 - start4);
    for (var block = 0u; block < blocks; block++) {
      let start = left_start(first_row4 + block);
      for (var i = 0u; i < steps4; i++) {
        let rows = transpose(left_block(start, start4 + i));
        for (var k = 0u; k < 4u; k++) {
          left_packed[block * PACKED + 4u * i + k] = rows[k];
        }
      }
    }
    for (var column4 = 0u; column4 < columns; column4++) {
      let start = right_start(first_column4 + column4);
      for (var i = 0u; i < steps4; i++) {
        let values = right_block(start, start4 + i);
        for (var k = 0u; k < 4u; k++) {
          right_packed[(column4 >> 1u) * 2u * PACKED + 8u * i + 2u * k + (column4 & 1u)] = values[k];
        }
      }
    }
    for (var pair = 0u; pair < columns / 2u; pair++) {
      for (var block = 0u; block < blocks; block++) {
        let before = 8u * (8u * block + pair);
        var sums0 = mat4x4f();
        var sums1 = mat4x4f();
        if (start4 > 0u) {
          for (var row = 0u; row < 4u; row++) {
            sums0[row] = sums_before[before + row];
            sums1[row] = sums_before[before + 4u + row];
          }
        }
        var right = pair * 2u * PACKED;
        let end = block * PACKED + 4u * steps4;
        for (var left = block * PACKED; left < end; left++) {
          let right0 = right_packed[right];
          let right1 = right_packed[right + 1u];
          for (var row = 0u; row < 4u; row++) {
            let value = vec4f(left_packed[left][row]);
            sums0[row] += right0 * value;
            sums1[row] += right1 * value;
          }
          right += 2u;
        }
        if (start4 + PACKED4 >= STEPS4) {
          emit(first_row4 + block, first_column4 + 2u * pair, sums0, sums1);
          continue;
        }
        for (var row = 0u; row < 4u; row++) {
          sums_before[before + row] = sums0[row];
          sums_before[before + 4u + row] = sums1[row];
        }
      }
    }
  }
}
