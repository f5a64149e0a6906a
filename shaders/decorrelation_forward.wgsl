// decorrelation_forward: the distance of a covariance from that of independent dimensions, as a loss.
//
//   terms[row] = OFF_DIAGONAL Σ_{i≠j} covariance[i, j]² + DIAGONAL Σ_i (covariance[i, i] - 1)²
//   covariance [L, L], terms [RING, 1, M]; the same for every row, zero past the row count
//
// Source: Kumar et al., "Variational inference of disentangled latent concepts from unlabeled
// observations", 2018, equations 6 and 7.
// Launch: one invocation per row.
// Numerics: a sum in order.

// #import shared/step
// #import shared/decorrelation

const M: u32 = 128u;
const L: u32 = 20u;
const RING: u32 = 32u;

@group(1) @binding(0) var<storage, read> covariance: array<f32>; // [L, L]
@group(1) @binding(1) var<storage, read_write> terms: array<f32>; // [RING, 1, M]

const WIDTH = (L + 7u) / 8u * 8u;
const TERMS_WIDTH = (M + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn decorrelation_forward(@builtin(global_invocation_id) id: vec3u) {
  let row = id.x;
  if (row >= M) {
    return;
  }
  var sum = 0.0;
  for (var i = 0u; i < L; i++) {
    for (var j = 0u; j < L; j++) {
      let excess = excess_of(covariance[i * WIDTH + j], i == j);
      sum += penalty_of(i == j) * excess * excess;
    }
  }
  terms[step.ring_slot % RING * TERMS_WIDTH + row] = select(0.0, sum, row < step.row_count);
}
