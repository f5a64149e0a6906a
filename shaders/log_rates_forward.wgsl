// log_rates_forward: log rates of counts. A row's total is shared out among its columns by a softmax.
//
//   log_rates = logits - log Σ exp(logits) + log max(Σ x, 1e-8), Σ over the columns of a row
//   logits [M, K], x [M / SAMPLES, K] (slot load), log_rates [M, K]
//
// Launch: one workgroup of 64 per row.
// Numerics: no exponent is above 0, so nothing overflows. Each invocation takes every 64th column, or
// vec4 of x, then a fixed tree. A row of zeros has tiny rates.

// #import shared/max64
// #import shared/sum64
// #import shared/samples
// #slot load: matrix

const M: u32 = 128u;
const K: u32 = 784u;

@group(1) @binding(0) var<storage, read> logits: array<f32>; // [M, K]
@group(1) @binding(1) var<storage, read_write> log_rates: array<f32>; // [M, K]

const WIDTH = (K + 7u) / 8u * 8u;
const LOWEST = -3.4028234e38;
const LEAST_TOTAL = 1e-8;

@compute @workgroup_size(64)
fn log_rates_forward(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let first = workgroup.x * WIDTH;
  let end = first + K;
  let start = x_row(workgroup.x / SAMPLES);
  var total = 0.0;
  for (var column4 = lane; column4 < (K + 3u) / 4u; column4 += 64u) {
    total += dot(x_load(start, column4), vec4f(1.0));
  }
  total = sum64_for_all(total, lane);
  var largest = LOWEST;
  for (var i = first + lane; i < end; i += 64u) {
    largest = max(largest, logits[i]);
  }
  largest = max64_for_all(largest, lane);
  var sum = 0.0;
  for (var i = first + lane; i < end; i += 64u) {
    sum += exp(logits[i] - largest);
  }
  sum = sum64_for_all(sum, lane);
  let log_total = log(max(total, LEAST_TOTAL)) - log(sum);
  for (var i = first + lane; i < end; i += 64u) {
    log_rates[i] = logits[i] - largest + log_total;
  }
}
