// importance_bound_backward: the gradient of the importance-weighted bound with respect to the cost
// of each sample.
//
//   dcost[DRAWS row + s] = weight of the row (slot term_weight) · shares[DRAWS row + s],
//   or its square when SQUARED
//   shares [M*DRAWS], dcost [M*DRAWS]; added to dcost when ACCUMULATE
//
// Source of the square: Tucker et al., "Doubly reparameterized gradient estimators for Monte Carlo
// objectives", 2018, equation 8.
// Launch: one invocation per sample.

// #slot term_weight: scalar

const M: u32 = 128u;
const DRAWS: u32 = 8u;
const SQUARED: bool = false;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> shares: array<f32>; // [M*DRAWS]
@group(1) @binding(1) var<storage, read_write> dcost: array<f32>; // [M*DRAWS]

@compute @workgroup_size(64)
fn importance_bound_backward(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= M * DRAWS) {
    return;
  }
  let share = shares[id.x];
  let value = term_weight(id.x / DRAWS) * select(share, share * share, SQUARED);
  if (ACCUMULATE) {
    dcost[id.x] += value;
  } else {
    dcost[id.x] = value;
  }
}
