// full_kl_forward: KL(N(mu, C C^T) || N(0, I)) of Gaussians with triangular factors C, in nats.
//
//   terms[ring_slot, row] = Σ_l ½ (mu² + exp(logvar) - 1 - logvar) + ½ Σ lower²
//   stats [M, 2*L] = mu | log of the squared diagonal of C, lower [M, T] = C below it, terms [RING, 1, M];
//   zero past the row count
//
// Launch: one invocation per row.

// #import shared/step
// #import shared/kl

const M: u32 = 128u;
const L: u32 = 20u;
const T: u32 = 190u;
const RING: u32 = 32u;

@group(1) @binding(0) var<storage, read> stats: array<f32>; // [M, 2*L]
@group(1) @binding(1) var<storage, read> lower: array<vec4f>; // [M, T]
@group(1) @binding(2) var<storage, read_write> terms: array<f32>; // [RING, 1, M]

const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const T4 = (T + 7u) / 8u * 2u;
const TERMS_WIDTH = (M + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn full_kl_forward(@builtin(global_invocation_id) id: vec3u) {
  let row = id.x;
  if (row >= M) {
    return;
  }
  var sum = 0.0;
  for (var column = 0u; column < L; column++) {
    let index = row * STATS_WIDTH + column;
    sum += kl_loss(stats[index], stats[index + L]);
  }
  for (var column4 = 0u; column4 < T4; column4++) {
    let values = lower[row * T4 + column4];
    sum += 0.5 * dot(values, values);
  }
  terms[(step.ring_slot % RING) * TERMS_WIDTH + row] = select(0.0, sum, row < step.row_count);
}
