// radial_backward: the gradient of a chain of radial flows and of its log determinant.
//
//   With d = z - c, A = α + r, n = r² + 2 α r + p α, gain = (p - α) / A, e = dy · d, w the row's weight:
//   dA = -e gain / A - w (L + 1) / A,  dp = e / A + w ((L - 1) / (r + p) + α / n),
//   dα = dA - e / A + w (2 r + p) / n,  dr = dA + w ((L - 1) / (r + p) + 2 A / n),
//   dd = gain dy + dr d / r,  dz = dy + dd,  dc = -dd
//   z, dy, dz [M*SAMPLES, L], parameters, dparameters [M, FLOWS*L+2*FLOWS], summed over the samples;
//   added to dz and dparameters when ACCUMULATE_Z, ACCUMULATE_PARAMETERS; without the log determinant
//   unless WEIGHTED
//
// The weight of a row is that of slot term_weight, whose rows are those of z.
// Launch: one invocation per example. It goes forward again, and back by dividing what each flow stretched.
// Numerics: f32.

// #import shared/samples
// #import shared/radial
// #import shared/flow_gradients
// #slot term_weight: scalar

const M: u32 = 128u;
const WEIGHTED: bool = true;
const ACCUMULATE_Z: bool = false;
const ACCUMULATE_PARAMETERS: bool = false;

@group(1) @binding(0) var<storage, read> z: array<vec4f>; // [M*SAMPLES, L]
@group(1) @binding(1) var<storage, read> parameters: array<f32>; // [M, FLOWS*L+2*FLOWS]
@group(1) @binding(2) var<storage, read> dy: array<vec4f>; // [M*SAMPLES, L]
@group(1) @binding(3) var<storage, read_write> dz: array<vec4f>; // [M*SAMPLES, L]
@group(1) @binding(4) var<storage, read_write> dparameters: array<f32>; // [M, FLOWS*L+2*FLOWS]

const LEAST = 1e-12; // of r, which divides

@compute @workgroup_size(64)
fn radial_backward(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= M) {
    return;
  }
  for (var s = 0u; s < SAMPLES; s++) {
    let row = SAMPLES * id.x + s;
    let accumulate = ACCUMULATE_PARAMETERS | (s > 0u);
    let weight = select(0.0, term_weight(row), WEIGHTED);
    var values: array<vec4f, L4>;
    var gradient: array<vec4f, L4>;
    for (var i = 0u; i < L4; i++) {
      values[i] = z[row * L4 + i];
      gradient[i] = dy[row * L4 + i];
    }
    var radii: array<f32, FLOWS>;
    for (var k = 0u; k < FLOWS; k++) {
      let first = id.x * PARAMETERS_WIDTH + k * SIZE;
      var square = 0.0;
      for (var i = 0u; i < USED4; i++) {
        let apart = values[i] - four(first, i);
        square += dot(apart, apart);
      }
      radii[k] = sqrt(square);
      let to = strengths(first);
      let gain = (to.y - to.x) / (to.x + radii[k]);
      for (var i = 0u; i < USED4; i++) {
        values[i] += gain * (values[i] - four(first, i));
      }
    }
    for (var n = 0u; n < FLOWS; n++) {
      let k = FLOWS - 1u - n;
      let first = id.x * PARAMETERS_WIDTH + k * SIZE;
      let r = radii[k];
      let to = strengths(first);
      let whole = to.x + r;
      let gain = (to.y - to.x) / whole;
      let shrink = whole / (r + to.y);
      var along = 0.0;
      for (var i = 0u; i < USED4; i++) {
        values[i] = shrink * (values[i] - four(first, i));
        along += dot(gradient[i], values[i]);
      }
      let inner = f32(L - 1u) / (r + to.y);
      let rest = numerator(r, to.x, to.y);
      let dwhole = -(along * gain + weight * f32(L + 1u)) / whole;
      let dp = along / whole + weight * (inner + to.x / rest);
      let dalpha = dwhole - along / whole + weight * (2.0 * r + to.y) / rest;
      let dr = dwhole + weight * (inner + 2.0 * whole / rest);
      let share = dr / max(r, LEAST);
      for (var i = 0u; i < USED4; i++) {
        let apart = gain * gradient[i] + share * values[i];
        put4(first, i, -apart, accumulate);
        gradient[i] += apart;
        values[i] += four(first, i);
      }
      let a = vec2f(parameters[first + L], parameters[first + L + 1u]);
      let slopes = 1.0 / (1.0 + exp(clamp(-a, vec2f(-80.0), vec2f(80.0))));
      put(first + L, dalpha * slopes.x, accumulate);
      put(first + L + 1u, dp * slopes.y, accumulate);
    }
    for (var i = 0u; i < L4; i++) {
      let index = row * L4 + i;
      dz[index] = gradient[i] + select(vec4f(), dz[index], ACCUMULATE_Z);
    }
  }
}
