// combine_terms_backward: the gradient of a weighted sum of loss terms with respect to one of them.
//
//   dterm = WEIGHT · weight of the row (slot term_weight)
//   dterm [M]; added to dterm when ACCUMULATE
//
// Launch: one invocation per row.
// Numerics: f32.

// #slot term_weight: scalar

const M: u32 = 128u;
const WEIGHT: f32 = 1.0;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read_write> dterm: array<f32>; // [M]

@compute @workgroup_size(64)
fn combine_terms_backward(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= M) {
    return;
  }
  let value = WEIGHT * term_weight(id.x);
  if (ACCUMULATE) {
    dterm[id.x] += value;
  } else {
    dterm[id.x] = value;
  }
}
