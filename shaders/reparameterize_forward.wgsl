// reparameterize_forward: a sample of the approximate posterior.
//
//   z = mu + exp(logvar / 2) · noise
//   stats [M, 2*L] = mu | logvar, z [M, L], noise [M, L] (slot noise)
//
// Source: Kingma & Welling, "Auto-encoding variational Bayes", 2013, section 2.4.
// Launch: one invocation per vec4 of z; x along L / 4, y along M.

// #import shared/columns
// #slot noise: counter

const M: u32 = 128u;
const L: u32 = 20u;

@group(1) @binding(0) var<storage, read> stats: array<f32>; // [M, 2*L]
@group(1) @binding(1) var<storage, read_write> z: array<vec4f>; // [M, L]

const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const L4 = (L + 7u) / 8u * 2u;

@compute @workgroup_size(8, 8)
fn reparameterize_forward(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= L4 || id.y >= M) {
    return;
  }
  let noise = noise4(id.y, id.x);
  var sample = vec4f();
  for (var i = 0u; i < 4u; i++) {
    let column = 4u * id.x + i;
    if (column < L) {
      let mu = stats[id.y * STATS_WIDTH + column];
      let logvar = stats[id.y * STATS_WIDTH + L + column];
      sample[i] = mu + exp(0.5 * logvar) * noise[i];
    }
  }
  z[id.y * L4 + id.x] = keep_columns(sample, id.x, L);
}
