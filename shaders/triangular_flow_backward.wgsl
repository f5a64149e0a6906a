// triangular_flow_backward: the gradient of a Sylvester flow with triangular matrices and of its log
// determinant.
//
//   With g = dy, d_i = 1 + (1 - h_i²) R_ii S_ii, w the row's weight and t = w / d:
//   dh = Rᵀ g - 2 t h R_ii S_ii,  db = (1 - h²) dh,  dz = g + Sᵀ db,  dR_ij = g_i h_j,  dS_ij = db_i z_j,
//   and on the diagonals also t (1 - h²) times the other's
//   z, dy, dz [M*SAMPLES, L], parameters, dparameters [M, L*L+2*L], summed over the samples; added to dz and
//   dparameters when ACCUMULATE_Z, ACCUMULATE_PARAMETERS; without the log determinant unless WEIGHTED
//
// The weight of a row is that of slot term_weight, whose rows are those of z.
// Launch: one invocation per example.
// Numerics: f32.

// #import shared/samples
// #import shared/triangular
// #slot term_weight: scalar

const M: u32 = 128u;
const WEIGHTED: bool = true;
const ACCUMULATE_Z: bool = false;
const ACCUMULATE_PARAMETERS: bool = false;

@group(1) @binding(0) var<storage, read> z: array<f32>; // [M*SAMPLES, L]
@group(1) @binding(1) var<storage, read> parameters: array<f32>; // [M, L*L+2*L]
@group(1) @binding(2) var<storage, read> dy: array<f32>; // [M*SAMPLES, L]
@group(1) @binding(3) var<storage, read_write> dz: array<f32>; // [M*SAMPLES, L]
@group(1) @binding(4) var<storage, read_write> dparameters: array<f32>; // [M, L*L+2*L]

fn put(index: u32, value: f32, accumulate: bool) {
  dparameters[index] = value + select(0.0, dparameters[index], accumulate);
}

@compute @workgroup_size(64)
fn triangular_flow_backward(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= M) {
    return;
  }
  let first = id.x * PARAMETERS_WIDTH;
  for (var sample = 0u; sample < SAMPLES; sample++) {
    let row = SAMPLES * id.x + sample;
    let start = row * Z_WIDTH;
    let accumulate = ACCUMULATE_PARAMETERS | (sample > 0u);
    let weight = select(0.0, term_weight(row), WEIGHTED);
    var gradient: array<f32, L>;
    for (var i = 0u; i < L; i++) {
      gradient[i] = dy[start + i];
    }
    for (var i = 0u; i < L; i++) {
      let r = bounded_tanh(parameters[place(first, i, i)]);
      let s = bounded_tanh(parameters[place_of_s(first, i)]);
      var inner = parameters[place_of_s(first, i) + L] + s * z[start + i];
      for (var j = i + 1u; j < L; j++) {
        inner += parameters[place(first, j, i)] * z[start + j];
      }
      let h = bounded_tanh(inner);
      let slope = 1.0 - h * h;
      let pull = weight / (1.0 + slope * r * s);
      let g = dy[start + i];
      var dh = r * g - 2.0 * pull * h * r * s;
      for (var j = 0u; j < i; j++) {
        let other = dy[start + j];
        dh += parameters[place(first, j, i)] * other;
        put(place(first, j, i), other * h, accumulate);
      }
      let db = slope * dh;
      gradient[i] += s * db;
      for (var j = i + 1u; j < L; j++) {
        gradient[j] += parameters[place(first, j, i)] * db;
        put(place(first, j, i), db * z[start + j], accumulate);
      }
      put(place(first, i, i), (g * h + pull * slope * s) * (1.0 - r * r), accumulate);
      let ds = db * z[start + i] + pull * slope * r;
      put(place_of_s(first, i), ds * (1.0 - s * s), accumulate);
      put(place_of_s(first, i) + L, db, accumulate);
    }
    for (var i = 0u; i < L; i++) {
      dz[start + i] = gradient[i] + select(0.0, dz[start + i], ACCUMULATE_Z);
    }
  }
}
