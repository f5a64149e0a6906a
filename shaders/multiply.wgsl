// multiply: the elementwise product of two matrices.
//
//   y = a ⊙ b
//   a [M, K], b [M, K], y [M, K]; added to y when ACCUMULATE
//
// Launch: one invocation per vec4; x along K / 4, y along M.
// Numerics: f32.

const M: u32 = 128u;
const K: u32 = 20u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> a: array<vec4f>; // [M, K]
@group(1) @binding(1) var<storage, read> b: array<vec4f>; // [M, K]
@group(1) @binding(2) var<storage, read_write> y: array<vec4f>; // [M, K]

const K4 = (K + 7u) / 8u * 2u;

@compute @workgroup_size(64, 1)
fn multiply(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= K4 || id.y >= M) {
    return;
  }
  let index = id.y * K4 + id.x;
  let value = a[index] * b[index];
  if (ACCUMULATE) {
    y[index] += value;
  } else {
    y[index] = value;
  }
}
