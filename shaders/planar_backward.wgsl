// planar_backward: the gradient of a chain of planar flows and of its log determinant.
//
//   With g = dy of a flow, t, det as in shared/planar, and weight that of the row:
//   dt = g · û + weight 2 t (1 - soft) / det,  da = dt (1 - t²),  dz = g + da w,  db = da,
//   and through û = u + share w: dshare = t g · w, dsoft = weight (1 - t²) / det + dshare / |w|²
//   z, dy, dz [M*SAMPLES, L], parameters, dparameters [M, FLOWS*2*L+FLOWS], summed over the samples;
//   added to dz and dparameters when ACCUMULATE_Z, ACCUMULATE_PARAMETERS; without the log determinant
//   unless WEIGHTED
//
// The weight of a row is that of slot term_weight, whose rows are those of z.
// Launch: one invocation per example. It goes forward again, and back by subtracting what each flow added.
// Numerics: f32.

// #import shared/samples
// #import shared/planar
// #import shared/flow_gradients
// #slot term_weight: scalar

const M: u32 = 128u;
const WEIGHTED: bool = true;
const ACCUMULATE_Z: bool = false;
const ACCUMULATE_PARAMETERS: bool = false;

@group(1) @binding(0) var<storage, read> z: array<vec4f>; // [M*SAMPLES, L]
@group(1) @binding(1) var<storage, read> parameters: array<f32>; // [M, FLOWS*2*L+FLOWS]
@group(1) @binding(2) var<storage, read> dy: array<vec4f>; // [M*SAMPLES, L]
@group(1) @binding(3) var<storage, read_write> dz: array<vec4f>; // [M*SAMPLES, L]
@group(1) @binding(4) var<storage, read_write> dparameters: array<f32>; // [M, FLOWS*2*L+FLOWS]

@compute @workgroup_size(64)
fn planar_backward(@builtin(global_invocation_id) id: vec3u) {
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
    var bents: array<f32, FLOWS>;
    for (var k = 0u; k < FLOWS; k++) {
      let first = id.x * PARAMETERS_WIDTH + k * SIZE;
      var products = vec3f();
      for (var i = 0u; i < USED4; i++) {
        let w = four(first + L, i);
        products += vec3f(dot(w, four(first, i)), dot(w, w), dot(w, values[i]));
      }
      let to = direction(products.x, products.y);
      bents[k] = bend(products.z + parameters[first + 2u * L]);
      for (var i = 0u; i < USED4; i++) {
        values[i] += bents[k] * (four(first, i) + to.share * four(first + L, i));
      }
    }
    for (var n = 0u; n < FLOWS; n++) {
      let k = FLOWS - 1u - n;
      let first = id.x * PARAMETERS_WIDTH + k * SIZE;
      var products = vec4f();
      for (var i = 0u; i < USED4; i++) {
        let u = four(first, i);
        let w = four(first + L, i);
        products += vec4f(dot(w, u), dot(w, w), dot(gradient[i], u), dot(gradient[i], w));
      }
      let along = products.x;
      let square = max(products.y, LEAST);
      let to = direction(along, products.y);
      let bent = bents[k];
      let slope = 1.0 - bent * bent;
      let pull = weight / determinant(to.soft, bent);
      let dbent = products.z + to.share * products.w + 2.0 * pull * bent * (1.0 - to.soft);
      let dinner = dbent * slope;
      let dshare = bent * products.w;
      let dalong = (pull * slope + dshare / square) / (1.0 + exp(clamp(-along, -80.0, 80.0))) -
        dshare / square;
      let dsquare = select(0.0, -dshare * to.share / square, products.y > LEAST);
      for (var i = 0u; i < USED4; i++) {
        let u = four(first, i);
        let w = four(first + L, i);
        let g = gradient[i];
        values[i] -= bent * (u + to.share * w);
        put4(first, i, bent * g + dalong * w, accumulate);
        let through = bent * to.share * g + dalong * u + 2.0 * dsquare * w;
        put4(first + L, i, through + dinner * values[i], accumulate);
        gradient[i] = g + dinner * w;
      }
      put(first + 2u * L, dinner, accumulate);
    }
    for (var i = 0u; i < L4; i++) {
      let index = row * L4 + i;
      dz[index] = gradient[i] + select(vec4f(), dz[index], ACCUMULATE_Z);
    }
  }
}
