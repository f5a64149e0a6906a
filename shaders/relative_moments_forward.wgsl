// relative_moments_forward: the moments of Gaussians in coordinates in which another one is N(0, I).
//
//   relative mu = (mu - prior mu) exp(-½ prior logvar),  relative logvar = logvar - prior logvar
//   stats and relative [M, 2*L] = mu | logvar, prior [R, 2*L], whose row r serves rows r, r + R, …
//
// KL(N(stats) || N(prior)) = KL(N(relative) || N(0, I)), dimension by dimension.
// Launch: one invocation per latent dimension of a row; x along L, y along M.

const M: u32 = 128u;
const L: u32 = 20u;
const R: u32 = 1u; // rows of the prior: 1, or as many as there are

@group(1) @binding(0) var<storage, read> stats: array<f32>; // [M, 2*L]
@group(1) @binding(1) var<storage, read> prior: array<f32>; // [R, 2*L]
@group(1) @binding(2) var<storage, read_write> relative: array<f32>; // [M, 2*L]

const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn relative_moments_forward(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= L || id.y >= M) {
    return;
  }
  let mu = id.y * STATS_WIDTH + id.x;
  let prior_mu = id.y % R * STATS_WIDTH + id.x;
  let logvar = prior[prior_mu + L];
  relative[mu] = (stats[mu] - prior[prior_mu]) * exp(-0.5 * logvar);
  relative[mu + L] = stats[mu + L] - logvar;
}
