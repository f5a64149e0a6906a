// gaussian_kl_forward: KL(q || p) of two diagonal Gaussians in each row, in nats.
//
//   terms[ring_slot, row] = Σ_l ½ (r² + exp(d) - 1 - d),
//   with r = (mu_q - mu_p) exp(-logvar_p / 2) and d = logvar_q - logvar_p
//   q and p [M, 2*L] = mu | logvar, terms [RING, 1, M]; zero past the row count
//
// Launch: one invocation per row.
// Numerics: shared/kl sums a series where d is small.

// #import shared/samples
// #import shared/kl
// #import shared/relative

const M: u32 = 128u;
const L: u32 = 20u;
const RING: u32 = 32u;

@group(1) @binding(0) var<storage, read> q: array<f32>; // [M, 2*L]
@group(1) @binding(1) var<storage, read> p: array<f32>; // [M, 2*L]
@group(1) @binding(2) var<storage, read_write> terms: array<f32>; // [RING, 1, M]

const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const TERMS_WIDTH = (M + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn gaussian_kl_forward(@builtin(global_invocation_id) id: vec3u) {
  let row = id.x;
  if (row >= M) {
    return;
  }
  var sum = 0.0;
  for (var column = 0u; column < L; column++) {
    let mu = row * STATS_WIDTH + column;
    let logvar = mu + L;
    let moments = relative(vec2f(q[mu], q[logvar]), vec2f(p[mu], p[logvar]));
    sum += kl_loss(moments.x, moments.y);
  }
  terms[(step.ring_slot % RING) * TERMS_WIDTH + row] = select(0.0, sum, row_counts(row));
}
