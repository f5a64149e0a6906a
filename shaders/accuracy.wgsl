// accuracy: 1 for each row whose most probable class is the target, else 0.
//
//   terms[ring_slot, row] = [argmax_c Σ_sample probabilities[row · SAMPLES + sample, c] = argmax_c target[row, c]]
//   probabilities [M*SAMPLES, C], target [M, C] one-hot, terms [RING, 1, M]; zero past the row count
//
// Launch: one invocation per row.
// Numerics: sums over samples in order; ties go to the first class.

// #import shared/step

const M: u32 = 128u;
const C: u32 = 10u;
const RING: u32 = 32u;
const SAMPLES: u32 = 1u; // rows of one example

@group(1) @binding(0) var<storage, read> probabilities: array<f32>; // [M*SAMPLES, C]
@group(1) @binding(1) var<storage, read> target_rows: array<f32>; // [M, C]
@group(1) @binding(2) var<storage, read_write> terms: array<f32>; // [RING, 1, M]

/// Less than every sum.
const LOWEST = -3.4e38;

const WIDTH = (C + 7u) / 8u * 8u;
const TERMS_WIDTH = (M + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn accuracy(@builtin(global_invocation_id) id: vec3u) {
  let row = id.x;
  if (row >= M) {
    return;
  }
  var likeliest = 0u;
  var most = LOWEST;
  var expected = 0u;
  var marked = LOWEST;
  for (var class_index = 0u; class_index < C; class_index++) {
    var sum = 0.0;
    for (var draw = 0u; draw < SAMPLES; draw++) {
      sum += probabilities[(row * SAMPLES + draw) * WIDTH + class_index];
    }
    if (sum > most) {
      most = sum;
      likeliest = class_index;
    }
    let mark = target_rows[row * WIDTH + class_index];
    if (mark > marked) {
      marked = mark;
      expected = class_index;
    }
  }
  let right = select(0.0, 1.0, likeliest == expected);
  terms[(step.ring_slot % RING) * TERMS_WIDTH + row] = select(0.0, right, row < step.row_count);
}
