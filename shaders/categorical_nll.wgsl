// categorical_nll: -log probability of one-hot samples of categorical variables, in nats.
//
//   terms[ring_slot, SAMPLES row + s] = -Σ z log p, p = softmax(logits) over the classes of a variable
//   logits [M, K], z [M*SAMPLES, K], of K / CLASSES variables each, terms [RING, 1, M*SAMPLES];
//   zero past the row count
//
// Launch: one invocation per row of z.
// Numerics: logits relative to the largest of their variable.

// #import shared/step
// #import shared/class_logits

const M: u32 = 128u;
const K: u32 = 200u;
const SAMPLES: u32 = 1u;
const RING: u32 = 32u;

@group(1) @binding(0) var<storage, read> logits: array<f32>; // [M, K]
@group(1) @binding(1) var<storage, read> z: array<f32>; // [M*SAMPLES, K]
@group(1) @binding(2) var<storage, read_write> terms: array<f32>; // [RING, 1, M*SAMPLES]

const WIDTH = (K + 7u) / 8u * 8u;
const TERMS_WIDTH = (M * SAMPLES + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn categorical_nll(@builtin(global_invocation_id) id: vec3u) {
  let row = id.x;
  if (row >= M * SAMPLES) {
    return;
  }
  var total = 0.0;
  for (var first = 0u; first < K; first += CLASSES) {
    let start = row / SAMPLES * WIDTH + first;
    let summed = sum_of_classes(start);
    let log_sum = summed.largest + log(summed.sum);
    for (var i = 0u; i < CLASSES; i++) {
      total += z[row * WIDTH + first + i] * (log_sum - logits[start + i]);
    }
  }
  terms[(step.ring_slot % RING) * TERMS_WIDTH + row] =
    select(0.0, total, row / SAMPLES < step.row_count);
}
