// token_losses: what each token of a sequence costs under softmax, -log softmax(logits)[token], in nats.
//
//   normalizers[row, t] = log Σ_k exp(logits[row·LENGTH + t, k])
//   losses[row, t] = normalizers[row, t] - logits[row·LENGTH + t, targets[row, t]]
//   logits [M*LENGTH, K], targets [M, LENGTH] whole numbers below K, losses and normalizers [M, LENGTH];
//   a padded step (slot valid) costs 0
//
// Launch: one workgroup of 64 per step; x along LENGTH, y along M.
// Numerics: no exponent is above 0, so nothing overflows. Each invocation takes every 64th column, then
// a fixed tree.

// #import shared/max64
// #import shared/sum64
// #slot valid: all

const M: u32 = 32u;
const LENGTH: u32 = 32u;
const K: u32 = 4000u;

@group(1) @binding(0) var<storage, read> targets: array<f32>; // [M, LENGTH]
@group(1) @binding(1) var<storage, read> logits: array<f32>; // [M*LENGTH, K]
@group(1) @binding(2) var<storage, read_write> losses: array<f32>; // [M, LENGTH]
@group(1) @binding(3) var<storage, read_write> normalizers: array<f32>; // [M, LENGTH]

const WIDTH = (K + 7u) / 8u * 8u;
const STEPS = (LENGTH + 7u) / 8u * 8u;
const LOWEST = -3.4028234e38;

@compute @workgroup_size(64)
fn token_losses(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let first = (workgroup.y * LENGTH + workgroup.x) * WIDTH;
  var largest = LOWEST;
  for (var k = lane; k < K; k += 64u) {
    largest = max(largest, logits[first + k]);
  }
  largest = max64_for_all(largest, lane);
  var sum = 0.0;
  for (var k = lane; k < K; k += 64u) {
    sum += exp(logits[first + k] - largest);
  }
  sum = sum64_for_all(sum, lane);
  if (lane > 0u) {
    return;
  }
  let place = workgroup.y * STEPS + workgroup.x;
  let valid = is_valid(workgroup.y, workgroup.x);
  let normalizer = largest + log(sum);
  let cost = normalizer - logits[first + min(u32(targets[place]), K - 1u)];
  losses[place] = select(0.0, cost, valid);
  normalizers[place] = normalizer;
}
