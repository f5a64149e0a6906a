// scale: a matrix times a number, and a number added.
//
//   y = WEIGHT x + OFFSET
//   x [M, K], y [M, K]; added to y when ACCUMULATE
//
// Launch: one invocation per vec4; x along K / 4, y along M.
// Numerics: f32.

// #import shared/columns

const M: u32 = 128u;
const K: u32 = 20u;
const WEIGHT: f32 = 1.0;
const OFFSET: f32 = 0.0;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> x: array<vec4f>; // [M, K]
@group(1) @binding(1) var<storage, read_write> y: array<vec4f>; // [M, K]

const K4 = (K + 7u) / 8u * 2u;

@compute @workgroup_size(64, 1)
fn scale(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= K4 || id.y >= M) {
    return;
  }
  let index = id.y * K4 + id.x;
  var value = WEIGHT * x[index];
  if (OFFSET != 0.0) {
    value = keep_columns(value + OFFSET, id.x, K);
  }
  if (ACCUMULATE) {
    y[index] += value;
  } else {
    y[index] = value;
  }
}
