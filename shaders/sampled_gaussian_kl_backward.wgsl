// sampled_gaussian_kl_backward: the gradient of log q(z) - log p(z) with respect to the samples, to p
// and, with the noise held fixed, to q.
//
//   dz = w (z - mu_p) exp(-logvar_p),  dmu_p = -dz,  dlogvar_p = w ½ (1 - (z - mu_p)² exp(-logvar_p)),
//   dmu_q = 0,  dlogvar_q = -½ Σ_s w,  s over the draws of a row of q, w = weight of the row
//   z and dz [M*DRAWS, L], p and dp [M*DRAWS, 2*L] = mu | logvar, dq [M, 2*L];
//   added to them when ACCUMULATE_Z, ACCUMULATE_P, ACCUMULATE_Q
//
// The weight of a row is that of slot term_weight, whose rows are those of z.
// Launch: one invocation per latent dimension of a row of q; x along L, y along M.

// #import shared/relative
// #slot term_weight: scalar

const M: u32 = 128u;
const L: u32 = 20u;
const DRAWS: u32 = 1u;
const ACCUMULATE_Z: bool = false;
const ACCUMULATE_P: bool = false;
const ACCUMULATE_Q: bool = false;

@group(1) @binding(0) var<storage, read_write> dq: array<f32>; // [M, 2*L]
@group(1) @binding(1) var<storage, read> z: array<f32>; // [M*DRAWS, L]
@group(1) @binding(2) var<storage, read> p: array<f32>; // [M*DRAWS, 2*L]
@group(1) @binding(3) var<storage, read_write> dz: array<f32>; // [M*DRAWS, L]
@group(1) @binding(4) var<storage, read_write> dp: array<f32>; // [M*DRAWS, 2*L]

const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const Z_WIDTH = (L + 7u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn sampled_gaussian_kl_backward(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= L || id.y >= M) {
    return;
  }
  var weights = 0.0;
  for (var s = 0u; s < DRAWS; s++) {
    let row = DRAWS * id.y + s;
    let weight = term_weight(row);
    weights += weight;
    let index = row * Z_WIDTH + id.x;
    let mu = row * STATS_WIDTH + id.x;
    let logvar = mu + L;
    let distance = relative(vec2f(z[index], 0.0), vec2f(p[mu], p[logvar])).x;
    let of_z = weight * distance * exp(-0.5 * p[logvar]);
    let of_logvar = 0.5 * weight * (1.0 - distance * distance);
    // Selects, since SwiftShader compiles branches of a loop slowly.
    dz[index] = of_z + select(0.0, dz[index], ACCUMULATE_Z);
    dp[mu] = select(0.0, dp[mu], ACCUMULATE_P) - of_z;
    dp[logvar] = select(0.0, dp[logvar], ACCUMULATE_P) + of_logvar;
  }
  let mu_q = id.y * STATS_WIDTH + id.x;
  if (ACCUMULATE_Q) {
    dq[mu_q + L] -= 0.5 * weights;
  } else {
    dq[mu_q] = 0.0;
    dq[mu_q + L] = -0.5 * weights;
  }
}
