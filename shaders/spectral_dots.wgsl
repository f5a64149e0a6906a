// spectral_dots: how the gradient of normalized weights agrees with them, row by row.
//
//   parts[row] = Σ_k dy[row, k] · y[row, k]
//   dy [N, K], y [N, K], parts [N]
//
// Launch: one workgroup of 64 per row.
// Numerics: each invocation sums every 64th vec4, then a fixed tree.

// #import shared/sum64

const N: u32 = 64u;
const K: u32 = 20u;

@group(1) @binding(0) var<storage, read> dy: array<vec4f>; // [N, K]
@group(1) @binding(1) var<storage, read> y: array<vec4f>; // [N, K]
@group(1) @binding(2) var<storage, read_write> parts: array<f32>; // [N]

const K4 = (K + 7u) / 8u * 2u;

@compute @workgroup_size(64)
fn spectral_dots(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  var product = 0.0;
  for (var i = lane; i < K4; i += 64u) {
    let index = workgroup.x * K4 + i;
    product += dot(dy[index], y[index]);
  }
  let sum = sum64(product, lane);
  if (lane == 0u) {
    parts[workgroup.x] = sum;
  }
}
