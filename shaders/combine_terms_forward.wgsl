// combine_terms_forward: a weighted sum of two loss terms, row by row.
//
//   terms = WEIGHT_A first + WEIGHT_B second
//   first, second and terms [RING, 1, M], in the ring slot of the step
//
// Launch: one invocation per row.
// Numerics: f32. Rows past the row count are zero in both terms, and so in their sum.

// #import shared/step

const M: u32 = 128u;
const RING: u32 = 32u;
const WEIGHT_A: f32 = 1.0;
const WEIGHT_B: f32 = 1.0;

@group(1) @binding(0) var<storage, read> first: array<f32>; // [RING, 1, M]
@group(1) @binding(1) var<storage, read> second: array<f32>; // [RING, 1, M]
@group(1) @binding(2) var<storage, read_write> terms: array<f32>; // [RING, 1, M]

const WIDTH = (M + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn combine_terms_forward(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= M) {
    return;
  }
  let index = step.ring_slot % RING * WIDTH + id.x;
  terms[index] = WEIGHT_A * first[index] + WEIGHT_B * second[index];
}
