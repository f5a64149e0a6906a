// half_activation_backward: the gradient of half_activation_forward.
//
//   dx[row, pixel, c] = dy[row, pixel, c] activation' for c < HALF, else dy
//   dy [M, K], dx [M, K]; added to dx when ACCUMULATE
//
// Launch: one invocation per vec4; x along K / 4, y along M.
// Numerics: f32; the slot computes the derivative from the activation's output or from its
// preactivation.

// #import shared/channels
// #slot activation_gradient: tanh

const M: u32 = 128u;
const K: u32 = 1568u;
const HALF: u32 = 16u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> dy: array<vec4f>; // [M, K]
@group(1) @binding(1) var<storage, read_write> dx: array<vec4f>; // [M, K]

const K4 = (K + 7u) / 8u * 2u;

@compute @workgroup_size(64, 1)
fn half_activation_backward(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= K4 || id.y >= M) {
    return;
  }
  let index = id.y * K4 + id.x;
  let active = columns_of(id.x, HALF, K) % (2u * HALF) < vec4u(HALF);
  let value = dy[index] * select(vec4f(1.0), activation_gradient(index), active);
  if (ACCUMULATE) {
    dx[index] += value;
  } else {
    dx[index] = value;
  }
}
