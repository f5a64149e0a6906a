// weigh_terms_backward: the gradient of a loss term whose rows are weighted, with respect to the term.
//
//   dterm[r] = weights[r / DRAWS, COLUMN] · weight of the row (slot term_weight)
//   weights [M, C], dterm [M*DRAWS]; added to dterm when ACCUMULATE
//
// Launch: one invocation per row of the term.
// Numerics: f32.

// #slot term_weight: scalar

const M: u32 = 128u;
const C: u32 = 3u;
const DRAWS: u32 = 1u;
const COLUMN: u32 = 0u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> weights: array<f32>; // [M, C]
@group(1) @binding(1) var<storage, read_write> dterm: array<f32>; // [M*DRAWS]

const C_WIDTH = (C + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn weigh_terms_backward(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= M * DRAWS) {
    return;
  }
  let value = weights[id.x / DRAWS * C_WIDTH + COLUMN] * term_weight(id.x);
  if (ACCUMULATE) {
    dterm[id.x] += value;
  } else {
    dterm[id.x] = value;
  }
}
