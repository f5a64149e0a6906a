// bias_parts: the gradient of a bias that all pixels share, in parts.
//
//   parts[part, FIRST + n] = Σ dy[pixel, n] over the pixels of the part, the same number of every part but the last
//   dy [M, PIXELS*N]; parts [PARTS, SIZE], of which the bias takes SIZE - FIRST with padding
//
// Launch: one workgroup of 64 for up to 256 channels of a part, four an invocation; with fewer channels several
// invocations share the pixels of each.
// Numerics: f32; an invocation adds every LANES-th pixel in ascending order, then their sums in order. Rows past
// the batch are zero, so they add exactly zero.

// #import shared/columns

const M: u32 = 128u;
const PIXELS: u32 = 196u;
const N: u32 = 32u;
const PARTS: u32 = 49u;
const SIZE: u32 = 576u;
const FIRST: u32 = 512u; // a multiple of 8

@group(1) @binding(0) var<storage, read> dy: array<vec4f>; // [M, PIXELS*N]
@group(1) @binding(1) var<storage, read_write> parts: array<vec4f>; // [PARTS, SIZE]

const WIDTH = (PIXELS * N + 7u) / 8u * 8u;
const ALL = M * PIXELS;
const SPAN = (ALL + PARTS - 1u) / PARTS;
const N4 = (N + 3u) / 4u;
/// Vec4s of channels of a workgroup, and invocations of each.
const SPREAD = min(N4, 64u);
const LANES = 64u / SPREAD;
const TURNS = (SPAN + LANES - 1u) / LANES;
/// Neighbouring channels are whole vec4.
const WHOLE = N % 4u == 0u;

var<workgroup> sums: array<vec4f, 64>;

/// Four values from a place on. Channels past the last one are another pixel's.
fn values_at(place: u32) -> vec4f {
  if (WHOLE) {
    return dy[place / 4u];
  }
  return vec4f(value_at(place), value_at(place + 1u), value_at(place + 2u), value_at(place + 3u));
}

fn value_at(place: u32) -> f32 {
  let at = min(place, M * WIDTH - 1u);
  return dy[at / 4u][at % 4u];
}

@compute @workgroup_size(64)
fn bias_parts(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let part = workgroup.y;
  let n4 = workgroup.x * SPREAD + lane % SPREAD;
  let end = min((part + 1u) * SPAN, ALL);
  var sum = vec4f();
  for (var turn = 0u; turn < TURNS; turn++) {
    let pixel = part * SPAN + turn * LANES + lane / SPREAD;
    if (lane / SPREAD < LANES && pixel < end && n4 < N4) {
      sum += values_at(pixel / PIXELS * WIDTH + pixel % PIXELS * N + 4u * n4);
    }
  }
  sums[lane] = sum;
  workgroupBarrier();
  let start = (part * SIZE + FIRST) / 4u;
  if (lane < SPREAD && n4 < N4) {
    var total = vec4f();
    for (var i = 0u; i < LANES; i++) {
      total += sums[i * SPREAD + lane];
    }
    parts[start + n4] = keep_columns(total, n4, N);
  }
  // The padding of the bias.
  if (workgroup.x == 0u && N4 + lane < (SIZE - FIRST) / 4u) {
    parts[start + N4 + lane] = vec4f();
  }
}
