// full_nll_forward: -log density of Gaussians with triangular factors C of their covariances, in nats.
//
//   terms[ring_slot, row] = ½ Σ_l (log 2π + logvar + w²),  w = C⁻¹ (x - mu)
//   gaussian [M, 2*L] = mu | logvar, the log of the squared diagonal of C; lower [M, T] = C below it, row by row; x [B, L], one
//   for M / B rows; solved [M, 2*L] = w | C⁻ᵀ w, for the gradient; terms [RING, 1, M], zero past the row count
//
// Launch: one invocation per row.
// Numerics: substitution, forward and back, each sum in the order in which its terms are known.

// #import shared/samples

const M: u32 = 128u;
const L: u32 = 20u;
const T: u32 = 190u;
const B: u32 = 128u;
const RING: u32 = 32u;

@group(1) @binding(0) var<storage, read> gaussian: array<f32>; // [M, 2*L]
@group(1) @binding(1) var<storage, read> lower: array<f32>; // [M, T]
@group(1) @binding(2) var<storage, read> x: array<f32>; // [B, L]
@group(1) @binding(3) var<storage, read_write> terms: array<f32>; // [RING, 1, M]
@group(1) @binding(4) var<storage, read_write> solved: array<f32>; // [M, 2*L]

const X_WIDTH = (L + 7u) / 8u * 8u;
const WIDTH = (2u * L + 7u) / 8u * 8u;
const T_WIDTH = (T + 7u) / 8u * 8u;
const TERMS_WIDTH = (M + 7u) / 8u * 8u;
const LOG_2_PI = 1.8378770664093453;

@compute @workgroup_size(64)
fn full_nll_forward(@builtin(global_invocation_id) id: vec3u) {
  let row = id.x;
  if (row >= M) {
    return;
  }
  let first = row * WIDTH;
  let of_x = row / (M / B) * X_WIDTH;
  var below = row * T_WIDTH;
  var sum = 0.0;
  for (var i = 0u; i < L; i++) {
    let logvar = gaussian[first + L + i];
    var apart = x[of_x + i] - gaussian[first + i];
    for (var j = 0u; j < i; j++) {
      apart -= lower[below + j] * solved[first + j];
    }
    below += i;
    let own = apart * exp(-0.5 * logvar);
    solved[first + i] = own;
    sum += LOG_2_PI + logvar + own * own;
  }
  for (var n = 0u; n < L; n++) {
    let i = L - 1u - n;
    var own = solved[first + i];
    for (var k = i + 1u; k < L; k++) {
      own -= lower[row * T_WIDTH + k * (k - 1u) / 2u + i] * solved[first + L + k];
    }
    solved[first + L + i] = own * exp(-0.5 * gaussian[first + L + i]);
  }
  terms[(step.ring_slot % RING) * TERMS_WIDTH + row] = select(0.0, 0.5 * sum, row_counts(row));
}
