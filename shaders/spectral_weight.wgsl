// spectral_weight: weights whose largest singular value is 1.
//
//   y = weight / sigma
//   weight [N, K], sigma [1], y [N, K]
//
// Launch: one invocation per vec4; x along K / 4, y along N.

const N: u32 = 64u;
const K: u32 = 20u;

@group(1) @binding(0) var<storage, read> weight: array<vec4f>; // [N, K]
@group(1) @binding(1) var<storage, read> sigma: array<f32>; // [1]
@group(1) @binding(2) var<storage, read_write> y: array<vec4f>; // [N, K]

const K4 = (K + 7u) / 8u * 2u;

@compute @workgroup_size(64, 1)
fn spectral_weight(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= K4 || id.y >= N) {
    return;
  }
  let index = id.y * K4 + id.x;
  y[index] = weight[index] / sigma[0];
}
