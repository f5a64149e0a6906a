// slice_columns_backward: the gradient of the input of slice_columns.
//
//   dx[:, FIRST .. FIRST + WIDTH] = dy, zero in the other columns
//   dy [M, WIDTH], dx [M, WHOLE]; added to dx when ACCUMULATE
//
// Launch: one invocation per vec4 of dx; x along WHOLE / 4, y along M.

const M: u32 = 128u;
const WHOLE: u32 = 30u;
const WIDTH: u32 = 10u;
const FIRST: u32 = 20u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> dy: array<f32>; // [M, WIDTH]
@group(1) @binding(1) var<storage, read_write> dx: array<vec4f>; // [M, WHOLE]

const DY_WIDTH = (WIDTH + 7u) / 8u * 8u;
const DX4 = (WHOLE + 7u) / 8u * 2u;

@compute @workgroup_size(8, 8)
fn slice_columns_backward(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= DX4 || id.y >= M) {
    return;
  }
  var value = vec4f();
  for (var i = 0u; i < 4u; i++) {
    let column = 4u * id.x + i;
    if (column >= FIRST && column < FIRST + WIDTH) {
      value[i] = dy[id.y * DY_WIDTH + column - FIRST];
    }
  }
  let index = id.y * DX4 + id.x;
  if (ACCUMULATE) {
    dx[index] += value;
  } else {
    dx[index] = value;
  }
}
