// activation_forward: an elementwise activation as a separate kernel, for activations whose
// gradient needs the preactivation.
//
//   y = activation(preactivation) (slot activation)
//   preactivation [M, K], y [M, K]
//
// Launch: one invocation per vec4; x along K / 4, y along M.

// #import shared/columns
// #slot activation: gelu

const M: u32 = 128u;
const K: u32 = 400u;

@group(1) @binding(0) var<storage, read> preactivation: array<vec4f>; // [M, K]
@group(1) @binding(1) var<storage, read_write> y: array<vec4f>; // [M, K]

const K4 = (K + 7u) / 8u * 2u;

@compute @workgroup_size(64, 1)
fn activation_forward(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= K4 || id.y >= M) {
    return;
  }
  let index = id.y * K4 + id.x;
  y[index] = keep_columns(activate(preactivation[index]), id.x, K);
}
