// kl_backward: the gradient of KL(q(z | x) || N(0, I)).
//
//   dmu = w · mu,  dlogvar = w · ½ (exp(logvar) - 1),  w = weight of the term · kl_weight
//   stats [M, 2*L] = mu | logvar, dstats [M, 2*L]; added to dstats when ACCUMULATE
//
// Launch: one invocation per latent dimension of a row; x along L, y along M.

// #import shared/loss_weight
// #import shared/kl
// #slot kl_weight: one

const M: u32 = 128u;
const L: u32 = 20u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> stats: array<f32>; // [M, 2*L]
@group(1) @binding(1) var<storage, read_write> dstats: array<f32>; // [M, 2*L]

const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn kl_backward(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= L || id.y >= M) {
    return;
  }
  let mu_index = id.y * STATS_WIDTH + id.x;
  let logvar_index = mu_index + L;
  let weight = loss_weight(id.y) * kl_weight(id.x);
  let gradient = weight * kl_gradient(stats[mu_index], stats[logvar_index]);
  if (ACCUMULATE) {
    dstats[mu_index] += gradient.x;
    dstats[logvar_index] += gradient.y;
  } else {
    dstats[mu_index] = gradient.x;
    dstats[logvar_index] = gradient.y;
  }
}
