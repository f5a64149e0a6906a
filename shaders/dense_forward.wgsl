// dense_forward: a fully connected layer with its activation.
//
//   y = activation(x · weightᵀ + bias)
//   x [M, K] (slot load), weight [N, K], bias [N], y [M, N]
//
// Launch: one invocation makes an 8 x 8 block of y; x along N / 8, y along M / 8.
// A block of four rows by four columns is a mat4x4f whose columns are the block's
// rows, that is, its transpose: yᵀ = weight · xᵀ is then one matrix product.
// Numerics: f32; sums over K in ascending order, four at a time; bias added last.

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

fn weight_block(row: u32, k4: u32) -> mat4x4f {
  let start = row * K4 + k4;
  return transpose(mat4x4f(
    weight[start], weight[start + K4], weight[start + 2u * K4], weight[start + 3u * K4],
  ));
}

fn store(row: u32, column4: u32, sums: mat4x4f) {
  let b = bias[column4];
  for (var i = 0u; i < 4u; i++) {
    y[(row + i) * N4 + column4] = keep_columns(activate(sums[i] + b), column4, N);
  }
}

@compute @workgroup_size(8, 8)
fn dense_forward(@builtin(global_invocation_id) id: vec3u) {
  let column4 = 2u * id.x;
  let row = 8u * id.y;
  if (column4 >= N4 || row >= M) {
    return;
  }
  let row0 = x_row(row);
  let row1 = x_row(row + 1u);
  let row2 = x_row(row + 2u);
  let row3 = x_row(row + 3u);
  let row4 = x_row(row + 4u);
  let row5 = x_row(row + 5u);
  let row6 = x_row(row + 6u);
  let row7 = x_row(row + 7u);
  var sums00 = mat4x4f();
  var sums01 = mat4x4f();
  var sums10 = mat4x4f();
  var sums11 = mat4x4f();
  for (var k4 = 0u; k4 < K4; k4++) {
    let weight0 = weight_block(4u * column4, k4);
    let weight1 = weight_block(4u * column4 + 4u, k4);
    let x0 = mat4x4f(x_load(row0, k4), x_load(row1, k4), x_load(row2, k4), x_load(row3, k4));
    let x1 = mat4x4f(x_load(row4, k4), x_load(row5, k4), x_load(row6, k4), x_load(row7, k4));
    sums00 += weight0 * x0;
    sums01 += weight1 * x0;
    sums10 += weight0 * x1;
    sums11 += weight1 * x1;
  }
  store(row, column4, sums00);
  store(row, column4 + 1u, sums01);
  store(row + 4u, column4, sums10);
  store(row + 4u, column4 + 1u, sums11);
}
