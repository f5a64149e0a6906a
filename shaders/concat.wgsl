// concat: concatenates two matrices by columns; each row of b is repeated for SAMPLES rows of a.
//
//   y[SAMPLES row + s] = a[SAMPLES row + s] | b[row]
//   a [M*SAMPLES, A], b [M, B], y [M*SAMPLES, A+B]
//
// Launch: one invocation per vec4 of y; x along (A + B) / 4, y along the rows of a. Unless 4 divides
// A, a vec4 of y mixes both and b is not aligned with it, so elements are loaded one by one.

const M: u32 = 128u;
const A: u32 = 20u;
const B: u32 = 10u;
const SAMPLES: u32 = 1u;

@group(1) @binding(0) var<storage, read> a: array<f32>; // [M*SAMPLES, A]
@group(1) @binding(1) var<storage, read> b: array<f32>; // [M, B]
@group(1) @binding(2) var<storage, read_write> y: array<vec4f>; // [M*SAMPLES, A+B]

const A_WIDTH = (A + 7u) / 8u * 8u;
const B_WIDTH = (B + 7u) / 8u * 8u;
const Y4 = (A + B + 7u) / 8u * 2u;

@compute @workgroup_size(8, 8)
fn concat(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= Y4 || id.y >= M * SAMPLES) {
    return;
  }
  var value = vec4f();
  for (var i = 0u; i < 4u; i++) {
    let column = 4u * id.x + i;
    if (column < A) {
      value[i] = a[id.y * A_WIDTH + column];
    } else if (column < A + B) {
      value[i] = b[id.y / SAMPLES * B_WIDTH + column - A];
    }
  }
  y[id.y * Y4 + id.x] = value;
}
