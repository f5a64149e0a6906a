// total_correlation_forward: the three parts of the KL of each sample, as losses in nats.
//
//   mutual_information = log q(z | x) - log q(z)
//   total_correlation = log q(z) - Σ_l log q(z_l)
//   dimension_kl = Σ_l log q(z_l) + nll,  nll = -log p(z)
//   z [M*SAMPLES, L], stats [M, 2*L] = mu | logvar, the terms and nll [RING, 1, M*SAMPLES]
//   pairs[row, n] = log of the weighted q(z | x_n); zero past the row count
//   densities[row, l] = log q(z_l), densities[row, L] = log q(z); zero past the row count
//
// Source: Chen et al., "Isolating sources of disentanglement in variational autoencoders", 2018,
// equation 2; the estimates of q(z) are in shared/total_correlation.
// Launch: one workgroup of 64 per row of z.
// Numerics: logarithms are summed relative to the largest. Each invocation streams every 64th
// posterior, then a fixed tree: the same bits every time.

// #import shared/total_correlation
// #import shared/log_sum_exp

const M: u32 = 128u;
const L: u32 = 20u;
const RING: u32 = 32u;

@group(1) @binding(0) var<storage, read> z: array<f32>; // [M*SAMPLES, L]
@group(1) @binding(1) var<storage, read> stats: array<f32>; // [M, 2*L]
@group(1) @binding(2) var<storage, read> nll: array<f32>; // [RING, 1, M*SAMPLES]
@group(1) @binding(3) var<storage, read_write> pairs: array<f32>; // [M*SAMPLES, M]
@group(1) @binding(4) var<storage, read_write> densities: array<f32>; // [M*SAMPLES, L+1]
@group(1) @binding(5) var<storage, read_write> mutual_information: array<f32>; // [RING, 1, M*SAMPLES]
@group(1) @binding(6) var<storage, read_write> total_correlation: array<f32>; // [RING, 1, M*SAMPLES]
@group(1) @binding(7) var<storage, read_write> dimension_kl: array<f32>; // [RING, 1, M*SAMPLES]

const Z_WIDTH = (L + 7u) / 8u * 8u;
const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const PAIRS_WIDTH = (M + 7u) / 8u * 8u;
const DENSITIES_WIDTH = (L + 8u) / 8u * 8u;

/// log q(z_l | x_n) of the sample of a row
fn log_posterior(row: u32, n: u32, l: u32) -> f32 {
  let distance = z[row * Z_WIDTH + l] - stats[n * STATS_WIDTH + l];
  return log_normal(distance, stats[n * STATS_WIDTH + L + l]);
}

@compute @workgroup_size(64)
fn total_correlation_forward(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let row = workgroup.x;
  let counts = row_counts(row);
  let batch = min(M, step.row_count);
  var singles = 0.0; // Σ_l log q(z_l), in the first invocation
  for (var l = 0u; l < L; l++) {
    var total = LSE_EMPTY;
    for (var n = lane; n < batch; n += 64u) {
      total = lse_add(total, vec2f(log_weight(row, n) + log_posterior(row, n, l), 1.0));
    }
    total = lse64(total, lane);
    if (lane == 0u) {
      let density = total.x + log(total.y);
      densities[row * DENSITIES_WIDTH + l] = select(0.0, density, counts);
      singles += density;
    }
    workgroupBarrier();
  }
  var total = LSE_EMPTY;
  for (var n = lane; n < batch; n += 64u) {
    var sum = log_weight(row, n);
    for (var l = 0u; l < L; l++) {
      sum += log_posterior(row, n, l);
    }
    pairs[row * PAIRS_WIDTH + n] = select(0.0, sum, counts);
    total = lse_add(total, vec2f(sum, 1.0));
  }
  for (var n = batch + lane; n < M; n += 64u) {
    pairs[row * PAIRS_WIDTH + n] = 0.0;
  }
  total = lse64(total, lane);
  if (lane == 0u) {
    let density = total.x + log(total.y);
    densities[row * DENSITIES_WIDTH + L] = select(0.0, density, counts);
    var own = 0.0;
    for (var l = 0u; l < L; l++) {
      own += log_posterior(row, row / SAMPLES, l);
    }
    let index = step.ring_slot % RING * ((M * SAMPLES + 7u) / 8u * 8u) + row;
    mutual_information[index] = select(0.0, own - density, counts);
    total_correlation[index] = select(0.0, density - singles, counts);
    dimension_kl[index] = select(0.0, singles + nll[index], counts);
  }
}
