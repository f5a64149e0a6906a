// path_kl_backward: the gradient of log q(z | x) - log p(z) with respect to the sample alone, with the
// posterior held fixed.
//
//   dz = weight of the row · (z - (z - mu) exp(-logvar))
//   stats [M, 2*L] = mu | logvar, z [M*SAMPLES, L], dz [M*SAMPLES, L]; added to dz when ACCUMULATE
//
// The weight of a row is that of slot term_weight, whose rows are those of z.
// Source: Tucker et al., "Doubly reparameterized gradient estimators for Monte Carlo objectives", 2018.
// Launch: one invocation per value of z; x along L, y along its rows.

// #import shared/samples
// #slot term_weight: scalar

const M: u32 = 128u;
const L: u32 = 20u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> stats: array<f32>; // [M, 2*L]
@group(1) @binding(1) var<storage, read> z: array<f32>; // [M*SAMPLES, L]
@group(1) @binding(2) var<storage, read_write> dz: array<f32>; // [M*SAMPLES, L]

const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const Z_WIDTH = (L + 7u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn path_kl_backward(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= L || id.y >= M * SAMPLES) {
    return;
  }
  let index = id.y * Z_WIDTH + id.x;
  let mu_index = id.y / SAMPLES * STATS_WIDTH + id.x;
  let of_posterior = (z[index] - stats[mu_index]) * exp(-stats[mu_index + L]);
  let value = term_weight(id.y) * (z[index] - of_posterior);
  if (ACCUMULATE) {
    dz[index] += value;
  } else {
    dz[index] = value;
  }
}
