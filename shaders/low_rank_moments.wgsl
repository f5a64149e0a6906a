// low_rank_moments: mean and log variance of each dimension of Gaussians with covariance D + U Uᵀ.
//
//   moments = mu | log(exp(logvar) + Σ_r U[l, r]²)
//   gaussian and moments [M, 2*L] = mu | logvar, factor [M, L*R] = U, row by row
//
// Launch: one invocation per latent dimension of a row; x along L, y along M.

const M: u32 = 128u;
const L: u32 = 20u;
const R: u32 = 2u;

@group(1) @binding(0) var<storage, read> gaussian: array<f32>; // [M, 2*L]
@group(1) @binding(1) var<storage, read> factor: array<f32>; // [M, L*R]
@group(1) @binding(2) var<storage, read_write> moments: array<f32>; // [M, 2*L]

const WIDTH = (2u * L + 7u) / 8u * 8u;
const FACTOR_WIDTH = (L * R + 7u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn low_rank_moments(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= L || id.y >= M) {
    return;
  }
  let mu = id.y * WIDTH + id.x;
  let first = id.y * FACTOR_WIDTH + id.x * R;
  var variance = exp(gaussian[mu + L]);
  for (var i = 0u; i < R; i++) {
    variance += factor[first + i] * factor[first + i];
  }
  moments[mu] = gaussian[mu];
  moments[mu + L] = log(variance);
}
