// sampled_kl_forward: log q(z | x) - log p(z) of each sample, in nats. Its expectation is the KL.
//
//   terms[ring_slot, SAMPLES row + s] = Σ_l ½ (z² - noise² - logvar),
//   with z = mu + exp(logvar / 2) · noise
//   stats [M, 2*L] = mu | logvar, z [M*SAMPLES, L], noise [M*SAMPLES, L] (slot noise),
//   terms [RING, 1, M*SAMPLES]; zero past the row count, of examples with POSTERIORS rows of stats each
//
// Source: Burda et al., "Importance weighted autoencoders", 2015, for a Gaussian posterior.
// Launch: one invocation per row of z.

// #import shared/step
// #import shared/columns
// #slot noise: counter

const M: u32 = 128u;
const L: u32 = 20u;
const SAMPLES: u32 = 1u;
const POSTERIORS: u32 = 1u;
const RING: u32 = 32u;

@group(1) @binding(0) var<storage, read> stats: array<f32>; // [M, 2*L]
@group(1) @binding(1) var<storage, read> z: array<vec4f>; // [M*SAMPLES, L]
@group(1) @binding(2) var<storage, read_write> terms: array<f32>; // [RING, 1, M*SAMPLES]

const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const L4 = (L + 7u) / 8u * 2u;
const TERMS_WIDTH = (M * SAMPLES + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn sampled_kl_forward(@builtin(global_invocation_id) id: vec3u) {
  let row = id.x;
  if (row >= M * SAMPLES) {
    return;
  }
  var sums = vec4f();
  for (var column4 = 0u; column4 < (L + 3u) / 4u; column4++) {
    let sample = z[row * L4 + column4];
    let noise = noise4(row, column4);
    let start = row / SAMPLES * STATS_WIDTH + L + 4u * column4;
    var logvar = vec4f();
    for (var i = 0u; i < min(4u, L - 4u * column4); i++) {
      logvar[i] = stats[start + i];
    }
    sums += keep_columns(0.5 * (sample * sample - noise * noise - logvar), column4, L);
  }
  let sum = sums.x + sums.y + sums.z + sums.w;
  terms[(step.ring_slot % RING) * TERMS_WIDTH + row] =
    select(0.0, sum, row / (SAMPLES * POSTERIORS) < step.row_count);
}
