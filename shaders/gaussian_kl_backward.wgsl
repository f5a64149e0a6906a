// gaussian_kl_backward: the gradient of KL(q || p) of two diagonal Gaussians with respect to both.
//
//   dmu_q = w r exp(-logvar_p / 2),  dlogvar_q = w ½ (exp(d) - 1),
//   dmu_p = -dmu_q,                  dlogvar_p = -dlogvar_q - w ½ r²,
//   with r = (mu_q - mu_p) exp(-logvar_p / 2), d = logvar_q - logvar_p, w = weight of the row
//   q, p, dq and dp [M, 2*L] = mu | logvar; added to dq and dp when ACCUMULATE_Q, ACCUMULATE_P
//
// The weight of a row is that of slot term_weight.
// Launch: one invocation per latent dimension of a row; x along L, y along M.
// Numerics: shared/kl sums a series where d is small.

// #import shared/kl
// #import shared/relative
// #slot term_weight: scalar

const M: u32 = 128u;
const L: u32 = 20u;
const ACCUMULATE_Q: bool = false;
const ACCUMULATE_P: bool = false;

@group(1) @binding(0) var<storage, read> q: array<f32>; // [M, 2*L]
@group(1) @binding(1) var<storage, read> p: array<f32>; // [M, 2*L]
@group(1) @binding(2) var<storage, read_write> dq: array<f32>; // [M, 2*L]
@group(1) @binding(3) var<storage, read_write> dp: array<f32>; // [M, 2*L]

const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn gaussian_kl_backward(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= L || id.y >= M) {
    return;
  }
  let mu = id.y * STATS_WIDTH + id.x;
  let logvar = mu + L;
  let moments = relative(vec2f(q[mu], q[logvar]), vec2f(p[mu], p[logvar]));
  let gradient = term_weight(id.y) * kl_gradient(moments.x, moments.y);
  let of_mean = gradient.x * exp(-0.5 * p[logvar]);
  let of_q = vec2f(of_mean, gradient.y);
  let of_p = vec2f(-of_mean, -gradient.y - 0.5 * gradient.x * moments.x);
  if (ACCUMULATE_Q) {
    dq[mu] += of_q.x;
    dq[logvar] += of_q.y;
  } else {
    dq[mu] = of_q.x;
    dq[logvar] = of_q.y;
  }
  if (ACCUMULATE_P) {
    dp[mu] += of_p.x;
    dp[logvar] += of_p.y;
  } else {
    dp[mu] = of_p.x;
    dp[logvar] = of_p.y;
  }
}
