// spectral_columns: the first half of a power iteration.
//
//   columns = weightᵀ · u
//   weight [N, K], u [N], columns [K]
//
// Source: Miyato et al., "Spectral normalization for generative adversarial networks", 2018.
// Launch: one invocation per vec4 of columns.

const N: u32 = 64u;
const K: u32 = 20u;

@group(1) @binding(0) var<storage, read> weight: array<vec4f>; // [N, K]
@group(1) @binding(1) var<storage, read> u: array<f32>; // [N]
@group(1) @binding(2) var<storage, read_write> columns: array<vec4f>; // [K]

const K4 = (K + 7u) / 8u * 2u;

@compute @workgroup_size(64)
fn spectral_columns(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= K4) {
    return;
  }
  var sum = vec4f();
  for (var row = 0u; row < N; row++) {
    sum += u[row] * weight[row * K4 + id.x];
  }
  columns[id.x] = sum;
}
