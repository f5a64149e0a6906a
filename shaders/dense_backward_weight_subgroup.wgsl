// dense_backward_weight_subgroup: dense_backward_weight for adapters with subgroups of four.
//
//   dweight = dyᵀ · x,  dbias = column sums of dy
//   dy [M, N], x [M, K] (slot load), dweight [N, K], dbias [N]; added to what is there when ACCUMULATE_…
//
// Launch: one invocation makes a 16 x 8 block of dweight; x along K / 8, y along N / 16.
// Four rows of dy at a time: each of the four invocations of a subgroup loads 16 columns
// of one row and broadcasts them; those past the edge repeat the last block and store
// nothing. The invocations of the first column of blocks also sum the bias.
// Numerics: as dense_backward_weight, bit for bit.

enable subgroups;

// #slot load: matrix

const M: u32 = 128u;
const N: u32 = 400u;
const K: u32 = 784u;
const ACCUMULATE_WEIGHT: bool = false;
const ACCUMULATE_BIAS: bool = false;

@group(1) @binding(0) var<storage, read> dy: array<vec4f>; // [M, N]
@group(1) @binding(1) var<storage, read_write> dweight: array<vec4f>; // [N, K]
@group(1) @binding(2) var<storage, read_write> dbias: array<vec4f>; // [N]

const K4 = (K + 7u) / 8u * 2u;
const N4 = (N + 7u) / 8u * 2u;
const ROW_BLOCKS = (M + 7u) / 8u * 2u;

/// Four rows of dy of which each invocation gives one, turned over.
fn dy_block(own_row: vec4f) -> mat4x4f {
  return transpose(mat4x4f(
    subgroupBroadcast(own_row, 0u), subgroupBroadcast(own_row, 1u),
    subgroupBroadcast(own_row, 2u), subgroupBroadcast(own_row, 3u),
  ));
}

fn store_weight(row4: u32, column4: u32, sums: mat4x4f) {
  if (row4 >= N4) {
    return;
  }
  for (var i = 0u; i < 4u; i++) {
    let index = (4u * row4 + i) * K4 + column4;
    if (ACCUMULATE_WEIGHT) {
      dweight[index] += sums[i];
    } else {
      dweight[index] = sums[i];
    }
  }
}

fn store_bias(n4: u32) {
  if (n4 >= N4) {
    return;
  }
  var sums = vec4f();
  for (var row = 0u; row < M; row++) {
    sums += dy[row * N4 + n4];
  }
  if (ACCUMULATE_BIAS) {
    dbias[n4] += sums;
  } else {
    dbias[n4] = sums;
  }
}

@compute @workgroup_size(4, 1)
fn dense_backward_weight_subgroup(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(subgroup_invocation_id) lane: u32,
) {
  let column4 = min(2u * id.x, K4 - 2u);
  let row4 = 4u * id.y;
  let own0 = min(row4, N4 - 1u);
  let own1 = min(row4 + 1u, N4 - 1u);
  let own2 = min(row4 + 2u, N4 - 1u);
  let own3 = min(row4 + 3u, N4 - 1u);
  var sums00 = mat4x4f();
  var sums01 = mat4x4f();
  var sums10 = mat4x4f();
  var sums11 = mat4x4f();
  var sums20 = mat4x4f();
  var sums21 = mat4x4f();
  var sums30 = mat4x4f();
  var sums31 = mat4x4f();
  for (var block = 0u; block < ROW_BLOCKS; block++) {
    let row = 4u * block;
    let row0 = x_row(row);
    let row1 = x_row(row + 1u);
    let row2 = x_row(row + 2u);
    let row3 = x_row(row + 3u);
    let x0 = mat4x4f(
      x_load(row0, column4), x_load(row1, column4), x_load(row2, column4), x_load(row3, column4),
    );
    let x1 = mat4x4f(
      x_load(row0, column4 + 1u), x_load(row1, column4 + 1u),
      x_load(row2, column4 + 1u), x_load(row3, column4 + 1u),
    );
    let own = (row + lane) * N4;
    let dy0 = dy_block(dy[own + own0]);
    let dy1 = dy_block(dy[own + own1]);
    let dy2 = dy_block(dy[own + own2]);
    let dy3 = dy_block(dy[own + own3]);
    sums00 += x0 * dy0;
    sums01 += x1 * dy0;
    sums10 += x0 * dy1;
    sums11 += x1 * dy1;
    sums20 += x0 * dy2;
    sums21 += x1 * dy2;
    sums30 += x0 * dy3;
    sums31 += x1 * dy3;
  }
  if (2u * id.x < K4) {
    store_weight(row4, column4, sums00);
    store_weight(row4, column4 + 1u, sums01);
    store_weight(row4 + 1u, column4, sums10);
    store_weight(row4 + 1u, column4 + 1u, sums11);
    store_weight(row4 + 2u, column4, sums20);
    store_weight(row4 + 2u, column4 + 1u, sums21);
    store_weight(row4 + 3u, column4, sums30);
    store_weight(row4 + 3u, column4 + 1u, sums31);
  }
  if (id.x == 0u) {
    store_bias(row4);
    store_bias(row4 + 1u);
    store_bias(row4 + 2u);
    store_bias(row4 + 3u);
  }
}
