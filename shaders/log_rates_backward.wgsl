// log_rates_backward: the gradient of log_rates_forward.
//
//   dlogits = d - exp(r) / Σ exp(r) · Σ d, d = dlog_rates, r = log_rates, Σ over the columns of a row
//   log_rates, dlog_rates and dlogits [M, K]; added to dlogits when ACCUMULATE
//
// Launch: one workgroup of 64 per row.
// Numerics: no exponent is above 0. Each invocation takes every 64th column, then a fixed tree.

// #import shared/max64
// #import shared/sum64

const M: u32 = 128u;
const K: u32 = 784u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> log_rates: array<f32>; // [M, K]
@group(1) @binding(1) var<storage, read> dlog_rates: array<f32>; // [M, K]
@group(1) @binding(2) var<storage, read_write> dlogits: array<f32>; // [M, K]

const WIDTH = (K + 7u) / 8u * 8u;
const LOWEST = -3.4028234e38;

@compute @workgroup_size(64)
fn log_rates_backward(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let first = workgroup.x * WIDTH;
  let end = first + K;
  var largest = LOWEST;
  var gradient = 0.0;
  for (var i = first + lane; i < end; i += 64u) {
    largest = max(largest, log_rates[i]);
    gradient += dlog_rates[i];
  }
  largest = max64_for_all(largest, lane);
  gradient = sum64_for_all(gradient, lane);
  var sum = 0.0;
  for (var i = first + lane; i < end; i += 64u) {
    sum += exp(log_rates[i] - largest);
  }
  let scale = gradient / sum64_for_all(sum, lane);
  for (var i = first + lane; i < end; i += 64u) {
    let value = dlog_rates[i] - exp(log_rates[i] - largest) * scale;
    if (ACCUMULATE) {
      dlogits[i] += value;
    } else {
      dlogits[i] = value;
    }
  }
}
