// gather: copies the batch's rows from the data set into an f32 matrix and transforms them.
//
//   batch [M, K] = transform(data[row_index[first_row + row]]) (slots transform and load)
//
// Launch: one invocation per vec4 of batch; x along K / 4, y along M.
// Numerics: u8 pixels become value / 255, rounded once.

// #import shared/step
// #slot load: gather_u8
// #slot transform: none

const M: u32 = 128u;
const K: u32 = 784u;

@group(1) @binding(0) var<storage, read_write> batch: array<vec4f>; // [M, K]

const K4 = (K + 7u) / 8u * 2u;

@compute @workgroup_size(64, 1)
fn gather(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= K4 || id.y >= M) {
    return;
  }
  batch[id.y * K4 + id.x] = transform(x_load(x_row(id.y), id.x), id.y, id.x);
}
