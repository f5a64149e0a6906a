// categorical_kl_forward: KL of categorical variables against uniform ones, in nats.
//
//   terms[ring_slot, row] = Σ_variables (Σ_classes p log p + log CLASSES), p = softmax(logits) over the classes
//   logits [M, K], of K / CLASSES variables, terms [RING, 1, M]; zero past the row count
//
// Launch: one invocation per row.
// Numerics: logits relative to the largest of their variable.

// #import shared/step
// #import shared/class_logits

const M: u32 = 128u;
const K: u32 = 200u;
const RING: u32 = 32u;

@group(1) @binding(0) var<storage, read> logits: array<f32>; // [M, K]
@group(1) @binding(1) var<storage, read_write> terms: array<f32>; // [RING, 1, M]

const WIDTH = (K + 7u) / 8u * 8u;
const TERMS_WIDTH = (M + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn categorical_kl_forward(@builtin(global_invocation_id) id: vec3u) {
  let row = id.x;
  if (row >= M) {
    return;
  }
  var total = 0.0;
  for (var first = 0u; first < K; first += CLASSES) {
    let summed = sum_of_classes(row * WIDTH + first);
    total += summed.mean - log(summed.sum) + log(f32(CLASSES));
  }
  terms[(step.ring_slot % RING) * TERMS_WIDTH + row] = select(0.0, total, row < step.row_count);
}
