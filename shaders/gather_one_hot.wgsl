// gather_one_hot: the batch's rows of a field of whole numbers, one-hot in CLASSES columns each.
//
//   y[row, CLASSES·k + class] = 1 where class = field[row_index[first_row + row], k], else 0
//   field [_, K] (slot integer), y [M, K*CLASSES]
//
// Launch: one invocation per vec4 of y; x along K · CLASSES / 4, y along M.
// Numerics: exact. A number out of range gives only zeros.

// #import shared/step
// #slot integer: gather_u8

const M: u32 = 128u;
const K: u32 = 1u;
const CLASSES: u32 = 10u;

@group(1) @binding(0) var<storage, read_write> y: array<vec4f>; // [M, K*CLASSES]

const Y4 = (K * CLASSES + 7u) / 8u * 2u;

@compute @workgroup_size(64, 1)
fn gather_one_hot(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= Y4 || id.y >= M) {
    return;
  }
  let start = integer_row(id.y);
  var value = vec4f();
  for (var i = 0u; i < 4u; i++) {
    let column = 4u * id.x + i;
    if (column < K * CLASSES) {
      let k = column / CLASSES;
      value[i] = f32(integer_load(start, k / 4u)[k % 4u] == column % CLASSES);
    }
  }
  y[id.y * Y4 + id.x] = value;
}
