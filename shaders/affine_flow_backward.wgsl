// affine_flow_backward: the gradient of values scaled and shifted by numbers of their own, and of the log
// determinant.
//
//   dz = dy scale
//   GATED: dm = dy (1 - scale), ds = (dy (z - m) scale + weight) (1 - scale)
//   else: dm = -dy scale, ds = -dy (z - m) scale - weight
//   z, dy, dz [M, L], parameters = m | s and dparameters [M, 2*L]; added to dz and dparameters when
//   ACCUMULATE_Z, ACCUMULATE_PARAMETERS; without the log determinant unless WEIGHTED
//
// The weight of a row is that of slot term_weight, whose rows are those of z.
// Launch: one invocation per vec4 of z; x along its columns / 4, y along M.
// Numerics: f32.

// #import shared/samples
// #import shared/affine_flow
// #slot term_weight: scalar

const M: u32 = 128u;
const WEIGHTED: bool = true;
const ACCUMULATE_Z: bool = false;
const ACCUMULATE_PARAMETERS: bool = false;

@group(1) @binding(0) var<storage, read> z: array<vec4f>; // [M, L]
@group(1) @binding(1) var<storage, read> parameters: array<f32>; // [M, 2*L]
@group(1) @binding(2) var<storage, read> dy: array<vec4f>; // [M, L]
@group(1) @binding(3) var<storage, read_write> dz: array<vec4f>; // [M, L]
@group(1) @binding(4) var<storage, read_write> dparameters: array<f32>; // [M, 2*L]

fn put(index: u32, value: f32) {
  dparameters[index] = value + select(0.0, dparameters[index], ACCUMULATE_PARAMETERS);
}

@compute @workgroup_size(8, 8)
fn affine_flow_backward(@builtin(global_invocation_id) id: vec3u) {
  if (4u * id.x >= L || id.y >= M) {
    return;
  }
  let index = id.y * L4 + id.x;
  let weight = select(0.0, term_weight(id.y), WEIGHTED);
  let m = four(id.y, id.x, 0u);
  let scale = scale_of(four(id.y, id.x, L));
  let gradient = dy[index];
  let scaled = gradient * scale;
  let inner = scaled * (z[index] - m) + weight;
  let gated = vec4<bool>(GATED);
  let dm = select(-scaled, gradient * (1.0 - scale), gated);
  let ds = select(-inner, inner * (1.0 - scale), gated);
  dz[index] = keep_columns(scaled, id.x, L) + select(vec4f(), dz[index], vec4<bool>(ACCUMULATE_Z));
  let first = id.y * NUMBERS_WIDTH + 4u * id.x;
  for (var i = 0u; i < min(4u, L - 4u * id.x); i++) {
    put(first + i, dm[i]);
    put(first + L + i, ds[i]);
  }
}
