// dense_backward_input: the gradient of a fully connected layer's input, times the derivative of
// the activation before it (slot activation_gradient).
//
//   dx = (dy · weight) ⊙ activation'
//   dy [M, N], weight [N, K], dx [M, K]; added to dx when ACCUMULATE
//
// Launch: tiles of dx, as defined by the slot product. Blocks are stored as mat4x4f whose columns
// are rows: dxᵀ = weightᵀ · dyᵀ.
// Numerics: f32; sums over N in ascending order, four at a time.

// #slot activation_gradient: identity
// #slot product: direct_8x8

const M: u32 = 128u;
const N: u32 = 784u;
const K: u32 = 400u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> dy: array<vec4f>; // [M, N]
@group(1) @binding(1) var<storage, read> weight: array<vec4f>; // [N, K]
@group(1) @binding(2) var<storage, read_write> dx: array<vec4f>; // [M, K]

const INNER4 = (N + 7u) / 8u * 2u;
const K4 = (K + 7u) / 8u * 2u;

fn rows4() -> u32 {
  return (M + 7u) / 8u * 2u;
}

fn columns4() -> u32 {
  return K4;
}

fn left_start(row4: u32) -> vec4u {
  return (4u * row4 + vec4u(0u, 1u, 2u, 3u)) * INNER4;
}

fn left_block(start: vec4u, i: u32) -> mat4x4f {
  return mat4x4f(dy[start.x + i], dy[start.y + i], dy[start.z + i], dy[start.w + i]);
}

fn right_start(column4: u32) -> vec4u {
  return column4 + vec4u(0u, 1u, 2u, 3u) * K4;
}

fn right_block(start: vec4u, i: u32) -> mat4x4f {
  let at = start + 4u * K4 * i;
  return mat4x4f(weight[at.x], weight[at.y], weight[at.z], weight[at.w]);
}

fn emit(row4: u32, column4: u32, left: mat4x4f, right: mat4x4f) {
  var sums = array<mat4x4f, 2>(left, right);
  for (var i = 0u; i < 8u; i++) {
    let index = (4u * row4 + (i >> 1u)) * K4 + column4 + (i & 1u);
    let value = sums[i & 1u][i >> 1u] * activation_gradient(index);
    if (ACCUMULATE) {
      dx[index] += value;
    } else {
      dx[index] = value;
    }
  }
}

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn dense_backward_input(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  product(workgroup.xy, lane);
}
