// zero_inflated_nll_forward: the negative log likelihood of each row of counts that are 0 with a probability of
// their own, else negative binomial; in nats.
//
//   terms[ring_slot, row] = Σ_k loss(log_mean, log_dispersion, zero_logit, counts), see shared/zero_inflated
//   log_mean, log_dispersion and zero_logit [M, K], counts [M / SAMPLES, K], terms [RING, 1, M]; zero past the row count
//
// Launch: one workgroup of 64 per row.
// Numerics: each invocation sums every 64th vec4, then a fixed tree.

// #import shared/samples
// #import shared/columns
// #import shared/sum64
// #import shared/zero_inflated

const M: u32 = 128u;
const B: u32 = 128u;
const K: u32 = 784u;
const RING: u32 = 32u;

@group(1) @binding(0) var<storage, read> log_mean: array<vec4f>; // [M, K]
@group(1) @binding(1) var<storage, read> log_dispersion: array<vec4f>; // [M, K]
@group(1) @binding(2) var<storage, read> zero_logit: array<vec4f>; // [M, K]
@group(1) @binding(3) var<storage, read> counts: array<vec4f>; // [B, K]
@group(1) @binding(4) var<storage, read_write> terms: array<f32>; // [RING, 1, M]

const K4 = (K + 7u) / 8u * 2u;
const TERMS_WIDTH = (M + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn zero_inflated_nll_forward(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let row = workgroup.x;
  let first = row * K4;
  let start = row / SAMPLES * K4;
  var losses = vec4f();
  for (var k4 = lane; k4 < K4; k4 += 64u) {
    let at = first + k4;
    let loss = zero_inflated_loss(log_mean[at], log_dispersion[at], zero_logit[at], counts[start + k4]);
    losses += keep_columns(loss, k4, K);
  }
  let sum = sum64(losses.x + losses.y + losses.z + losses.w, lane);
  if (lane == 0u) {
    terms[(step.ring_slot % RING) * TERMS_WIDTH + row] = select(0.0, sum, row_counts(row));
  }
}
