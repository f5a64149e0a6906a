// low_rank_kl_forward: KL(N(mu, D + U Uᵀ) || N(0, I)), in nats.
//
//   terms[ring_slot, row] = ½ (|mu|² + Σ exp(logvar) + Σ U² - L - log det(D + U Uᵀ))
//   gaussian [M, 2*L] = mu | logvar, with D = diag(exp(logvar)), factor [M, L*R] = U, row by row, terms [RING, 1, M],
//   zero past the row count; solved [M, R*R] = (I + Uᵀ D⁻¹ U)⁻¹, for the gradient
//
// Launch: one workgroup of 64 per row.
// Numerics: each invocation sums every 64th dimension, then a fixed tree.

// #import shared/step
// #import shared/kl
// #import shared/capacitance

const M: u32 = 128u;
const L: u32 = 20u;
const RING: u32 = 32u;

@group(1) @binding(0) var<storage, read> gaussian: array<f32>; // [M, 2*L]
@group(1) @binding(1) var<storage, read> factor: array<f32>; // [M, L*R]
@group(1) @binding(2) var<storage, read_write> terms: array<f32>; // [RING, 1, M]
@group(1) @binding(3) var<storage, read_write> solved: array<f32>; // [M, R*R]

const WIDTH = (2u * L + 7u) / 8u * 8u;
const FACTOR_WIDTH = (L * R + 7u) / 8u * 8u;
const SOLVED_WIDTH = (R * R + 7u) / 8u * 8u;
const TERMS_WIDTH = (M + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn low_rank_kl_forward(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let row = workgroup.x;
  var sum = 0.0;
  for (var l = lane; l < L; l += 64u) {
    let logvar = gaussian[row * WIDTH + L + l];
    let first = row * FACTOR_WIDTH + l * R;
    sum += kl_loss(gaussian[row * WIDTH + l], logvar);
    for (var i = 0u; i < R; i++) {
      sum += 0.5 * factor[first + i] * factor[first + i];
    }
    add_dimension(first, exp(-logvar));
  }
  let diagonal = sum64_for_all(sum, lane);
  let log_determinant = factorize(lane);
  if (lane == 0u) {
    terms[(step.ring_slot % RING) * TERMS_WIDTH + row] =
      select(0.0, diagonal - 0.5 * log_determinant, row < step.row_count);
  }
  if (lane < R) {
    solve_unit(lane);
    for (var i = 0u; i < R; i++) {
      solved[row * SOLVED_WIDTH + lane * R + i] = solution[i];
    }
  }
}
