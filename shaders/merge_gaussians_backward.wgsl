// merge_gaussians_backward: the gradient of two Gaussians weighted by their precisions with respect to
// both.
//
//   dmu_q = Σ_s w dmu,                   dmu_p = (1 - w) dmu,
//   dlogvar_q = Σ_s (w dlogvar - c),     dlogvar_p = (1 - w) dlogvar + c,
//   with w = sigmoid(logvar_p - logvar_q) and c = w (1 - w) (mu_q - mu_p) dmu,
//   s over the rows of p that share a row of q
//   q and dq [M, 2*L] = mu | logvar, p, dp and dmerged [M*SAMPLES, 2*L];
//   added to dq and dp when ACCUMULATE_Q, ACCUMULATE_P
//
// Launch: one invocation per latent dimension of a row of q; x along L, y along M.

// #import shared/precision

const M: u32 = 128u;
const L: u32 = 20u;
const SAMPLES: u32 = 1u;
const ACCUMULATE_Q: bool = false;
const ACCUMULATE_P: bool = false;

@group(1) @binding(0) var<storage, read> q: array<f32>; // [M, 2*L]
@group(1) @binding(1) var<storage, read> p: array<f32>; // [M*SAMPLES, 2*L]
@group(1) @binding(2) var<storage, read> dmerged: array<f32>; // [M*SAMPLES, 2*L]
@group(1) @binding(3) var<storage, read_write> dq: array<f32>; // [M, 2*L]
@group(1) @binding(4) var<storage, read_write> dp: array<f32>; // [M*SAMPLES, 2*L]

const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn merge_gaussians_backward(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= L || id.y >= M) {
    return;
  }
  let mu_q = id.y * STATS_WIDTH + id.x;
  let logvar_q = mu_q + L;
  var of_q = vec2f();
  for (var s = 0u; s < SAMPLES; s++) {
    let mu = (SAMPLES * id.y + s) * STATS_WIDTH + id.x;
    let logvar = mu + L;
    let shares = precision_shares(q[logvar_q], p[logvar]);
    let dmu = dmerged[mu];
    let dlogvar = dmerged[logvar];
    let moved = shares.x * shares.y * (q[mu_q] - p[mu]) * dmu;
    of_q += vec2f(shares.x * dmu, shares.x * dlogvar - moved);
    // Selects, since SwiftShader compiles branches of a loop slowly.
    dp[mu] = select(0.0, dp[mu], ACCUMULATE_P) + shares.y * dmu;
    dp[logvar] = select(0.0, dp[logvar], ACCUMULATE_P) + (shares.y * dlogvar + moved);
  }
  if (ACCUMULATE_Q) {
    dq[mu_q] += of_q.x;
    dq[logvar_q] += of_q.y;
  } else {
    dq[mu_q] = of_q.x;
    dq[logvar_q] = of_q.y;
  }
}
