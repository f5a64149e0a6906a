// sampled_gaussian_kl_forward: log q(z) - log p(z) of each sample of a diagonal Gaussian q, for a
// diagonal Gaussian p, in nats. Its expectation is KL(q || p).
//
//   terms[ring_slot, row] = Σ_l ½ ((z - mu_p)² exp(-logvar_p) + logvar_p - noise² - logvar_q),
//   with z = mu_q + exp(logvar_q / 2) · noise
//   q [M, 2*L] = mu | logvar, z [M*DRAWS, L], p [M*DRAWS, 2*L], noise [M*DRAWS, L] (slot noise),
//   terms [RING, 1, M*DRAWS]; zero past the row count. Row r of z is a draw of row r / DRAWS of q.
//
// Launch: one invocation per row of z.

// #import shared/samples
// #import shared/relative
// #slot noise: counter

const M: u32 = 128u;
const L: u32 = 20u;
const DRAWS: u32 = 1u;
const RING: u32 = 32u;

@group(1) @binding(0) var<storage, read> q: array<f32>; // [M, 2*L]
@group(1) @binding(1) var<storage, read> z: array<f32>; // [M*DRAWS, L]
@group(1) @binding(2) var<storage, read> p: array<f32>; // [M*DRAWS, 2*L]
@group(1) @binding(3) var<storage, read_write> terms: array<f32>; // [RING, 1, M*DRAWS]

const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const Z_WIDTH = (L + 7u) / 8u * 8u;
const TERMS_WIDTH = (M * DRAWS + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn sampled_gaussian_kl_forward(@builtin(global_invocation_id) id: vec3u) {
  let row = id.x;
  if (row >= M * DRAWS) {
    return;
  }
  var sum = 0.0;
  for (var column4 = 0u; column4 < (L + 3u) / 4u; column4++) {
    let noise = noise4(row, column4);
    for (var i = 0u; i < min(4u, L - 4u * column4); i++) {
      let column = 4u * column4 + i;
      let logvar_q = q[row / DRAWS * STATS_WIDTH + L + column];
      let mu_p = row * STATS_WIDTH + column;
      let sample = relative(
        vec2f(z[row * Z_WIDTH + column], logvar_q),
        vec2f(p[mu_p], p[mu_p + L]),
      );
      sum += 0.5 * (sample.x * sample.x - sample.y - noise[i] * noise[i]);
    }
  }
  terms[(step.ring_slot % RING) * TERMS_WIDTH + row] = select(0.0, sum, row_counts(row));
}
