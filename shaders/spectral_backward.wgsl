// spectral_backward: the gradient of weights from that of the normalized ones.
//
//   dweight = (dy - (Σ parts) · left · rightᵀ) / sigma
//   dy [N, K], parts [N], left [N], right [K], sigma [1], dweight [N, K]; added when ACCUMULATE
//
// The singular vectors count as constants, as they do in torch.nn.utils.spectral_norm: at the largest singular
// value their own gradient is zero.
// Launch: one workgroup of 64 per 64 vec4 of a row; x along K / 4, y along N.
// Numerics: each invocation sums every 64th part, then a fixed tree.

// #import shared/sum64

const N: u32 = 64u;
const K: u32 = 20u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> dy: array<vec4f>; // [N, K]
@group(1) @binding(1) var<storage, read> parts: array<f32>; // [N]
@group(1) @binding(2) var<storage, read> left: array<f32>; // [N]
@group(1) @binding(3) var<storage, read> right: array<vec4f>; // [K]
@group(1) @binding(4) var<storage, read> sigma: array<f32>; // [1]
@group(1) @binding(5) var<storage, read_write> dweight: array<vec4f>; // [N, K]

const K4 = (K + 7u) / 8u * 2u;

@compute @workgroup_size(64, 1)
fn spectral_backward(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  var part = 0.0;
  for (var i = lane; i < N; i += 64u) {
    part += parts[i];
  }
  let agreement = sum64_for_all(part, lane);
  if (id.x >= K4 || id.y >= N) {
    return;
  }
  let index = id.y * K4 + id.x;
  let value = (dy[index] - agreement * left[id.y] * right[id.x]) / sigma[0];
  dweight[index] = value + select(vec4f(), dweight[index], vec4<bool>(ACCUMULATE));
}
