// low_rank_nll_forward: -log density of Gaussians with covariance D + U Uᵀ, in nats.
//
//   terms[ring_slot, row] = ½ (L log 2π + log det(D + U Uᵀ) + δᵀ (D + U Uᵀ)⁻¹ δ),  δ = x - mu
//   gaussian [A, 2*L] = mu | logvar, with D = diag(exp(logvar)); factor [A, L*R] = U, row by row; x [B, L];
//   terms [RING, 1, M], zero past the row count. M / A rows share one Gaussian, and M / B rows one x.
//   solved [M, R*R+R] = C⁻¹ | C⁻¹ Uᵀ D⁻¹ δ with C = I + Uᵀ D⁻¹ U, for the gradient
//
// Source: Woodbury, "Inverting modified matrices", 1950, and the matrix determinant lemma.
// Launch: one workgroup of 64 per row of terms.
// Numerics: each invocation sums every 64th dimension, then a fixed tree; C is factorized by Cholesky.

// #import shared/samples
// #import shared/capacitance

const M: u32 = 128u;
const L: u32 = 20u;
const A: u32 = 128u;
const B: u32 = 128u;
const RING: u32 = 32u;

@group(1) @binding(0) var<storage, read> gaussian: array<f32>; // [A, 2*L]
@group(1) @binding(1) var<storage, read> factor: array<f32>; // [A, L*R]
@group(1) @binding(2) var<storage, read> x: array<f32>; // [B, L]
@group(1) @binding(3) var<storage, read_write> terms: array<f32>; // [RING, 1, M]
@group(1) @binding(4) var<storage, read_write> solved: array<f32>; // [M, R*R+R]

const X_WIDTH = (L + 7u) / 8u * 8u;
const WIDTH = (2u * L + 7u) / 8u * 8u;
const FACTOR_WIDTH = (L * R + 7u) / 8u * 8u;
const SOLVED_WIDTH = (R * R + R + 7u) / 8u * 8u;
const TERMS_WIDTH = (M + 7u) / 8u * 8u;
const LOG_2_PI = 1.8378770664093453;

@compute @workgroup_size(64)
fn low_rank_nll_forward(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let row = workgroup.x;
  let of_gaussian = row / (M / A) * WIDTH;
  let of_factor = row / (M / A) * FACTOR_WIDTH;
  let of_x = row / (M / B) * X_WIDTH;
  var sum = 0.0;
  for (var l = lane; l < L; l += 64u) {
    let logvar = gaussian[of_gaussian + L + l];
    let precision = exp(-logvar);
    let apart = x[of_x + l] - gaussian[of_gaussian + l];
    sum += LOG_2_PI + logvar + apart * apart * precision;
    add_dimension(of_factor + l * R, precision);
    for (var i = 0u; i < R; i++) {
      solution[i] += factor[of_factor + l * R + i] * apart * precision;
    }
  }
  let diagonal = sum64_for_all(sum, lane);
  for (var i = 0u; i < R; i++) {
    solution[i] = sum64_for_all(solution[i], lane);
  }
  let log_determinant = factorize(lane);
  solve_lower();
  var explained = 0.0;
  for (var i = 0u; i < R; i++) {
    explained += solution[i] * solution[i];
  }
  solve_upper();
  if (lane == 0u) {
    terms[(step.ring_slot % RING) * TERMS_WIDTH + row] =
      select(0.0, 0.5 * (diagonal + log_determinant - explained), row_counts(row));
    for (var i = 0u; i < R; i++) {
      solved[row * SOLVED_WIDTH + R * R + i] = solution[i];
    }
  }
  if (lane < R) {
    solve_unit(lane);
    for (var i = 0u; i < R; i++) {
      solved[row * SOLVED_WIDTH + lane * R + i] = solution[i];
    }
  }
}
