// relative_moments_backward_prior: the gradient of relative moments with respect to the prior.
//
//   dprior mu = -exp(-½ prior logvar) Σ drelative mu,
//   dprior logvar = -Σ (drelative logvar + ½ relative mu · drelative mu), over the rows that it serves
//   relative and drelative [M, 2*L] = mu | logvar, prior and dprior [R, 2*L]; added to dprior when ACCUMULATE
//
// Launch: one invocation per latent dimension of a row of the prior; x along L, y along R.
// Numerics: rows in ascending order.

const M: u32 = 128u;
const L: u32 = 20u;
const R: u32 = 1u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> prior: array<f32>; // [R, 2*L]
@group(1) @binding(1) var<storage, read> relative: array<f32>; // [M, 2*L]
@group(1) @binding(2) var<storage, read> drelative: array<f32>; // [M, 2*L]
@group(1) @binding(3) var<storage, read_write> dprior: array<f32>; // [R, 2*L]

const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn relative_moments_backward_prior(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= L || id.y >= R) {
    return;
  }
  var dmu = 0.0;
  var dlogvar = 0.0;
  for (var row = id.y; row < M; row += R) {
    let mu = row * STATS_WIDTH + id.x;
    dmu -= drelative[mu];
    dlogvar -= drelative[mu + L] + 0.5 * relative[mu] * drelative[mu];
  }
  let mu = id.y * STATS_WIDTH + id.x;
  let logvar = mu + L;
  dmu *= exp(-0.5 * prior[logvar]);
  if (ACCUMULATE) {
    dprior[mu] += dmu;
    dprior[logvar] += dlogvar;
  } else {
    dprior[mu] = dmu;
    dprior[logvar] = dlogvar;
  }
}
