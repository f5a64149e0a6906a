// gather_indices: copies the batch's rows from a field of whole numbers, as u32.
//
//   indices [M, K] = field[row_index[first_row + row]] (slot integer)
//
// Launch: one invocation per vec4 of indices; x along K / 4, y along M.
// Numerics: exact.

// #import shared/step
// #slot integer: gather_u32

const M: u32 = 128u;
const K: u32 = 784u;

@group(1) @binding(0) var<storage, read_write> indices: array<vec4u>; // u32 [M, K]

const K4 = (K + 7u) / 8u * 2u;

@compute @workgroup_size(64, 1)
fn gather_indices(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= K4 || id.y >= M) {
    return;
  }
  indices[id.y * K4 + id.x] = integer_load(integer_row(id.y), id.x);
}
