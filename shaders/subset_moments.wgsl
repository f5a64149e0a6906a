// subset_moments: mean and log variance of a mixture of an example's Gaussians, in each dimension.
//
//   mu = Σ_s w_s mu_s,  logvar = log Σ_s w_s (exp(logvar_s) + (mu_s - mu)²),
//   with w_s the share of weights[row * SUBSETS + s, COLUMN] in their sum; N(0, 1) where there is no weight
//   stats [M*SUBSETS, 2*L] = mu | logvar, weights [M*SUBSETS, C], moments [M, 2*L] = mu | logvar
//
// Launch: one invocation per latent dimension of a row; x along L, y along M.
// Numerics: weights are 0 or at least 1.

const M: u32 = 128u;
const L: u32 = 20u;
const SUBSETS: u32 = 2u;
const C: u32 = 3u;
const COLUMN: u32 = 0u;

@group(1) @binding(0) var<storage, read> stats: array<f32>; // [M*SUBSETS, 2*L]
@group(1) @binding(1) var<storage, read> weights: array<f32>; // [M*SUBSETS, C]
@group(1) @binding(2) var<storage, read_write> moments: array<f32>; // [M, 2*L]

const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const C_WIDTH = (C + 7u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn subset_moments(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= L || id.y >= M) {
    return;
  }
  var total = 0.0;
  var mean = 0.0;
  for (var s = 0u; s < SUBSETS; s++) {
    let subset = id.y * SUBSETS + s;
    let given = weights[subset * C_WIDTH + COLUMN];
    let weight = select(0.0, given, given > 0.5);
    total += weight;
    mean += weight * stats[subset * STATS_WIDTH + id.x];
  }
  let some = total > 0.0;
  let divisor = select(1.0, total, some);
  let mu = mean / divisor;
  var variance = 0.0;
  for (var s = 0u; s < SUBSETS; s++) {
    let subset = id.y * SUBSETS + s;
    let given = weights[subset * C_WIDTH + COLUMN];
    let weight = select(0.0, given, given > 0.5);
    let distance = stats[subset * STATS_WIDTH + id.x] - mu;
    let value = weight * (exp(stats[subset * STATS_WIDTH + L + id.x]) + distance * distance);
    variance += select(0.0, value, weight > 0.0);
  }
  let place = id.y * STATS_WIDTH + id.x;
  moments[place] = select(0.0, mu, some);
  moments[place + L] = log(select(1.0, variance / divisor, some));
}
