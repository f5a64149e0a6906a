// decorrelation_backward: the gradient of the penalty of a covariance with respect to the posteriors.
//
//   slope[i, j] = 2 penalty · (covariance[i, j] - [i = j])
//   dmu[row, j] = 2 weight of the row Σ_i slope[i, j] (mu[row, i] - means[i])
//   dlogvar[row, j] = weight of the row · slope[j, j] exp(logvar[row, j]) with AGGREGATE, else 0
//   stats, dstats [M, 2*L], means [L], covariance [L, L]; zero past the row count;
//   added to dstats when ACCUMULATE
//
// The loss is a sum over rows, each of which has the whole penalty, so the row count cancels.
// Launch: one invocation per latent dimension of a row; x along L, y along M.
// Numerics: a sum in order.

// #import shared/loss_weight
// #import shared/decorrelation

const M: u32 = 128u;
const L: u32 = 20u;
const AGGREGATE: bool = false;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> stats: array<f32>; // [M, 2*L]
@group(1) @binding(1) var<storage, read> means: array<f32>; // [L]
@group(1) @binding(2) var<storage, read> covariance: array<f32>; // [L, L]
@group(1) @binding(3) var<storage, read_write> dstats: array<f32>; // [M, 2*L]

const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const WIDTH = (L + 7u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn decorrelation_backward(@builtin(global_invocation_id) id: vec3u) {
  let j = id.x;
  let row = id.y;
  if (j >= L || row >= M) {
    return;
  }
  let first = row * STATS_WIDTH;
  let weight = loss_weight(row);
  var sum = 0.0;
  for (var i = 0u; i < L; i++) {
    let slope = 2.0 * penalty_of(i == j) * excess_of(covariance[i * WIDTH + j], i == j);
    sum += slope * (stats[first + i] - means[i]);
  }
  var spread = 0.0;
  if (AGGREGATE) {
    let slope = 2.0 * penalty_of(true) * excess_of(covariance[j * WIDTH + j], true);
    spread = weight * slope * exp(stats[first + L + j]);
  }
  if (ACCUMULATE) {
    dstats[first + j] += 2.0 * weight * sum;
    dstats[first + L + j] += spread;
  } else {
    dstats[first + j] = 2.0 * weight * sum;
    dstats[first + L + j] = spread;
  }
}
