// free_bits_backward: the gradient of a loss term with a floor under its mean over the batch.
//
//   dterm = gate · weight of the row (slot term_weight)
//   gate [1], dterm [M]; added to dterm when ACCUMULATE
//
// Launch: one invocation per row.
// Numerics: f32.

// #slot term_weight: scalar

const M: u32 = 128u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> gate: array<f32>; // [1]
@group(1) @binding(1) var<storage, read_write> dterm: array<f32>; // [M]

@compute @workgroup_size(64)
fn free_bits_backward(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= M) {
    return;
  }
  let value = gate[0] * term_weight(id.x);
  if (ACCUMULATE) {
    dterm[id.x] += value;
  } else {
    dterm[id.x] = value;
  }
}
