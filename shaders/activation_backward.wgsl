// activation_backward: the gradient of an elementwise activation.
//
//   dx = dy ⊙ activation'
//   dy [M, K], dx [M, K]; added to dx when ACCUMULATE
//
// Launch: one invocation per vec4; x along K / 4, y along M.
// Numerics: f32; the slot computes the derivative from the activation's output or from its
// preactivation.

// #slot activation_gradient: relu

const M: u32 = 128u;
const K: u32 = 400u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> dy: array<vec4f>; // [M, K]
@group(1) @binding(1) var<storage, read_write> dx: array<vec4f>; // [M, K]

const K4 = (K + 7u) / 8u * 2u;

@compute @workgroup_size(64, 1)
fn activation_backward(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= K4 || id.y >= M) {
    return;
  }
  let index = id.y * K4 + id.x;
  let value = dy[index] * activation_gradient(index);
  if (ACCUMULATE) {
    dx[index] += value;
  } else {
    dx[index] = value;
  }
}
