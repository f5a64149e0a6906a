// low_rank_product_backward: the gradient of a product with standard normals with respect to the matrix.
//
//   dU[row] = Σ_s dy[SAMPLES row + s] noise[SAMPLES row + s]ᵀ (slot noise)
//   dy [M*SAMPLES, N], dfactor [M, N*L], row by row; added to dfactor when ACCUMULATE
//
// Launch: one invocation per row of a matrix; x along N, y along M.
// Numerics: samples in ascending order.

// #slot noise: counter

const M: u32 = 128u;
const N: u32 = 20u;
const L: u32 = 2u;
const SAMPLES: u32 = 1u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read_write> dfactor: array<f32>; // [M, N*L]
@group(1) @binding(1) var<storage, read> dy: array<f32>; // [M*SAMPLES, N]

const Y_WIDTH = (N + 7u) / 8u * 8u;
const FACTOR_WIDTH = (N * L + 7u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn low_rank_product_backward(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= N || id.y >= M) {
    return;
  }
  let first = id.y * FACTOR_WIDTH + id.x * L;
  for (var column4 = 0u; column4 < (L + 3u) / 4u; column4++) {
    var sums = vec4f();
    for (var s = 0u; s < SAMPLES; s++) {
      let row = SAMPLES * id.y + s;
      sums += dy[row * Y_WIDTH + id.x] * noise4(row, column4);
    }
    for (var i = 0u; i < min(4u, L - 4u * column4); i++) {
      let index = first + 4u * column4 + i;
      dfactor[index] = select(0.0, dfactor[index], ACCUMULATE) + sums[i];
    }
  }
}
