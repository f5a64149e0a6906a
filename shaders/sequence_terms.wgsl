// sequence_terms: the sum over the steps of each sequence, a loss term.
//
//   terms[ring_slot, row] = Σ_t losses[row, t]
//   losses [M, LENGTH], terms [RING, 1, M]; zero past the row count
//
// Launch: one invocation per row.
// Numerics: sums in the order of the steps.

// #import shared/samples
// #import shared/step

const M: u32 = 32u;
const LENGTH: u32 = 32u;
const RING: u32 = 32u;

@group(1) @binding(0) var<storage, read> losses: array<f32>; // [M, LENGTH]
@group(1) @binding(1) var<storage, read_write> terms: array<f32>; // [RING, 1, M]

const STEPS = (LENGTH + 7u) / 8u * 8u;
const TERMS_WIDTH = (M + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn sequence_terms(@builtin(global_invocation_id) id: vec3u) {
  let row = id.x;
  if (row >= M) {
    return;
  }
  var sum = 0.0;
  for (var time = 0u; time < LENGTH; time++) {
    sum += losses[row * STEPS + time];
  }
  terms[(step.ring_slot % RING) * TERMS_WIDTH + row] = select(0.0, sum, row_counts(row));
}
