// token_losses: what each token of a sequence costs under softmax, -log softmax(logits)[token], in nats.
//
//   normalizers[row, t] = log Σ_k exp(logits[row·LENGTH + t, k])
//   losses[row, t] = normalizers[row, t] - logits[row·LENGTH + t, targets[row, t]]
//   logits [M*LENGTH, K], targets [M, LENGTH] whole numbers below K, losses and normalizers [M, LENGTH];
//   a padded step (slot valid) costs 0
//
// Launch: one workgroup of 64 per step; x along LENGTH, y along M.
// Numerics: no exponent is above 0, so nothing overflows. Each invocation takes every 64th vec4, then its four sums,
// then a fixed tree.

// #import shared/columns
// #import shared/max64
// #import shared/sum64
// #slot valid: all

const M: u32 = 32u;
const LENGTH: u32 = 32u;
const K: u32 = 4000u;

@group(1) @binding(0) var<storage, read> targets: array<f32>; // [M, LENGTH]
@group(1) @binding(1) var<storage, read> logits: array<vec4f>; // [M*LENGTH, K]
@group(1) @binding(2) var<storage, read_write> losses: array<f32>; // [M, LENGTH]
@group(1) @binding(3) var<storage, read_write> normalizers: array<f32>; // [M, LENGTH]

const WIDTH4 = (K + 7u) / 8u * 2u;
/// Those of a row that hold logits.
const K4 = (K + 3u) / 4u;
const STEPS = (LENGTH + 7u) / 8u * 8u;
const LOWEST = -3.4028234e38;

fn columns(column4: u32) -> vec4u {
  return 4u * column4 + vec4u(0u, 1u, 2u, 3u);
}

@compute @workgroup_size(64)
fn token_losses(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let first = (workgroup.y * LENGTH + workgroup.x) * WIDTH4;
  var most = vec4f(LOWEST);
  for (var k = lane; k < K4; k += 64u) {
    most = max(most, select(vec4f(LOWEST), logits[first + k], columns(k) < vec4u(K)));
  }
  let largest = max64_for_all(max(max(most.x, most.y), max(most.z, most.w)), lane);
  var sums = vec4f();
  for (var k = lane; k < K4; k += 64u) {
    // The padding is no logit: it may be above the largest.
    let exponents = min(logits[first + k] - vec4f(largest), vec4f());
    sums += keep_columns(exp(exponents), k, K);
  }
  let sum = sum64_for_all((sums.x + sums.y) + (sums.z + sums.w), lane);
  if (lane > 0u) {
    return;
  }
  let place = workgroup.y * STEPS + workgroup.x;
  let valid = is_valid(workgroup.y, workgroup.x);
  let normalizer = largest + log(sum);
  let token = min(u32(targets[place]), K - 1u);
  let own = select(vec4f(), logits[first + token / 4u], columns(token / 4u) == vec4u(token));
  let cost = normalizer - (own.x + own.y + own.z + own.w);
  losses[place] = select(0.0, cost, valid);
  normalizers[place] = normalizer;
}
