// mixture_density_backward_z: the gradient of -log density of a mixture of Gaussians with respect to z.
//
//   dz[row, l] = weight of the row (slot term_weight) · Σ_k shares[row, k] (z[row, l] - mu[k, l]) exp(-logvar[k, l])
//   z [M, L], stats [K, 2*L] = mu | logvar, shares [M, K], dz [M, L]; added to dz when ACCUMULATE
//
// Launch: one invocation per latent dimension of four rows; x along L, y along M / 4.
// Numerics: components in ascending order.

// #slot term_weight: scalar

const M: u32 = 128u;
const K: u32 = 10u;
const L: u32 = 20u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> z: array<f32>; // [M, L]
@group(1) @binding(1) var<storage, read> stats: array<f32>; // [K, 2*L]
@group(1) @binding(2) var<storage, read> shares: array<f32>; // [M, K]
@group(1) @binding(3) var<storage, read_write> dz: array<f32>; // [M, L]

const Z_WIDTH = (L + 7u) / 8u * 8u;
const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const K_WIDTH = (K + 7u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn mixture_density_backward_z(@builtin(global_invocation_id) id: vec3u) {
  let first = 4u * id.y;
  if (id.x >= L || first >= M) {
    return;
  }
  let place = first * Z_WIDTH + id.x;
  let value = vec4f(
    z[place],
    z[place + Z_WIDTH],
    z[place + 2u * Z_WIDTH],
    z[place + 3u * Z_WIDTH],
  );
  var sums = vec4f();
  for (var k = 0u; k < K; k++) {
    let of_row = first * K_WIDTH + k;
    let share = vec4f(
      shares[of_row],
      shares[of_row + K_WIDTH],
      shares[of_row + 2u * K_WIDTH],
      shares[of_row + 3u * K_WIDTH],
    );
    let precision = exp(-stats[k * STATS_WIDTH + L + id.x]);
    sums += share * (precision * (value - stats[k * STATS_WIDTH + id.x]));
  }
  for (var r = 0u; r < min(4u, M - first); r++) {
    let gradient = term_weight(first + r) * sums[r];
    let index = place + r * Z_WIDTH;
    if (ACCUMULATE) {
      dz[index] += gradient;
    } else {
      dz[index] = gradient;
    }
  }
}
