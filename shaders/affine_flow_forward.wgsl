// affine_flow_forward: values scaled and shifted by numbers of their own, and the logarithm of the
// determinant of the Jacobian.
//
//   y = scale z + shift, terms[ring_slot, row] = Σ log scale, see shared/affine_flow
//   z and y [M, L], parameters [M, 2*L] = m | s, terms [RING, 1, M]; zero past the row count
//
// Launch: one invocation per row.
// Numerics: f32; log σ(s) = -softplus(-s), without cancellation.

// #import shared/samples
// #import shared/affine_flow

const M: u32 = 128u;
const RING: u32 = 32u;

@group(1) @binding(0) var<storage, read> z: array<vec4f>; // [M, L]
@group(1) @binding(1) var<storage, read> parameters: array<f32>; // [M, 2*L]
@group(1) @binding(2) var<storage, read_write> y: array<vec4f>; // [M, L]
@group(1) @binding(3) var<storage, read_write> terms: array<f32>; // [RING, 1, M]

const TERMS_WIDTH = (M + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn affine_flow_forward(@builtin(global_invocation_id) id: vec3u) {
  let row = id.x;
  if (row >= M) {
    return;
  }
  var logarithms = vec4f();
  for (var i = 0u; i < L4; i++) {
    let m = four(row, i, 0u);
    let s = four(row, i, L);
    let scale = scale_of(s);
    let changed = m + scale * (z[row * L4 + i] - m);
    let plain = scale * (z[row * L4 + i] - m);
    y[row * L4 + i] = keep_columns(select(plain, changed, vec4<bool>(GATED)), i, L);
    logarithms -= keep_columns(select(s, softplus(-s), vec4<bool>(GATED)), i, L);
  }
  let log_determinant = logarithms.x + logarithms.y + logarithms.z + logarithms.w;
  terms[(step.ring_slot % RING) * TERMS_WIDTH + row] =
    select(0.0, log_determinant, row_counts(row));
}
