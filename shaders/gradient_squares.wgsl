// gradient_squares: partial sums of the squared norm of a group's gradient, for clip_scale.
//
//   squares[part] = Σ gradient²,  gradient [P], squares [PARTS]
//
// Launch: one workgroup of 64 per part; it takes every PARTS-th block of 64 vec4.
// Numerics: each invocation sums its vec4 in order, then a fixed tree: the same bits every time.
// Padding is zero.

// #import shared/sum64

const P: u32 = 654592u;
const PARTS: u32 = 256u;

@group(1) @binding(0) var<storage, read> gradient: array<vec4f>; // [P]
@group(1) @binding(1) var<storage, read_write> squares: array<f32>; // [PARTS]

const P4 = P / 4u;

@compute @workgroup_size(64)
fn gradient_squares(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  var sum = 0.0;
  for (var i = 64u * workgroup.x + lane; i < P4; i += 64u * PARTS) {
    sum += dot(gradient[i], gradient[i]);
  }
  let total = sum64(sum, lane);
  if (lane == 0u) {
    squares[workgroup.x] = total;
  }
}
