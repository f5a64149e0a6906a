// affine_flow_inverse: the values that affine_flow_forward took to y.
//
//   z = (y - shift) / scale, see shared/affine_flow
//   y and z [M, L], parameters [M, 2*L] = m | s
//
// Launch: one invocation per vec4; x along the columns of z / 4, y along M.
// Numerics: f32.

// #import shared/affine_flow

const M: u32 = 128u;

@group(1) @binding(0) var<storage, read> y: array<vec4f>; // [M, L]
@group(1) @binding(1) var<storage, read> parameters: array<f32>; // [M, 2*L]
@group(1) @binding(2) var<storage, read_write> z: array<vec4f>; // [M, L]

@compute @workgroup_size(8, 8)
fn affine_flow_inverse(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= L4 || id.y >= M) {
    return;
  }
  let index = id.y * L4 + id.x;
  let m = four(id.y, id.x, 0u);
  let power = exp(clamp(four(id.y, id.x, L), vec4f(-80.0), vec4f(80.0)));
  // 1 / σ(s) = 1 + exp(-s)
  let gated = m + (y[index] - m) * (1.0 + 1.0 / power);
  z[index] = keep_columns(select(m + y[index] * power, gated, vec4<bool>(GATED)), id.x, L);
}
