// kl_gate: the weight of a batch's KL for each group of latent dimensions.
//
//   gate[l] = gate_rule(Σ_row Σ_{j in the group of l} KL_j(row), target of the step · row count)
//   stats [M, 2*L] = mu | logvar, gate [L]; groups are SPAN neighbouring dimensions, the
//   last may be smaller; rows past the row count add nothing
//
// The target is a mean over the batch, in nats; both sides are multiplied by the row count, which
// avoids a division. SPAN 1 gates dimension by dimension (free bits), SPAN L all of them at once
// (capacity).
//
// Launch: one workgroup of 64 per group.
// Numerics: each invocation sums every 64th row, then a fixed tree: the same inputs, the same
// gate.

// #import shared/step
// #import shared/sum64
// #import shared/kl
// #slot gate_rule: free_bits

const M: u32 = 128u;
const L: u32 = 20u;
const SPAN: u32 = 1u;
const TARGET: u32 = 0u; // index of the term among the step's targets

@group(1) @binding(0) var<storage, read> stats: array<f32>; // [M, 2*L]
@group(1) @binding(1) var<storage, read_write> gate: array<f32>; // [L]

const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn kl_gate(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let first = workgroup.x * SPAN;
  let end = min(first + SPAN, L);
  let rows = min(M, step.row_count);
  var sum = 0.0;
  for (var row = lane; row < rows; row += 64u) {
    for (var column = first; column < end; column++) {
      let index = row * STATS_WIDTH + column;
      sum += kl_loss(stats[index], stats[index + L]);
    }
  }
  let total = sum64(sum, lane);
  if (lane == 0u) {
    let value = gate_rule(total, step.targets[TARGET / 4u][TARGET % 4u] * f32(step.row_count));
    for (var column = first; column < end; column++) {
      gate[column] = value;
    }
  }
}
