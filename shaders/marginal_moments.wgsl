// marginal_moments: mean and log variance of each dimension of Gaussians with triangular factors.
//
//   z = mu + (diag(exp(½ logvar)) + lower) noise,  moments = mu | log(exp(logvar) + Σ_j lower[i, j]²)
//   stats and moments [M, 2*L] = mu | logvar, lower [M, T], whose element i (i - 1) / 2 + j is that of i, j
//
// Launch: one invocation per latent dimension of a row; x along L, y along M.

const M: u32 = 128u;
const L: u32 = 20u;
const T: u32 = 190u;

@group(1) @binding(0) var<storage, read> stats: array<f32>; // [M, 2*L]
@group(1) @binding(1) var<storage, read> lower: array<f32>; // [M, T]
@group(1) @binding(2) var<storage, read_write> moments: array<f32>; // [M, 2*L]

const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const T_WIDTH = (T + 7u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn marginal_moments(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= L || id.y >= M) {
    return;
  }
  let mu = id.y * STATS_WIDTH + id.x;
  var variance = exp(stats[mu + L]);
  for (var j = 0u; j < id.x; j++) {
    let value = lower[id.y * T_WIDTH + id.x * (id.x - 1u) / 2u + j];
    variance += value * value;
  }
  moments[mu] = stats[mu];
  moments[mu + L] = log(variance);
}
