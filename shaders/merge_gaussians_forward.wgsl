// merge_gaussians_forward: two diagonal Gaussians weighted by their precisions, which is their
// normalized product.
//
//   mu = w mu_q + (1 - w) mu_p,  logvar = logvar_q + log w = -log(exp(-logvar_q) + exp(-logvar_p)),
//   with w = sigmoid(logvar_p - logvar_q), the share of q in the precision
//   q [M, 2*L] = mu | logvar, p and merged [M*SAMPLES, 2*L]; row r merges row r / SAMPLES of q
//
// Source: Sønderby et al., "Ladder variational autoencoders", 2016, equations 17 to 19.
// Launch: one invocation per latent dimension; x along L, y along the rows of p.
// Numerics: the exponential is that of a number of at most 0, whatever the variances.

// #import shared/precision

const M: u32 = 128u;
const L: u32 = 20u;
const SAMPLES: u32 = 1u;

@group(1) @binding(0) var<storage, read> q: array<f32>; // [M, 2*L]
@group(1) @binding(1) var<storage, read> p: array<f32>; // [M*SAMPLES, 2*L]
@group(1) @binding(2) var<storage, read_write> merged: array<f32>; // [M*SAMPLES, 2*L]

const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn merge_gaussians_forward(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= L || id.y >= M * SAMPLES) {
    return;
  }
  let mu_q = id.y / SAMPLES * STATS_WIDTH + id.x;
  let logvar_q = mu_q + L;
  let mu = id.y * STATS_WIDTH + id.x;
  let logvar = mu + L;
  let shares = precision_shares(q[logvar_q], p[logvar]);
  merged[mu] = shares.x * q[mu_q] + shares.y * p[mu];
  merged[logvar] = merged_logvar(q[logvar_q], p[logvar]);
}
