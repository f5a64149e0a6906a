// dense_backward_input_subgroup: dense_backward_input for adapters with subgroups of four.
//
//   dx = (dy · weight) ⊙ activation'
//   dy [M, N], weight [N, K], dx [M, K]; added to dx when ACCUMULATE
//
// Launch: one invocation makes a 16 x 8 block of dx; x along K / 8, y along M / 16.
// Each of the four invocations of a subgroup loads four of their 16 rows of dy and
// broadcasts them; those past the edge repeat the last block and store nothing.
// Numerics: as dense_backward_input, bit for bit.

enable subgroups;

// #slot activation_gradient: identity

const M: u32 = 128u;
const N: u32 = 784u;
const K: u32 = 400u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> dy: array<vec4f>; // [M, N]
@group(1) @binding(1) var<storage, read> weight: array<vec4f>; // [N, K]
@group(1) @binding(2) var<storage, read_write> dx: array<vec4f>; // [M, K]

const K4 = (K + 7u) / 8u * 2u;
const N4 = (N + 7u) / 8u * 2u;
const ROWS = (M + 7u) / 8u * 8u;

fn weight_block(row: u32, k4: u32) -> mat4x4f {
  let start = row * K4 + k4;
  return mat4x4f(
    weight[start], weight[start + K4], weight[start + 2u * K4], weight[start + 3u * K4],
  );
}

fn store(row: u32, column4: u32, sums: mat4x4f) {
  if (row >= ROWS) {
    return;
  }
  for (var i = 0u; i < 4u; i++) {
    let index = (row + i) * K4 + column4;
    let value = sums[i] * activation_gradient(index);
    if (ACCUMULATE) {
      dx[index] += value;
    } else {
      dx[index] = value;
    }
  }
}

@compute @workgroup_size(4, 1)
fn dense_backward_input_subgroup(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(subgroup_invocation_id) lane: u32,
) {
  let column4 = min(2u * id.x, K4 - 2u);
  let row = 16u * id.y;
  let own_row = row + 4u * lane;
  let row0 = min(own_row, ROWS - 1u) * N4;
  let row1 = min(own_row + 1u, ROWS - 1u) * N4;
  let row2 = min(own_row + 2u, ROWS - 1u) * N4;
  let row3 = min(own_row + 3u, ROWS - 1u) * N4;
  var sums00 = mat4x4f();
  var sums01 = mat4x4f();
  var sums10 = mat4x4f();
  var sums11 = mat4x4f();
  var sums20 = mat4x4f();
  var sums21 = mat4x4f();
  var sums30 = mat4x4f();
  var sums31 = mat4x4f();
  for (var n4 = 0u; n4 < N4; n4++) {
    let weight0 = weight_block(4u * n4, column4);
    let weight1 = weight_block(4u * n4, column4 + 1u);
    let own0 = dy[row0 + n4];
    let own1 = dy[row1 + n4];
    let own2 = dy[row2 + n4];
    let own3 = dy[row3 + n4];
    let dy0 = mat4x4f(
      subgroupBroadcast(own0, 0u), subgroupBroadcast(own1, 0u),
      subgroupBroadcast(own2, 0u), subgroupBroadcast(own3, 0u),
    );
    let dy1 = mat4x4f(
      subgroupBroadcast(own0, 1u), subgroupBroadcast(own1, 1u),
      subgroupBroadcast(own2, 1u), subgroupBroadcast(own3, 1u),
    );
    let dy2 = mat4x4f(
      subgroupBroadcast(own0, 2u), subgroupBroadcast(own1, 2u),
      subgroupBroadcast(own2, 2u), subgroupBroadcast(own3, 2u),
    );
    let dy3 = mat4x4f(
      subgroupBroadcast(own0, 3u), subgroupBroadcast(own1, 3u),
      subgroupBroadcast(own2, 3u), subgroupBroadcast(own3, 3u),
    );
    sums00 += weight0 * dy0;
    sums01 += weight1 * dy0;
    sums10 += weight0 * dy1;
    sums11 += weight1 * dy1;
    sums20 += weight0 * dy2;
    sums21 += weight1 * dy2;
    sums30 += weight0 * dy3;
    sums31 += weight1 * dy3;
  }
  if (2u * id.x < K4) {
    store(row, column4, sums00);
    store(row, column4 + 1u, sums01);
    store(row + 4u, column4, sums10);
    store(row + 4u, column4 + 1u, sums11);
    store(row + 8u, column4, sums20);
    store(row + 8u, column4 + 1u, sums21);
    store(row + 12u, column4, sums30);
    store(row + 12u, column4 + 1u, sums31);
  }
}
