// triangular_flow_forward: a Sylvester flow with triangular matrices, and the logarithm of the determinant of
// its Jacobian.
//
//   y = z + R tanh(S z + b), terms[ring_slot, row] = log |det ∂y/∂z|, see shared/triangular
//   z and y [M*SAMPLES, L], parameters [M, L*L+2*L], terms [RING, 1, M*SAMPLES]; zero past the row count
//
// Launch: one invocation per row of z.
// Numerics: f32.

// #import shared/samples
// #import shared/triangular

const M: u32 = 128u;
const RING: u32 = 32u;

@group(1) @binding(0) var<storage, read> z: array<f32>; // [M*SAMPLES, L]
@group(1) @binding(1) var<storage, read> parameters: array<f32>; // [M, L*L+2*L]
@group(1) @binding(2) var<storage, read_write> y: array<f32>; // [M*SAMPLES, L]
@group(1) @binding(3) var<storage, read_write> terms: array<f32>; // [RING, 1, M*SAMPLES]

const TERMS_WIDTH = (M * SAMPLES + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn triangular_flow_forward(@builtin(global_invocation_id) id: vec3u) {
  let row = id.x;
  if (row >= M * SAMPLES) {
    return;
  }
  let first = row / SAMPLES * PARAMETERS_WIDTH;
  let start = row * Z_WIDTH;
  var sums: array<f32, L>;
  var log_determinant = 0.0;
  // A value of h is known once its row of S was, and then adds its column of R.
  for (var i = 0u; i < L; i++) {
    let r = bounded_tanh(parameters[place(first, i, i)]);
    let s = bounded_tanh(parameters[place_of_s(first, i)]);
    var inner = parameters[place_of_s(first, i) + L] + s * z[start + i];
    for (var j = i + 1u; j < L; j++) {
      inner += parameters[place(first, j, i)] * z[start + j];
    }
    let h = bounded_tanh(inner);
    log_determinant += log(1.0 + (1.0 - h * h) * r * s);
    sums[i] += r * h;
    for (var j = 0u; j < i; j++) {
      sums[j] += parameters[place(first, j, i)] * h;
    }
  }
  for (var i = 0u; i < L; i++) {
    y[start + i] = z[start + i] + sums[i];
  }
  terms[(step.ring_slot % RING) * TERMS_WIDTH + row] =
    select(0.0, log_determinant, row_counts(row));
}
