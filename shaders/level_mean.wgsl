// level_mean: the mean of a value in [0, 1] with categorical levels.
//
//   y[row, k] = Σ_j softmax(logits of group k)_j · j / (LEVELS - 1),  j over LEVELS columns
//   logits [M, K*LEVELS], y [M, K]
//
// Launch: one invocation per value of y; x along K, y along M.
// Numerics: one pass over the group with a running maximum, so that nothing overflows.

const M: u32 = 128u;
const K: u32 = 784u;
const LEVELS: u32 = 16u;

@group(1) @binding(0) var<storage, read> logits: array<f32>; // [M, K*LEVELS]
@group(1) @binding(1) var<storage, read_write> y: array<f32>; // [M, K]

const LOGITS_WIDTH = (K * LEVELS + 7u) / 8u * 8u;
const Y_WIDTH = (K + 7u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn level_mean(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= K || id.y >= M) {
    return;
  }
  let first = id.y * LOGITS_WIDTH + id.x * LEVELS;
  var largest = logits[first];
  var sum = 0.0;
  var weighted = 0.0;
  for (var j = 0u; j < LEVELS; j++) {
    let logit = logits[first + j];
    let before = largest;
    largest = max(largest, logit);
    let rescale = exp(before - largest);
    let probability = exp(logit - largest);
    sum = sum * rescale + probability;
    weighted = weighted * rescale + probability * f32(j);
  }
  y[id.y * Y_WIDTH + id.x] = weighted / (sum * f32(LEVELS - 1u));
}
