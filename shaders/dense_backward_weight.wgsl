// dense_backward_weight: the gradients of a fully connected layer's parameters.
//
//   dweight = dyᵀ · x,  dbias = column sums of dy
//   dy [M, N], x [M, K] (slot load), dweight [N, K], dbias [N]; added to what is there when ACCUMULATE_…
//
// Launch: one invocation makes an 8 x 8 block of dweight; x along K / 8, y along N / 8.
// The invocations of the first column of blocks also sum the bias.
// Blocks are stored as mat4x4f whose columns are rows: dweightᵀ = xᵀ · dy.
// Numerics: f32; sums over the M rows in ascending order. Rows past the batch hold
// zeros in dy, so they add exactly nothing.

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

fn dy_block(row: u32, n4: u32) -> mat4x4f {
  let start = row * N4 + n4;
  return transpose(mat4x4f(dy[start], dy[start + N4], dy[start + 2u * N4], dy[start + 3u * N4]));
}

fn store_weight(row: u32, column4: u32, sums: mat4x4f) {
  for (var i = 0u; i < 4u; i++) {
    let index = (row + i) * K4 + column4;
    if (ACCUMULATE_WEIGHT) {
      dweight[index] += sums[i];
    } else {
      dweight[index] = sums[i];
    }
  }
}

fn store_bias(n4: u32) {
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

@compute @workgroup_size(8, 8)
fn dense_backward_weight(@builtin(global_invocation_id) id: vec3u) {
  let column4 = 2u * id.x;
  let row4 = 2u * id.y;
  if (column4 >= K4 || row4 >= N4) {
    return;
  }
  var sums00 = mat4x4f();
  var sums01 = mat4x4f();
  var sums10 = mat4x4f();
  var sums11 = mat4x4f();
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
    let dy0 = dy_block(row, row4);
    let dy1 = dy_block(row, row4 + 1u);
    sums00 += x0 * dy0;
    sums01 += x1 * dy0;
    sums10 += x0 * dy1;
    sums11 += x1 * dy1;
  }
  store_weight(4u * row4, column4, sums00);
  store_weight(4u * row4, column4 + 1u, sums01);
  store_weight(4u * row4 + 4u, column4, sums10);
  store_weight(4u * row4 + 4u, column4 + 1u, sums11);
  if (id.x == 0u) {
    store_bias(row4);
    store_bias(row4 + 1u);
  }
}
