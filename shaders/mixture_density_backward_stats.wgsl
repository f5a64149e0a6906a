// mixture_density_backward_stats: the gradient of -log density of a mixture of Gaussians with respect to
// the moments of its components.
//
//   w = weight of the row (slot term_weight) · shares[row, k],  d = z[row, l] - mu[k, l]
//   dmu[k, l] = -exp(-logvar) Σ_row w d,  dlogvar[k, l] = ½ Σ_row w (1 - d² exp(-logvar))
//   z [M, L], stats [K, 2*L] = mu | logvar, shares [M, K], dstats [K, 2*L]; added to dstats when ACCUMULATE
//
// Launch: one invocation per latent dimension of a component; x along L, y along K.
// Numerics: rows in ascending order.

// #slot term_weight: scalar

const M: u32 = 128u;
const K: u32 = 10u;
const L: u32 = 20u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> z: array<f32>; // [M, L]
@group(1) @binding(1) var<storage, read> stats: array<f32>; // [K, 2*L]
@group(1) @binding(2) var<storage, read> shares: array<f32>; // [M, K]
@group(1) @binding(3) var<storage, read_write> dstats: array<f32>; // [K, 2*L]

const Z_WIDTH = (L + 7u) / 8u * 8u;
const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const K_WIDTH = (K + 7u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn mixture_density_backward_stats(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= L || id.y >= K) {
    return;
  }
  let mu = id.y * STATS_WIDTH + id.x;
  let logvar = mu + L;
  let center = stats[mu];
  let precision = exp(-stats[logvar]);
  var dmu = 0.0;
  var dlogvar = 0.0;
  for (var row = 0u; row < M; row++) {
    let weight = term_weight(row) * shares[row * K_WIDTH + id.y];
    let distance = z[row * Z_WIDTH + id.x] - center;
    dmu -= weight * precision * distance;
    dlogvar += 0.5 * weight * (1.0 - precision * distance * distance);
  }
  if (ACCUMULATE) {
    dstats[mu] += dmu;
    dstats[logvar] += dlogvar;
  } else {
    dstats[mu] = dmu;
    dstats[logvar] = dlogvar;
  }
}
