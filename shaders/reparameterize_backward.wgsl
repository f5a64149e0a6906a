// reparameterize_backward: the gradient of z = mu + exp(logvar / 2) · noise.
//
//   dmu = dz,  dlogvar = dz · noise · exp(logvar / 2) / 2
//   stats [M, 2*L], dz [M, L], dstats [M, 2*L]; added to dstats when ACCUMULATE
//
// The noise is made again from its counter (slot noise) instead of being stored.
// Launch: one invocation per four columns of dz; x along L / 4, y along M.

// #slot noise: counter

const M: u32 = 128u;
const L: u32 = 20u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> stats: array<f32>; // [M, 2*L]
@group(1) @binding(1) var<storage, read> dz: array<f32>; // [M, L]
@group(1) @binding(2) var<storage, read_write> dstats: array<f32>; // [M, 2*L]

const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const Z_WIDTH = (L + 7u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn reparameterize_backward(@builtin(global_invocation_id) id: vec3u) {
  if (4u * id.x >= L || id.y >= M) {
    return;
  }
  let noise = noise4(id.y, id.x);
  for (var i = 0u; i < 4u; i++) {
    let column = 4u * id.x + i;
    if (column < L) {
      let mu_index = id.y * STATS_WIDTH + column;
      let logvar_index = mu_index + L;
      let dmu = dz[id.y * Z_WIDTH + column];
      let dlogvar = 0.5 * dmu * noise[i] * exp(0.5 * stats[logvar_index]);
      if (ACCUMULATE) {
        dstats[mu_index] += dmu;
        dstats[logvar_index] += dlogvar;
      } else {
        dstats[mu_index] = dmu;
        dstats[logvar_index] = dlogvar;
      }
    }
  }
}
