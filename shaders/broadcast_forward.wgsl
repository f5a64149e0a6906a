// broadcast_forward: the same row, or the same value, everywhere in a matrix.
//
//   y[row, k] = values[k], or values[0] where SHARED
//   values [_], y [M, K]
//
// Launch: one invocation per vec4 of y; x along K / 4, y along M.

// #import shared/columns

const M: u32 = 128u;
const K: u32 = 784u;
const SHARED: bool = false;

@group(1) @binding(0) var<storage, read> values: array<vec4f>; // [_]
@group(1) @binding(1) var<storage, read_write> y: array<vec4f>; // [M, K]

const K4 = (K + 7u) / 8u * 2u;

@compute @workgroup_size(64, 1)
fn broadcast_forward(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= K4 || id.y >= M) {
    return;
  }
  var value = vec4f();
  if (SHARED) {
    value = vec4f(values[0].x);
  } else {
    value = values[id.x];
  }
  y[id.y * K4 + id.x] = keep_columns(value, id.x, K);
}
