// example_norms: the squared norm of each example's gradient of a fully connected layer.
//
//   squares = (‖x‖² + 1) ‖dy‖², row by row: the gradient of the weights is dyᵀ · x, that of the bias dy
//   x [M, K] (slot load), dy [M, N], squares [M]; added to what is there when ACCUMULATE
//
// Source: Goodfellow, "Efficient per-example gradient computations", 2015.
// Launch: one workgroup of 64 per row.
// Numerics: each invocation sums every 64th vec4, then a fixed tree: the same bits every time. Rows past
// the batch are zero in dy, and so are their squares.

// #import shared/sum64
// #slot load: matrix

const M: u32 = 128u;
const N: u32 = 400u;
const K: u32 = 784u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> dy: array<vec4f>; // [M, N]
@group(1) @binding(1) var<storage, read_write> squares: array<f32>; // [M]

const K4 = (K + 7u) / 8u * 2u;
const N4 = (N + 7u) / 8u * 2u;

@compute @workgroup_size(64)
fn example_norms(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let row = workgroup.x;
  let start = x_row(row);
  var of_input = 0.0;
  for (var k4 = lane; k4 < K4; k4 += 64u) {
    let x = x_load(start, k4);
    of_input += dot(x, x);
  }
  var of_output = 0.0;
  for (var n4 = lane; n4 < N4; n4 += 64u) {
    let value = dy[row * N4 + n4];
    of_output += dot(value, value);
  }
  let input = sum64_for_all(of_input, lane);
  let output = sum64(of_output, lane);
  if (lane == 0u) {
    let square = (input + 1.0) * output;
    if (ACCUMULATE) {
      squares[row] += square;
    } else {
      squares[row] = square;
    }
  }
}
