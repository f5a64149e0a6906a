// householder_backward: the gradient of a chain of Householder flows.
//
//   With g = dy and z of a flow, a = v · z, b = v · g: dz = H g,
//   dv = -2 (a g + b z - 2 a b v / |v|²) / |v|²
//   y, dy, dz [M*SAMPLES, L], parameters, dparameters [M, FLOWS*L], summed over the samples; added to dz and
//   dparameters when ACCUMULATE_Z, ACCUMULATE_PARAMETERS
//
// Launch: one invocation per example. A reflection is its own inverse, so it goes back from y.
// Numerics: f32.

// #import shared/householder
// #import shared/flow_gradients

const M: u32 = 128u;
const SAMPLES: u32 = 1u;
const ACCUMULATE_Z: bool = false;
const ACCUMULATE_PARAMETERS: bool = false;

@group(1) @binding(0) var<storage, read> y: array<vec4f>; // [M*SAMPLES, L]
@group(1) @binding(1) var<storage, read> parameters: array<f32>; // [M, FLOWS*L]
@group(1) @binding(2) var<storage, read> dy: array<vec4f>; // [M*SAMPLES, L]
@group(1) @binding(3) var<storage, read_write> dz: array<vec4f>; // [M*SAMPLES, L]
@group(1) @binding(4) var<storage, read_write> dparameters: array<f32>; // [M, FLOWS*L]

@compute @workgroup_size(64)
fn householder_backward(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= M) {
    return;
  }
  for (var s = 0u; s < SAMPLES; s++) {
    let row = SAMPLES * id.x + s;
    let accumulate = ACCUMULATE_PARAMETERS | (s > 0u);
    var values: array<vec4f, L4>;
    var gradient: array<vec4f, L4>;
    for (var i = 0u; i < L4; i++) {
      values[i] = y[row * L4 + i];
      gradient[i] = dy[row * L4 + i];
    }
    for (var n = 0u; n < FLOWS; n++) {
      let first = first_of(id.x, FLOWS - 1u - n);
      var products = vec3f();
      for (var i = 0u; i < USED4; i++) {
        let v = four(first, i);
        products += vec3f(dot(v, values[i]), dot(v, gradient[i]), dot(v, v));
      }
      let over = 2.0 / max(products.z, LEAST);
      // v · z is the opposite of v · y.
      let a = -products.x;
      let b = products.y;
      let bent = select(0.0, over * a * b, products.z > LEAST);
      for (var i = 0u; i < USED4; i++) {
        let v = four(first, i);
        let g = gradient[i];
        values[i] += over * a * v;
        put4(first, i, over * (bent * v - a * g - b * values[i]), accumulate);
        gradient[i] = g - over * b * v;
      }
    }
    for (var i = 0u; i < L4; i++) {
      let index = row * L4 + i;
      dz[index] = gradient[i] + select(vec4f(), dz[index], ACCUMULATE_Z);
    }
  }
}
