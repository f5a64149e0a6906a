// bias_parts: the gradient of a bias that all pixels share, in parts.
//
//   parts[part, FIRST + n] = Σ dy[pixel, n] over the pixels of the part, the same number of every part but the last
//   dy [M, PIXELS*N]; parts [PARTS, SIZE], of which the bias takes SIZE - FIRST with padding
//
// Launch: one workgroup of 64 for up to 64 channels of a part; with fewer channels several invocations share
// the pixels of each.
// Numerics: f32; an invocation adds every LANES-th pixel in ascending order, then their sums in order. Rows past
// the batch are zero, so they add exactly zero.

const M: u32 = 128u;
const PIXELS: u32 = 196u;
const N: u32 = 32u;
const PARTS: u32 = 49u;
const SIZE: u32 = 576u;
const FIRST: u32 = 512u; // a multiple of 8

@group(1) @binding(0) var<storage, read> dy: array<f32>; // [M, PIXELS*N]
@group(1) @binding(1) var<storage, read_write> parts: array<f32>; // [PARTS, SIZE]

const WIDTH = (PIXELS * N + 7u) / 8u * 8u;
const ALL = M * PIXELS;
const SPAN = (ALL + PARTS - 1u) / PARTS;
/// Channels of a workgroup, and invocations of a channel.
const SPREAD = min(N, 64u);
const LANES = 64u / SPREAD;
const TURNS = (SPAN + LANES - 1u) / LANES;

var<workgroup> sums: array<f32, 64>;

@compute @workgroup_size(64)
fn bias_parts(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let part = workgroup.y;
  let n = workgroup.x * SPREAD + lane % SPREAD;
  let end = min((part + 1u) * SPAN, ALL);
  var sum = 0.0;
  for (var turn = 0u; turn < TURNS; turn++) {
    let pixel = part * SPAN + turn * LANES + lane / SPREAD;
    if (lane / SPREAD < LANES && pixel < end && n < N) {
      sum += dy[pixel / PIXELS * WIDTH + pixel % PIXELS * N + n];
    }
  }
  sums[lane] = sum;
  workgroupBarrier();
  if (lane < SPREAD && n < N) {
    var total = 0.0;
    for (var i = 0u; i < LANES; i++) {
      total += sums[i * SPREAD + lane];
    }
    parts[part * SIZE + FIRST + n] = total;
  }
  // The padding of the bias.
  if (workgroup.x == 0u && N + lane < SIZE - FIRST) {
    parts[part * SIZE + FIRST + N + lane] = 0.0;
  }
}
