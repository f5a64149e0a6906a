// reparameterize_forward: samples of the approximate posterior, SAMPLES per example.
//
//   z[SAMPLES row + s] = mu[row] + exp(logvar[row] / 2) · noise[SAMPLES row + s]
//   stats [M, 2*L] = mu | logvar, z [M*SAMPLES, L], noise [M*SAMPLES, L] (slot noise)
//
// Source: Kingma & Welling, "Auto-encoding variational Bayes", 2013, section 2.4.
// Launch: one invocation per vec4 of z; x along L / 4, y along the rows of z.

// #import shared/columns
// #slot noise: counter

const M: u32 = 128u;
const L: u32 = 20u;
const SAMPLES: u32 = 1u;

@group(1) @binding(0) var<storage, read> stats: array<f32>; // [M, 2*L]
@group(1) @binding(1) var<storage, read_write> z: array<vec4f>; // [M*SAMPLES, L]

const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const L4 = (L + 7u) / 8u * 2u;

@compute @workgroup_size(8, 8)
fn reparameterize_forward(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= L4 || id.y >= M * SAMPLES) {
    return;
  }
  let noise = noise4(id.y, id.x);
  let start = id.y / SAMPLES * STATS_WIDTH;
  var sample = vec4f();
  for (var i = 0u; i < 4u; i++) {
    let column = 4u * id.x + i;
    if (column < L) {
      sample[i] = stats[start + column] + exp(0.5 * stats[start + L + column]) * noise[i];
    }
  }
  z[id.y * L4 + id.x] = keep_columns(sample, id.x, L);
}
