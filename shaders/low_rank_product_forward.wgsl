// low_rank_product_forward: standard normals times a matrix of few columns for each example.
//
//   y[row] = U[row / SAMPLES] noise[row] (slot noise)
//   factor [M, N*L] = U, row by row, y [M*SAMPLES, N], noise [M*SAMPLES, L]
//
// Launch: one invocation per value; x along N, y along M * SAMPLES.

// #slot noise: counter

const M: u32 = 128u;
const N: u32 = 20u;
const L: u32 = 2u;
const SAMPLES: u32 = 1u;

@group(1) @binding(0) var<storage, read> factor: array<f32>; // [M, N*L]
@group(1) @binding(1) var<storage, read_write> y: array<f32>; // [M*SAMPLES, N]

const Y_WIDTH = (N + 7u) / 8u * 8u;
const FACTOR_WIDTH = (N * L + 7u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn low_rank_product_forward(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= N || id.y >= M * SAMPLES) {
    return;
  }
  let first = id.y / SAMPLES * FACTOR_WIDTH + id.x * L;
  var sum = 0.0;
  for (var column4 = 0u; column4 < (L + 3u) / 4u; column4++) {
    let noise = noise4(id.y, column4);
    for (var i = 0u; i < min(4u, L - 4u * column4); i++) {
      sum += factor[first + 4u * column4 + i] * noise[i];
    }
  }
  y[id.y * Y_WIDTH + id.x] = sum;
}
