// weighted_samples: the sum of the samples of each row, each times a weight of its own, such as a mean
// by importance.
//
//   y[row] = Σ_s shares[DRAWS row + s] values[DRAWS row + s]
//   shares [M*DRAWS], values [M*DRAWS, K], y [M, K]
//
// Launch: one invocation per vec4; x along K / 4, y along M.
// Numerics: f32, in the order of the samples.

const M: u32 = 128u;
const DRAWS: u32 = 8u;
const K: u32 = 20u;

@group(1) @binding(0) var<storage, read> shares: array<f32>; // [M*DRAWS]
@group(1) @binding(1) var<storage, read> values: array<vec4f>; // [M*DRAWS, K]
@group(1) @binding(2) var<storage, read_write> y: array<vec4f>; // [M, K]

const K4 = (K + 7u) / 8u * 2u;

@compute @workgroup_size(64, 1)
fn weighted_samples(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= K4 || id.y >= M) {
    return;
  }
  let first = id.y * DRAWS;
  var sum = vec4f();
  for (var s = 0u; s < DRAWS; s++) {
    sum += shares[first + s] * values[(first + s) * K4 + id.x];
  }
  y[id.y * K4 + id.x] = sum;
}
