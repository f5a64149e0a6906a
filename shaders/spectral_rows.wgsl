// spectral_rows: the second half of a power iteration.
//
//   rows = weight · columns / max(‖columns‖, 1e-12)
//   weight [N, K], columns [K], rows [N]
//
// Source: Miyato et al., "Spectral normalization for generative adversarial networks", 2018.
// Launch: one workgroup of 64 per row.
// Numerics: each invocation sums every 64th vec4, then a fixed tree.

// #import shared/sum64

const N: u32 = 64u;
const K: u32 = 20u;

@group(1) @binding(0) var<storage, read> weight: array<vec4f>; // [N, K]
@group(1) @binding(1) var<storage, read> columns: array<vec4f>; // [K]
@group(1) @binding(2) var<storage, read_write> rows: array<f32>; // [N]

const K4 = (K + 7u) / 8u * 2u;

@compute @workgroup_size(64)
fn spectral_rows(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  var product = 0.0;
  var squares = 0.0;
  for (var i = lane; i < K4; i += 64u) {
    let column = columns[i];
    product += dot(weight[workgroup.x * K4 + i], column);
    squares += dot(column, column);
  }
  let norm = sqrt(sum64_for_all(squares, lane));
  let sum = sum64(product, lane);
  if (lane == 0u) {
    rows[workgroup.x] = sum / max(norm, 1e-12);
  }
}
