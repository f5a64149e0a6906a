// softmax_groups_backward: the gradient of softmax_groups.
//
//   dlogits = p (dp - Σ p dp), p = probabilities, dp = dprobabilities, Σ over the group
//   probabilities, dprobabilities and dlogits [M, K], starts [GROUPS + 1]: the first column of each
//   group, then K; added to dlogits when ACCUMULATE
//
// Launch: one workgroup of 64 per group; x along the groups of a row, y along M.
// Numerics: each invocation takes every 64th column, then a fixed tree.

// #import shared/sum64

const M: u32 = 128u;
const K: u32 = 784u;
const GROUPS: u32 = 392u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> probabilities: array<f32>; // [M, K]
@group(1) @binding(1) var<storage, read> dprobabilities: array<f32>; // [M, K]
@group(1) @binding(2) var<storage, read> starts: array<u32>; // u32 [_]
@group(1) @binding(3) var<storage, read_write> dlogits: array<f32>; // [M, K]

const WIDTH = (K + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn softmax_groups_backward(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let row = workgroup.y * WIDTH;
  let first = row + starts[workgroup.x];
  let end = row + starts[workgroup.x + 1u];
  var sum = 0.0;
  for (var i = first + lane; i < end; i += 64u) {
    sum += probabilities[i] * dprobabilities[i];
  }
  sum = sum64_for_all(sum, lane);
  for (var i = first + lane; i < end; i += 64u) {
    let gradient = probabilities[i] * (dprobabilities[i] - sum);
    if (ACCUMULATE) {
      dlogits[i] += gradient;
    } else {
      dlogits[i] = gradient;
    }
  }
}
