// sampled_kl_backward: the gradient of log q(z | x) - log p(z) with respect to the sample and, with the
// noise held fixed, the log variance.
//
//   dz = weight of the row · z,  dlogvar = -½ Σ_s weight of the row,  dmu = 0
//   z [M*SAMPLES, L], dz [M*SAMPLES, L], dstats [M, 2*L] = dmu | dlogvar;
//   added to them when ACCUMULATE_Z, ACCUMULATE_STATS
//
// The weight of a row is that of slot term_weight, whose rows are those of z.
// Launch: one invocation per latent dimension of an example; x along L, y along M.

// #import shared/samples
// #slot term_weight: scalar

const M: u32 = 128u;
const L: u32 = 20u;
const ACCUMULATE_Z: bool = false;
const ACCUMULATE_STATS: bool = false;

@group(1) @binding(0) var<storage, read_write> dstats: array<f32>; // [M, 2*L]
@group(1) @binding(1) var<storage, read> z: array<f32>; // [M*SAMPLES, L]
@group(1) @binding(2) var<storage, read_write> dz: array<f32>; // [M*SAMPLES, L]

const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const Z_WIDTH = (L + 7u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn sampled_kl_backward(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= L || id.y >= M) {
    return;
  }
  var weights = 0.0;
  for (var s = 0u; s < SAMPLES; s++) {
    let row = SAMPLES * id.y + s;
    let weight = term_weight(row);
    weights += weight;
    let index = row * Z_WIDTH + id.x;
    if (ACCUMULATE_Z) {
      dz[index] += weight * z[index];
    } else {
      dz[index] = weight * z[index];
    }
  }
  let mu_index = id.y * STATS_WIDTH + id.x;
  if (ACCUMULATE_STATS) {
    dstats[mu_index + L] -= 0.5 * weights;
  } else {
    dstats[mu_index] = 0.0;
    dstats[mu_index + L] = -0.5 * weights;
  }
}
