// half_activation_forward: an elementwise activation of the first half of each pixel's channels; the
// second half is copied. Before a gate: the gates stay as they are.
//
//   y[row, pixel, c] = activation(preactivation[row, pixel, c]) for c < HALF, else preactivation
//   (slot activation)
//   preactivation [M, K], y [M, K], with 2 HALF channels per pixel
//
// Launch: one invocation per vec4; x along K / 4, y along M.

// #import shared/channels
// #import shared/columns
// #slot activation: tanh

const M: u32 = 128u;
const K: u32 = 1568u;
const HALF: u32 = 16u;

@group(1) @binding(0) var<storage, read> preactivation: array<vec4f>; // [M, K]
@group(1) @binding(1) var<storage, read_write> y: array<vec4f>; // [M, K]

const K4 = (K + 7u) / 8u * 2u;

@compute @workgroup_size(64, 1)
fn half_activation_forward(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= K4 || id.y >= M) {
    return;
  }
  let index = id.y * K4 + id.x;
  let active = columns_of(id.x, HALF, K) % (2u * HALF) < vec4u(HALF);
  let value = preactivation[index];
  y[index] = keep_columns(select(value, activate(value), active), id.x, K);
}
