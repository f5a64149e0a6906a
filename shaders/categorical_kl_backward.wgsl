// categorical_kl_backward: the gradient of the KL of categorical variables against uniform ones.
//
//   dlogits = w p (log p - Σ_classes p log p), p = softmax(logits) over the classes of a variable,
//   w = weight of the row (slot term_weight)
//   logits and dlogits [M, K], of K / CLASSES variables; added to dlogits when ACCUMULATE
//
// Launch: one invocation per variable; x along the variables of a row, y along M.

// #import shared/class_logits
// #slot term_weight: scalar

const M: u32 = 128u;
const K: u32 = 200u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> logits: array<f32>; // [M, K]
@group(1) @binding(1) var<storage, read_write> dlogits: array<f32>; // [M, K]

const WIDTH = (K + 7u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn categorical_kl_backward(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= K / CLASSES || id.y >= M) {
    return;
  }
  let weight = term_weight(id.y);
  let start = id.y * WIDTH + id.x * CLASSES;
  let summed = sum_of_classes(start);
  for (var i = start; i < start + CLASSES; i++) {
    let below = logits[i] - summed.largest;
    let value = weight * (exp(below) / summed.sum) * (below - summed.mean);
    if (ACCUMULATE) {
      dlogits[i] += value;
    } else {
      dlogits[i] = value;
    }
  }
}
