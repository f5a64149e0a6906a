// slice_columns: consecutive columns of a matrix; also the gradient of either part of concat; for
// the repeated part it sums over the SAMPLES copies.
//
//   y[row] = Σ_s x[SAMPLES row + s, FIRST .. FIRST + WIDTH]
//   x [M*SAMPLES, WHOLE], y [M, WIDTH]; added to y when ACCUMULATE
//
// Launch: one invocation per vec4 of y; x along WIDTH / 4, y along M. FIRST need not be a multiple
// of 4, so elements are loaded one by one.

const M: u32 = 128u;
const WHOLE: u32 = 30u;
const WIDTH: u32 = 10u;
const FIRST: u32 = 20u;
const SAMPLES: u32 = 1u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> x: array<f32>; // [M*SAMPLES, WHOLE]
@group(1) @binding(1) var<storage, read_write> y: array<vec4f>; // [M, WIDTH]

const X_WIDTH = (WHOLE + 7u) / 8u * 8u;
const Y4 = (WIDTH + 7u) / 8u * 2u;

@compute @workgroup_size(8, 8)
fn slice_columns(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= Y4 || id.y >= M) {
    return;
  }
  var value = vec4f();
  for (var s = 0u; s < SAMPLES; s++) {
    let start = (id.y * SAMPLES + s) * X_WIDTH + FIRST;
    for (var i = 0u; i < 4u; i++) {
      let column = 4u * id.x + i;
      if (column < WIDTH) {
        value[i] += x[start + column];
      }
    }
  }
  let index = id.y * Y4 + id.x;
  if (ACCUMULATE) {
    y[index] += value;
  } else {
    y[index] = value;
  }
}
