// lower_product_backward: the gradient of a product with standard normals with respect to the matrix.
//
//   dlower[row, i (i - 1) / 2 + j] = Σ_s dy[SAMPLES row + s, i] · noise[SAMPLES row + s, j] (slot noise), j < i
//   dy [M*SAMPLES, L], dlower [M, T] with T = L (L - 1) / 2; added to dlower when ACCUMULATE
//
// Launch: one invocation per row of a matrix; x along L, y along M.
// Numerics: samples in ascending order.

// #slot noise: counter

const M: u32 = 128u;
const L: u32 = 20u;
const T: u32 = 190u;
const SAMPLES: u32 = 1u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read_write> dlower: array<f32>; // [M, T]
@group(1) @binding(1) var<storage, read> dy: array<f32>; // [M*SAMPLES, L]

const Z_WIDTH = (L + 7u) / 8u * 8u;
const T_WIDTH = (T + 7u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn lower_product_backward(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i == 0u || i >= L || id.y >= M) {
    return;
  }
  let start = id.y * T_WIDTH + i * (i - 1u) / 2u;
  for (var column4 = 0u; column4 < (i + 3u) / 4u; column4++) {
    var sums = vec4f();
    for (var s = 0u; s < SAMPLES; s++) {
      let row = SAMPLES * id.y + s;
      sums += dy[row * Z_WIDTH + i] * noise4(row, column4);
    }
    for (var b = 0u; b < min(4u, i - 4u * column4); b++) {
      let index = start + 4u * column4 + b;
      if (ACCUMULATE) {
        dlower[index] += sums[b];
      } else {
        dlower[index] = sums[b];
      }
    }
  }
}
