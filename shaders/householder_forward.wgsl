// householder_forward: a chain of Householder flows, which reflect a row. They keep volumes.
//
//   y = H_FLOWS … H_1 z, or H_1 … H_FLOWS z if REVERSED, its inverse; H = I - 2 v vᵀ / |v|²
//   z and y [M*SAMPLES, L], parameters [M, FLOWS*L] = v of each flow
//
// Source: Tomczak & Welling, "Improving variational auto-encoders using Householder flow", 2016.
// Launch: one invocation per row of z, which keeps the row in registers.
// Numerics: f32.

// #import shared/householder

const M: u32 = 128u;
const SAMPLES: u32 = 1u;

@group(1) @binding(0) var<storage, read> z: array<vec4f>; // [M*SAMPLES, L]
@group(1) @binding(1) var<storage, read> parameters: array<f32>; // [M, FLOWS*L]
@group(1) @binding(2) var<storage, read_write> y: array<vec4f>; // [M*SAMPLES, L]

@compute @workgroup_size(64)
fn householder_forward(@builtin(global_invocation_id) id: vec3u) {
  let row = id.x;
  if (row >= M * SAMPLES) {
    return;
  }
  var values: array<vec4f, L4>;
  for (var i = 0u; i < L4; i++) {
    values[i] = z[row * L4 + i];
  }
  for (var n = 0u; n < FLOWS; n++) {
    let first = first_of(row / SAMPLES, n);
    var products = vec2f();
    for (var i = 0u; i < USED4; i++) {
      let v = four(first, i);
      products += vec2f(dot(v, values[i]), dot(v, v));
    }
    let share = 2.0 * products.x / max(products.y, LEAST);
    for (var i = 0u; i < USED4; i++) {
      values[i] -= share * four(first, i);
    }
  }
  for (var i = 0u; i < L4; i++) {
    y[row * L4 + i] = values[i];
  }
}
