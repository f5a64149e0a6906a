// relative_gaussian: a diagonal Gaussian q seen from another one, p, as columns of a wider matrix. It
// is the Gaussian of (z - mu_p) / exp(logvar_p / 2), with z from q; q = p gives N(0, I).
//
//   y[row, FIRST + l] = (mu_q - mu_p) exp(-logvar_p / 2)
//   y[row, WHOLE + FIRST + l] = logvar_q - logvar_p
//   q and p [M, 2*L] = mu | logvar, y [M, 2*WHOLE]; other columns stay as they are
//
// Launch: one invocation per latent dimension of a row; x along L, y along M.

// #import shared/relative

const M: u32 = 128u;
const L: u32 = 20u;
const WHOLE: u32 = 20u;
const FIRST: u32 = 0u;

@group(1) @binding(0) var<storage, read> q: array<f32>; // [M, 2*L]
@group(1) @binding(1) var<storage, read> p: array<f32>; // [M, 2*L]
@group(1) @binding(2) var<storage, read_write> y: array<f32>; // [M, 2*WHOLE]

const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const Y_WIDTH = (2u * WHOLE + 7u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn relative_gaussian(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= L || id.y >= M) {
    return;
  }
  let mu = id.y * STATS_WIDTH + id.x;
  let logvar = mu + L;
  let moments = relative(vec2f(q[mu], q[logvar]), vec2f(p[mu], p[logvar]));
  let index = id.y * Y_WIDTH + FIRST + id.x;
  y[index] = moments.x;
  y[index + WHOLE] = moments.y;
}
