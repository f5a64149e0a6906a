// dense_forward: a fully connected layer.
//
//   y = activation(x · weightᵀ + bias)
//   x [M, K] (slot load), weight [N, K], bias [N], y [M, N]
//
// Launch: tiles of y, as defined by the slot product. A block of four rows by four columns is a
// mat4x4f whose columns are the block's rows, that is, its transpose: yᵀ = weight · xᵀ is then one
// matrix product.
// Numerics: f32; sums over K in ascending order, four at a time; bias added last.

// #import shared/columns
// #slot load: matrix
// #slot activation: identity
// #slot product: direct_8x8

const M: u32 = 128u;
const N: u32 = 400u;
const K: u32 = 784u;

@group(1) @binding(0) var<storage, read> weight: array<vec4f>; // [N, K]
@group(1) @binding(1) var<storage, read> bias: array<vec4f>; // [N]
@group(1) @binding(2) var<storage, read_write> y: array<vec4f>; // [M, N]

const INNER4 = (K + 7u) / 8u * 2u;
const N4 = (N + 7u) / 8u * 2u;

fn rows4() -> u32 {
  return (M + 7u) / 8u * 2u;
}

fn columns4() -> u32 {
  return N4;
}

fn left_start(row4: u32) -> vec4u {
  let row = 4u * row4;
  return vec4u(x_row(row), x_row(row + 1u), x_row(row + 2u), x_row(row + 3u));
}

fn left_block(start: vec4u, i: u32) -> mat4x4f {
  return mat4x4f(
    x_load(start.x, i), x_load(start.y, i), x_load(start.z, i), x_load(start.w, i),
  );
}

fn right_start(column4: u32) -> vec4u {
  return (4u * column4 + vec4u(0u, 1u, 2u, 3u)) * INNER4;
}

fn right_block(start: vec4u, i: u32) -> mat4x4f {
  return transpose(mat4x4f(
    weight[start.x + i], weight[start.y + i], weight[start.z + i], weight[start.w + i],
  ));
}

fn emit(row4: u32, column4: u32, left: mat4x4f, right: mat4x4f) {
  var sums = array<mat4x4f, 2>(left, right);
  for (var half = 0u; half < 2u; half++) {
    let n4 = column4 + half;
    let b = bias[n4];
    for (var i = 0u; i < 4u; i++) {
      y[(4u * row4 + i) * N4 + n4] = keep_columns(activate(sums[half][i] + b), n4, N);
    }
  }
}

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn dense_forward(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  product(workgroup.xy, lane);
}
