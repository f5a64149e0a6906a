// free_bits_forward: a loss term with a floor under its mean over the batch.
//
//   floored[ring_slot, row] = plain[ring_slot, row]
//   gate[0] = 1 where Σ_row plain >= target of the step · rows that count, else 0
//   plain and floored [RING, 1, M], gate [1]
//
// The value stays that of the term, so that reports show it; the gate is the derivative of
// max(target, mean of the term). The target is in nats.
//
// Source: Kingma et al., "Improving variational inference with inverse autoregressive flow", 2016.
// Launch: one workgroup of 64.
// Numerics: each invocation sums every 64th row, then a fixed tree: the same inputs, the same gate.

// #import shared/samples
// #import shared/sum64

const M: u32 = 128u;
const RING: u32 = 32u;
const TARGET: u32 = 0u; // index of the term among the step's targets

@group(1) @binding(0) var<storage, read> plain: array<f32>; // [RING, 1, M]
@group(1) @binding(1) var<storage, read_write> floored: array<f32>; // [RING, 1, M]
@group(1) @binding(2) var<storage, read_write> gate: array<f32>; // [1]

const WIDTH = (M + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn free_bits_forward(@builtin(local_invocation_index) lane: u32) {
  let start = step.ring_slot % RING * WIDTH;
  var sum = 0.0;
  for (var row = lane; row < M; row += 64u) {
    let value = plain[start + row];
    floored[start + row] = value;
    sum += value;
  }
  let total = sum64(sum, lane);
  if (lane == 0u) {
    let rows = min(M, step.row_count * SAMPLES);
    let goal = step.targets[TARGET / 4u][TARGET % 4u] * f32(rows);
    gate[0] = select(0.0, 1.0, total >= goal);
  }
}
