// latent_covariance: mean and covariance of the latent code over a batch.
//
//   means[i] = 1/n Σ_row mu[row, i],  n the row count
//   covariance[i, j] = 1/n Σ_row (mu[row, i] - means[i]) (mu[row, j] - means[j])
//                      + [i = j and AGGREGATE] 1/n Σ_row exp(logvar[row, i])
//   stats [M, 2*L] = mu | logvar, means [L], covariance [L, L]
//
// With AGGREGATE it is the covariance of the aggregate posterior, else that of the posterior means.
// Source: Kumar et al., "Variational inference of disentangled latent concepts from unlabeled
// observations", 2018, equations 5 to 7.
// Launch: one workgroup of 64 per element of the covariance; x along j, y along i.
// Numerics: deviations from the mean are summed, each invocation every 64th row, then a fixed tree.

// #import shared/step
// #import shared/sum64

const M: u32 = 128u;
const L: u32 = 20u;
const AGGREGATE: bool = false;

@group(1) @binding(0) var<storage, read> stats: array<f32>; // [M, 2*L]
@group(1) @binding(1) var<storage, read_write> means: array<f32>; // [L]
@group(1) @binding(2) var<storage, read_write> covariance: array<f32>; // [L, L]

const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const WIDTH = (L + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn latent_covariance(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let i = workgroup.y;
  let j = workgroup.x;
  let rows = min(M, step.row_count);
  let count = f32(max(rows, 1u));
  var sum_i = 0.0;
  var sum_j = 0.0;
  for (var row = lane; row < rows; row += 64u) {
    sum_i += stats[row * STATS_WIDTH + i];
    sum_j += stats[row * STATS_WIDTH + j];
  }
  let mean_i = sum64_for_all(sum_i, lane) / count;
  let mean_j = sum64_for_all(sum_j, lane) / count;
  var sum = 0.0;
  for (var row = lane; row < rows; row += 64u) {
    let first = row * STATS_WIDTH;
    sum += (stats[first + i] - mean_i) * (stats[first + j] - mean_j);
    if (AGGREGATE) {
      sum += select(0.0, exp(stats[first + L + i]), i == j);
    }
  }
  let total = sum64(sum, lane);
  if (lane == 0u) {
    covariance[i * WIDTH + j] = total / count;
    if (i == j) {
      means[i] = mean_i;
    }
  }
}
