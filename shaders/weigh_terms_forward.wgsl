// weigh_terms_forward: a loss term, each row times a weight of its own.
//
//   terms[ring_slot, r] = weights[r / DRAWS, COLUMN] given[ring_slot, r]; 0 where the weight is 0
//   weights [M, C], given and terms [RING, 1, M*DRAWS]
//
// Launch: one invocation per row of the terms.
// Numerics: f32. A row that does not count is 0 whatever its loss.

// #import shared/step

const M: u32 = 128u;
const C: u32 = 3u;
const DRAWS: u32 = 1u;
const COLUMN: u32 = 0u;
const RING: u32 = 32u;

@group(1) @binding(0) var<storage, read> weights: array<f32>; // [M, C]
@group(1) @binding(1) var<storage, read> given: array<f32>; // [RING, 1, M*DRAWS]
@group(1) @binding(2) var<storage, read_write> terms: array<f32>; // [RING, 1, M*DRAWS]

const C_WIDTH = (C + 7u) / 8u * 8u;
const TERMS_WIDTH = (M * DRAWS + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn weigh_terms_forward(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= M * DRAWS) {
    return;
  }
  let weight = weights[id.x / DRAWS * C_WIDTH + COLUMN];
  let index = step.ring_slot % RING * TERMS_WIDTH + id.x;
  terms[index] = select(weight * given[index], 0.0, weight == 0.0);
}
