// full_kl_backward: the gradient of KL(N(mu, C C^T) || N(0, I)).
//
//   dmu = w · mu,  dlogvar = w · ½ (exp(logvar) - 1),  dlower = w · lower,  w = weight of the row (slot term_weight)
//   stats and dstats [M, 2*L] = mu | logvar, lower and dlower [M, T], whose row i has i elements;
//   added to dstats and dlower when ACCUMULATE_STATS, ACCUMULATE_LOWER
//
// Launch: one invocation per latent dimension of a row; x along L, y along M.

// #import shared/kl
// #slot term_weight: scalar

const M: u32 = 128u;
const L: u32 = 20u;
const T: u32 = 190u;
const ACCUMULATE_STATS: bool = false;
const ACCUMULATE_LOWER: bool = false;

@group(1) @binding(0) var<storage, read> stats: array<f32>; // [M, 2*L]
@group(1) @binding(1) var<storage, read> lower: array<f32>; // [M, T]
@group(1) @binding(2) var<storage, read_write> dstats: array<f32>; // [M, 2*L]
@group(1) @binding(3) var<storage, read_write> dlower: array<f32>; // [M, T]

const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const T_WIDTH = (T + 7u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn full_kl_backward(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= L || id.y >= M) {
    return;
  }
  let weight = term_weight(id.y);
  let mu = id.y * STATS_WIDTH + id.x;
  let gradient = weight * kl_gradient(stats[mu], stats[mu + L]);
  if (ACCUMULATE_STATS) {
    dstats[mu] += gradient.x;
    dstats[mu + L] += gradient.y;
  } else {
    dstats[mu] = gradient.x;
    dstats[mu + L] = gradient.y;
  }
  let start = id.y * T_WIDTH + id.x * (max(id.x, 1u) - 1u) / 2u;
  for (var j = 0u; j < id.x; j++) {
    let value = weight * lower[start + j];
    if (ACCUMULATE_LOWER) {
      dlower[start + j] += value;
    } else {
      dlower[start + j] = value;
    }
  }
}
