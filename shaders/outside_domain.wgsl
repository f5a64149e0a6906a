// outside_domain: the first column of each row whose value lies outside of a likelihood's domain.
//
//   first[row] = min { k : x[row, k] is not finite, or k < BOUNDED and x[row, k] < LEAST or > MOST }
//   x [M, K] with its padding, of which NaN would spread through products; first [M], the padded
//   width of a row if there is no such column
//
// Launch: one workgroup of 64 per row; a long x wraps into y.
// Numerics: exact, for rows of up to 2^24 values.

// #import shared/max64

const M: u32 = 128u;
const K: u32 = 784u;
const BOUNDED: u32 = 784u; // columns that have bounds
const LEAST: f32 = 0.0;
const MOST: f32 = 1.0;

@group(1) @binding(0) var<storage, read> x: array<vec4f>; // [M, K]
@group(1) @binding(1) var<storage, read_write> first: array<u32>; // u32 [M]

const K4 = (K + 7u) / 8u * 2u;
/// The exponent of NaN and infinity.
const INFINITE = 0x7f800000u;

@compute @workgroup_size(64)
fn outside_domain(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let row = workgroup.y * workgroups.x + workgroup.x;
  if (row >= M) {
    return;
  }
  // Counted from the end of the row, so that the first column is the maximum and none is 0.
  var found = 0u;
  for (var k4 = lane; k4 < K4; k4 += 64u) {
    let values = x[row * K4 + k4];
    let columns = 4u * k4 + vec4u(0u, 1u, 2u, 3u);
    let inside = (values >= vec4f(LEAST)) & (values <= vec4f(MOST));
    // By the exponents: WGSL may assume that neither NaN nor infinity occurs.
    let finite = (bitcast<vec4u>(values) & vec4u(INFINITE)) != vec4u(INFINITE);
    let wrong = !finite | (!inside & (columns < vec4u(min(BOUNDED, K))));
    let places = select(vec4u(), 4u * K4 - columns, wrong);
    found = max(found, max(max(places.x, places.y), max(places.z, places.w)));
  }
  let last = max64_for_all(f32(found), lane);
  if (lane == 0u) {
    first[row] = 4u * K4 - u32(last);
  }
}
