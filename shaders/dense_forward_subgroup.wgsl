// dense_forward_subgroup: dense_forward for adapters with subgroups of four.
//
//   y = activation(x · weightᵀ + bias)
//   x [M, K] (slot load), weight [N, K], bias [N], y [M, N]
//
// Launch: one invocation makes a 16 x 8 block of y; x along N / 8, y along M / 16.
// The four invocations of a subgroup lie side by side and need the same 16 rows of x:
// each loads four of them and broadcasts. No invocation may leave early, so those past
// the edge repeat the last block and store nothing.
// Numerics: as dense_forward, bit for bit.

enable subgroups;

// #import shared/columns
// #slot load: matrix
// #slot activation: identity

const M: u32 = 128u;
const N: u32 = 400u;
const K: u32 = 784u;

@group(1) @binding(0) var<storage, read> weight: array<vec4f>; // [N, K]
@group(1) @binding(1) var<storage, read> bias: array<vec4f>; // [N]
@group(1) @binding(2) var<storage, read_write> y: array<vec4f>; // [M, N]

const K4 = (K + 7u) / 8u * 2u;
const N4 = (N + 7u) / 8u * 2u;
const ROWS = (M + 7u) / 8u * 8u;

fn weight_block(row: u32, k4: u32) -> mat4x4f {
  let start = row * K4 + k4;
  return transpose(mat4x4f(
    weight[start], weight[start + K4], weight[start + 2u * K4], weight[start + 3u * K4],
  ));
}

fn store(row: u32, column4: u32, sums: mat4x4f) {
  if (row >= ROWS) {
    return;
  }
  let b = bias[column4];
  for (var i = 0u; i < 4u; i++) {
    y[(row + i) * N4 + column4] = keep_columns(activate(sums[i] + b), column4, N);
  }
}

@compute @workgroup_size(4, 1)
fn dense_forward_subgroup(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(subgroup_invocation_id) lane: u32,
) {
  let column4 = min(2u * id.x, N4 - 2u);
  let row = 16u * id.y;
  let own_row = row + 4u * lane;
  let row0 = x_row(min(own_row, ROWS - 1u));
  let row1 = x_row(min(own_row + 1u, ROWS - 1u));
  let row2 = x_row(min(own_row + 2u, ROWS - 1u));
  let row3 = x_row(min(own_row + 3u, ROWS - 1u));
  var sums00 = mat4x4f();
  var sums01 = mat4x4f();
  var sums10 = mat4x4f();
  var sums11 = mat4x4f();
  var sums20 = mat4x4f();
  var sums21 = mat4x4f();
  var sums30 = mat4x4f();
  var sums31 = mat4x4f();
  for (var k4 = 0u; k4 < K4; k4++) {
    let weight0 = weight_block(4u * column4, k4);
    let weight1 = weight_block(4u * column4 + 4u, k4);
    let own0 = x_load(row0, k4);
    let own1 = x_load(row1, k4);
    let own2 = x_load(row2, k4);
    let own3 = x_load(row3, k4);
    let x0 = mat4x4f(
      subgroupBroadcast(own0, 0u), subgroupBroadcast(own1, 0u),
      subgroupBroadcast(own2, 0u), subgroupBroadcast(own3, 0u),
    );
    let x1 = mat4x4f(
      subgroupBroadcast(own0, 1u), subgroupBroadcast(own1, 1u),
      subgroupBroadcast(own2, 1u), subgroupBroadcast(own3, 1u),
    );
    let x2 = mat4x4f(
      subgroupBroadcast(own0, 2u), subgroupBroadcast(own1, 2u),
      subgroupBroadcast(own2, 2u), subgroupBroadcast(own3, 2u),
    );
    let x3 = mat4x4f(
      subgroupBroadcast(own0, 3u), subgroupBroadcast(own1, 3u),
      subgroupBroadcast(own2, 3u), subgroupBroadcast(own3, 3u),
    );
    sums00 += weight0 * x0;
    sums01 += weight1 * x0;
    sums10 += weight0 * x1;
    sums11 += weight1 * x1;
    sums20 += weight0 * x2;
    sums21 += weight1 * x2;
    sums30 += weight0 * x3;
    sums31 += weight1 * x3;
  }
  if (2u * id.x < N4) {
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
