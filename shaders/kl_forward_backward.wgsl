// kl_forward_backward: KL(q(z | x) || N(0, I)) of each row and its gradient.
//
//   terms[ring_slot, row] = Σ_l ½ (mu² + exp(logvar) - 1 - logvar)
//   dmu = w · mu,  dlogvar = w · ½ (exp(logvar) - 1),  w = weight of the term · kl_weight
//   stats [M, 2*L] = mu | logvar, terms [RING, 1, M], dstats [M, 2*L];
//   all zero past the row count
//
// Launch: one invocation per row.
// Numerics: as kl_forward and kl_backward, bit for bit.

// #import shared/loss_weight
// #import shared/kl
// #slot kl_weight: one

const M: u32 = 128u;
const L: u32 = 20u;
const RING: u32 = 32u;

@group(1) @binding(0) var<storage, read> stats: array<f32>; // [M, 2*L]
@group(1) @binding(1) var<storage, read_write> terms: array<f32>; // [RING, 1, M]
@group(1) @binding(2) var<storage, read_write> dstats: array<f32>; // [M, 2*L]

const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const TERMS_WIDTH = (M + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn kl_forward_backward(@builtin(global_invocation_id) id: vec3u) {
  let row = id.x;
  if (row >= M) {
    return;
  }
  let weight = loss_weight(row);
  var sum = 0.0;
  for (var column = 0u; column < L; column++) {
    let mu_index = row * STATS_WIDTH + column;
    let logvar_index = mu_index + L;
    let mu = stats[mu_index];
    let logvar = stats[logvar_index];
    let gradient = weight * kl_weight(column) * kl_gradient(mu, logvar);
    sum += kl_loss(mu, logvar);
    dstats[mu_index] = gradient.x;
    dstats[logvar_index] = gradient.y;
  }
  terms[(step.ring_slot % RING) * TERMS_WIDTH + row] = select(0.0, sum, row < step.row_count);
}
