// reparameterize_backward: the gradient of z = mu + exp(logvar / 2) · noise.
//
//   dmu = Σ_s dz,  dlogvar = Σ_s dz · noise · exp(logvar / 2) / 2,  s over an example's samples
//   stats [M, 2*L], dz [M*SAMPLES, L], dstats [M, 2*L]; added to dstats when ACCUMULATE
//
// The noise is drawn again from its counter (slot noise) instead of being stored.
// Launch: one invocation per four columns of dstats' mu; x along L / 4, y along M.

// #slot noise: counter

const M: u32 = 128u;
const L: u32 = 20u;
const SAMPLES: u32 = 1u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> stats: array<f32>; // [M, 2*L]
@group(1) @binding(1) var<storage, read> dz: array<vec4f>; // [M*SAMPLES, L]
@group(1) @binding(2) var<storage, read_write> dstats: array<f32>; // [M, 2*L]

const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const L4 = (L + 7u) / 8u * 2u;

@compute @workgroup_size(8, 8)
fn reparameterize_backward(@builtin(global_invocation_id) id: vec3u) {
  if (4u * id.x >= L || id.y >= M) {
    return;
  }
  var dmus = vec4f();
  var dnoises = vec4f();
  for (var s = 0u; s < SAMPLES; s++) {
    let row = SAMPLES * id.y + s;
    let gradient = dz[row * L4 + id.x];
    dmus += gradient;
    dnoises += gradient * noise4(row, id.x);
  }
  for (var i = 0u; i < 4u; i++) {
    let column = 4u * id.x + i;
    if (column < L) {
      let mu_index = id.y * STATS_WIDTH + column;
      let logvar_index = mu_index + L;
      let dlogvar = 0.5 * dnoises[i] * exp(0.5 * stats[logvar_index]);
      if (ACCUMULATE) {
        dstats[mu_index] += dmus[i];
        dstats[logvar_index] += dlogvar;
      } else {
        dstats[mu_index] = dmus[i];
        dstats[logvar_index] = dlogvar;
      }
    }
  }
}
