// mixture_density_backward_weights: the gradient of -log density of a mixture with respect to the
// logarithms of its weights, which need not sum to 1.
//
//   dlog_weights[k] = Σ_row weight of the row (slot term_weight) · (softmax(log_weights)_k - shares[row, k])
//   log_weights [K], shares [M, K], dlog_weights [K]; added to dlog_weights when ACCUMULATE
//
// Launch: one workgroup of 64 per 64 components.
// Numerics: rows in ascending order; the sum of all weights in a fixed tree.

// #import shared/log_sum_exp
// #slot term_weight: scalar

const M: u32 = 128u;
const K: u32 = 10u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> log_weights: array<f32>; // [K]
@group(1) @binding(1) var<storage, read> shares: array<f32>; // [M, K]
@group(1) @binding(2) var<storage, read_write> dlog_weights: array<f32>; // [K]

const K_WIDTH = (K + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn mixture_density_backward_weights(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  var weights = LSE_EMPTY;
  for (var k = lane; k < K; k += 64u) {
    weights = lse_add(weights, vec2f(log_weights[k], 1.0));
  }
  let total = lse64_for_all(weights, lane);
  let k = 64u * workgroup.x + lane;
  if (k >= K) {
    return;
  }
  let weight = exp(log_weights[k] - total.x) / total.y;
  var sum = 0.0;
  for (var row = 0u; row < M; row++) {
    sum += term_weight(row) * (weight - shares[row * K_WIDTH + k]);
  }
  if (ACCUMULATE) {
    dlog_weights[k] += sum;
  } else {
    dlog_weights[k] = sum;
  }
}
