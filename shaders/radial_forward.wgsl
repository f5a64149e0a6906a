// radial_forward: a chain of radial flows, and the logarithm of the determinant of their Jacobian.
//
//   y = f_FLOWS(… f_1(z)), terms[ring_slot, row] = Σ_k log |det ∂f_k|, see shared/radial
//   z and y [M*SAMPLES, L], parameters [M, FLOWS*L+2*FLOWS] = c | a | b of each flow,
//   terms [RING, 1, M*SAMPLES]; zero past the row count
//
// Launch: one invocation per row of z, which keeps the row in registers.
// Numerics: f32.

// #import shared/samples
// #import shared/radial

const M: u32 = 128u;
const RING: u32 = 32u;

@group(1) @binding(0) var<storage, read> z: array<vec4f>; // [M*SAMPLES, L]
@group(1) @binding(1) var<storage, read> parameters: array<f32>; // [M, FLOWS*L+2*FLOWS]
@group(1) @binding(2) var<storage, read_write> y: array<vec4f>; // [M*SAMPLES, L]
@group(1) @binding(3) var<storage, read_write> terms: array<f32>; // [RING, 1, M*SAMPLES]

const TERMS_WIDTH = (M * SAMPLES + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn radial_forward(@builtin(global_invocation_id) id: vec3u) {
  let row = id.x;
  if (row >= M * SAMPLES) {
    return;
  }
  var values: array<vec4f, L4>;
  for (var i = 0u; i < L4; i++) {
    values[i] = z[row * L4 + i];
  }
  var log_determinant = 0.0;
  for (var k = 0u; k < FLOWS; k++) {
    let first = row / SAMPLES * PARAMETERS_WIDTH + k * SIZE;
    var square = 0.0;
    for (var i = 0u; i < USED4; i++) {
      let apart = values[i] - four(first, i);
      square += dot(apart, apart);
    }
    let r = sqrt(square);
    let to = strengths(first);
    let whole = to.x + r;
    log_determinant += f32(L - 1u) * log(r + to.y) + log(numerator(r, to.x, to.y)) -
      f32(L + 1u) * log(whole);
    let gain = (to.y - to.x) / whole;
    for (var i = 0u; i < USED4; i++) {
      values[i] += gain * (values[i] - four(first, i));
    }
  }
  for (var i = 0u; i < L4; i++) {
    y[row * L4 + i] = values[i];
  }
  terms[(step.ring_slot % RING) * TERMS_WIDTH + row] =
    select(0.0, log_determinant, row_counts(row));
}
