// example_squares: the squared norm of each example's gradient of a layer, from norms of parts of it.
//
//   squares = Σ norms², row by row; added to what is there when ACCUMULATE
//   norms [M, SIZE], squares [M]
//
// Launch: one workgroup of 64 per row.
// Numerics: each invocation sums every 64th vec4, then a fixed tree: the same bits every time.

// #import shared/sum64

const M: u32 = 128u;
const SIZE: u32 = 48u; // a multiple of 8
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> norms: array<vec4f>; // [M, SIZE]
@group(1) @binding(1) var<storage, read_write> squares: array<f32>; // [M]

@compute @workgroup_size(64)
fn example_squares(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let row = workgroup.x;
  var sum = 0.0;
  for (var i = lane; i < SIZE / 4u; i += 64u) {
    let norm = norms[row * (SIZE / 4u) + i];
    sum += dot(norm, norm);
  }
  let square = sum64(sum, lane);
  if (lane == 0u) {
    if (ACCUMULATE) {
      squares[row] += square;
    } else {
      squares[row] = square;
    }
  }
}
