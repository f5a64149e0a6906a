// dense_backward_weight: the gradients of a fully connected layer's parameters.
//
//   dweight = dyᵀ · x,  dbias = column sums of dy
//   dy [M, N], x [M, K] (slot load), dweight [N, K], dbias [N]; added to what is there when ACCUMULATE_…
//
// Launch: tiles of dweight, as defined by the slot product. The invocations of the first
// columns also sum the bias. Blocks are stored as mat4x4f whose columns are rows: dweightᵀ = xᵀ
// · dy.
// Numerics: f32; sums over the M rows in ascending order. Rows past the batch are zero in dy,
// so they add exactly zero.

// #slot load: matrix
// #slot product: direct_8x8

const M: u32 = 128u;
const N: u32 = 400u;
const K: u32 = 784u;
const ACCUMULATE_WEIGHT: bool = false;
const ACCUMULATE_BIAS: bool = false;

@group(1) @binding(0) var<storage, read> dy: array<vec4f>; // [M, N]
@group(1) @binding(1) var<storage, read_write> dweight: array<vec4f>; // [N, K]
@group(1) @binding(2) var<storage, read_write> dbias: array<vec4f>; // [N]

const INNER4 = (M + 7u) / 8u * 2u;
const K4 = (K + 7u) / 8u * 2u;
const N4 = (N + 7u) / 8u * 2u;

fn rows4() -> u32 {
  return N4;
}

fn columns4() -> u32 {
  return K4;
}

fn left_start(row4: u32) -> vec4u {
  return row4 + vec4u(0u, 1u, 2u, 3u) * N4;
}

fn left_block(start: vec4u, i: u32) -> mat4x4f {
  let at = start + 4u * N4 * i;
  return transpose(mat4x4f(dy[at.x], dy[at.y], dy[at.z], dy[at.w]));
}

fn right_start(column4: u32) -> vec4u {
  return vec4u(column4);
}

fn right_block(start: vec4u, i: u32) -> mat4x4f {
  let row = 4u * i;
  return mat4x4f(
    x_load(x_row(row), start.x), x_load(x_row(row + 1u), start.x),
    x_load(x_row(row + 2u), start.x), x_load(x_row(row + 3u), start.x),
  );
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

fn emit(row4: u32, column4: u32, left: mat4x4f, right: mat4x4f) {
  var sums = array<mat4x4f, 2>(left, right);
  for (var i = 0u; i < 8u; i++) {
    let index = (4u * row4 + (i >> 1u)) * K4 + column4 + (i & 1u);
    if (ACCUMULATE_WEIGHT) {
      dweight[index] += sums[i & 1u][i >> 1u];
    } else {
      dweight[index] = sums[i & 1u][i >> 1u];
    }
  }
  if (column4 == 0u) {
    store_bias(row4);
  }
}

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn dense_backward_weight(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  product(workgroup.xy, lane);
}
