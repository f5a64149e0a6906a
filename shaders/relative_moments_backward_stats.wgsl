// relative_moments_backward_stats: the gradient of relative moments with respect to the moments.
//
//   dmu = drelative mu · exp(-½ prior logvar),  dlogvar = drelative logvar
//   drelative and dstats [M, 2*L] = mu | logvar, prior [R, 2*L]; added to dstats when ACCUMULATE
//
// Launch: one invocation per latent dimension of a row; x along L, y along M.

const M: u32 = 128u;
const L: u32 = 20u;
const R: u32 = 1u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> prior: array<f32>; // [R, 2*L]
@group(1) @binding(1) var<storage, read> drelative: array<f32>; // [M, 2*L]
@group(1) @binding(2) var<storage, read_write> dstats: array<f32>; // [M, 2*L]

const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn relative_moments_backward_stats(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= L || id.y >= M) {
    return;
  }
  let mu = id.y * STATS_WIDTH + id.x;
  let logvar = mu + L;
  let dmu = drelative[mu] * exp(-0.5 * prior[id.y % R * STATS_WIDTH + L + id.x]);
  if (ACCUMULATE) {
    dstats[mu] += dmu;
    dstats[logvar] += drelative[logvar];
  } else {
    dstats[mu] = dmu;
    dstats[logvar] = drelative[logvar];
  }
}
