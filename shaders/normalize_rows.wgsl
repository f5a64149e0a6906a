// normalize_rows: scales rows to length 1.
//
//   y = x / max(‖x‖₂, 1e-12), row by row; a row of zeros stays zero
//   x [M, K], y [M, K]
//
// Launch: one workgroup of 64 per row.
// Numerics: each invocation sums every 64th vec4, then a fixed tree. Squares overflow past 1.8e19.

// #import shared/sum64

const M: u32 = 128u;
const K: u32 = 784u;

@group(1) @binding(0) var<storage, read> x: array<vec4f>; // [M, K]
@group(1) @binding(1) var<storage, read_write> y: array<vec4f>; // [M, K]

const K4 = (K + 7u) / 8u * 2u;

@compute @workgroup_size(64)
fn normalize_rows(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let start = workgroup.x * K4;
  var sum = 0.0;
  for (var k4 = lane; k4 < K4; k4 += 64u) {
    sum += dot(x[start + k4], x[start + k4]);
  }
  let norm = max(sqrt(sum64_for_all(sum, lane)), 1e-12);
  for (var k4 = lane; k4 < K4; k4 += 64u) {
    y[start + k4] = x[start + k4] / norm;
  }
}
