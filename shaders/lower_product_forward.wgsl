// lower_product_forward: standard normals times a triangular matrix of each example, below its diagonal.
//
//   y[row, i] = Σ_{j < i} lower[row / SAMPLES, i (i - 1) / 2 + j] · noise[row, j] (slot noise)
//   lower [M, T] with T = L (L - 1) / 2, y [M*SAMPLES, L]
//
// Launch: one invocation per vec4 of y; x along L / 4, y along M*SAMPLES.
// Numerics: columns in ascending order.

// #slot noise: counter

const M: u32 = 128u;
const L: u32 = 20u;
const T: u32 = 190u;
const SAMPLES: u32 = 1u;

@group(1) @binding(0) var<storage, read> lower: array<f32>; // [M, T]
@group(1) @binding(1) var<storage, read_write> y: array<vec4f>; // [M*SAMPLES, L]

const L4 = (L + 7u) / 8u * 2u;
const T_WIDTH = (T + 7u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn lower_product_forward(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= L4 || id.y >= M * SAMPLES) {
    return;
  }
  let start = id.y / SAMPLES * T_WIDTH;
  var sums = vec4f();
  for (var column4 = 0u; column4 <= min(id.x, (L - 1u) / 4u); column4++) {
    let noise = noise4(id.y, column4);
    for (var a = 0u; a < 4u; a++) {
      let i = 4u * id.x + a;
      let end = select(0u, min(4u, max(i, 4u * column4) - 4u * column4), i < L);
      for (var b = 0u; b < end; b++) {
        sums[a] += lower[start + i * (i - 1u) / 2u + 4u * column4 + b] * noise[b];
      }
    }
  }
  y[id.y * L4 + id.x] = sums;
}
