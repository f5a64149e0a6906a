// aggregate_posterior: log density of samples under the aggregate posterior, in nats.
//
//   log_density[i] = log 1/N Σ_n q(z_i | x_n)
//   log q(z | x_n) = -½ Σ_l (log 2π + logvar[n, l] + (z[l] - mu[n, l])² exp(-logvar[n, l]))
//   z [M, L], stats [N, 2*L] = mu | logvar, log_density [M]; zero past the row count
//
// Source: Hoffman & Johnson, "ELBO surgery", 2016.
// Launch: one workgroup of 64 per row of z.
// Numerics: densities in many dimensions exceed the range of f32, so logarithms are summed. Each
// invocation streams every 64th row of stats, then a fixed tree: the same bits every time.

// #import shared/step
// #import shared/log_sum_exp

const M: u32 = 128u;
const N: u32 = 1024u;
const L: u32 = 20u;

@group(1) @binding(0) var<storage, read> z: array<f32>; // [M, L]
@group(1) @binding(1) var<storage, read> stats: array<f32>; // [N, 2*L]
@group(1) @binding(2) var<storage, read_write> log_density: array<f32>; // [M]

const Z_WIDTH = (L + 7u) / 8u * 8u;
const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const LOG_TWO_PI = 1.8378770664093453;

/// log q(z of a row | x_n)
fn log_posterior(row: u32, n: u32) -> f32 {
  var sum = 0.0;
  for (var l = 0u; l < L; l++) {
    let mu = stats[n * STATS_WIDTH + l];
    let logvar = stats[n * STATS_WIDTH + L + l];
    let distance = z[row * Z_WIDTH + l] - mu;
    sum += LOG_TWO_PI + logvar + distance * distance * exp(-logvar);
  }
  return -0.5 * sum;
}

@compute @workgroup_size(64)
fn aggregate_posterior(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let row = workgroup.x;
  var total = LSE_EMPTY;
  for (var n = lane; n < N; n += 64u) {
    total = lse_add(total, vec2f(log_posterior(row, n), 1.0));
  }
  let joined = lse64(total, lane);
  if (lane == 0u) {
    let density = joined.x + log(joined.y) - log(f32(N));
    log_density[row] = select(0.0, density, row < step.row_count);
  }
}
