// softmax_groups: softmax over each group of consecutive columns.
//
//   probabilities = exp(logits - max) / Σ exp(logits - max), max and Σ over the group
//   logits [M, K], starts [GROUPS + 1]: the first column of each group, then K; probabilities [M, K]
//
// Launch: one workgroup of 64 per group; x along the groups of a row, y along M.
// Numerics: no exponent is above 0, so nothing overflows. Each invocation takes every 64th
// column, then a fixed tree.

// #import shared/max64
// #import shared/sum64

const M: u32 = 128u;
const K: u32 = 784u;
const GROUPS: u32 = 392u;

@group(1) @binding(0) var<storage, read> logits: array<f32>; // [M, K]
@group(1) @binding(1) var<storage, read> starts: array<u32>; // u32 [_]
@group(1) @binding(2) var<storage, read_write> probabilities: array<f32>; // [M, K]

const WIDTH = (K + 7u) / 8u * 8u;
const LOWEST = -3.4028234e38;

@compute @workgroup_size(64)
fn softmax_groups(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let row = workgroup.y * WIDTH;
  let first = row + starts[workgroup.x];
  let end = row + starts[workgroup.x + 1u];
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
  for (var i = first + lane; i < end; i += 64u) {
    probabilities[i] = exp(logits[i] - largest) / sum;
  }
}
