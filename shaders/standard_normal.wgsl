// standard_normal: a sample of the prior.
//
//   z [M, L] = noise_scale · noise (slot noise), zero in rows of examples past the row count
//
// Launch: one invocation per vec4 of z; x along L / 4, y along M.

// #import shared/columns
// #import shared/samples
// #import shared/step
// #slot noise: counter

const M: u32 = 128u;
const L: u32 = 20u;

@group(1) @binding(0) var<storage, read_write> z: array<vec4f>; // [M, L]

const L4 = (L + 7u) / 8u * 2u;

@compute @workgroup_size(8, 8)
fn standard_normal(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= L4 || id.y >= M) {
    return;
  }
  let value = select(vec4f(), step.noise_scale * noise4(id.y, id.x), row_counts(id.y));
  z[id.y * L4 + id.x] = keep_columns(value, id.x, L);
}
