// concrete_backward: the gradient of relaxed one-hot samples with respect to the logits.
//
//   dlogits = Σ_s z (dz - Σ_classes z dz) / temperature, over the samples of a row
//   z and dz [M*SAMPLES, K], dlogits [M, K], of K / CLASSES variables each; temperature = target of the step;
//   added to dlogits when ACCUMULATE
//
// Launch: one invocation per variable; x along the variables of a row, y along M.
// Numerics: samples and classes in ascending order.

// #import shared/step

const M: u32 = 128u;
const K: u32 = 200u;
const CLASSES: u32 = 10u;
const SAMPLES: u32 = 1u;
const TARGET: u32 = 0u; // index of the temperature among the step's targets
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> z: array<f32>; // [M*SAMPLES, K]
@group(1) @binding(1) var<storage, read> dz: array<f32>; // [M*SAMPLES, K]
@group(1) @binding(2) var<storage, read_write> dlogits: array<f32>; // [M, K]

const WIDTH = (K + 7u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn concrete_backward(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= K / CLASSES || id.y >= M) {
    return;
  }
  let temperature = step.targets[TARGET / 4u][TARGET % 4u];
  let into = id.y * WIDTH + id.x * CLASSES;
  for (var s = 0u; s < SAMPLES; s++) {
    let start = (id.y * SAMPLES + s) * WIDTH + id.x * CLASSES;
    var mean = 0.0;
    for (var i = 0u; i < CLASSES; i++) {
      mean += z[start + i] * dz[start + i];
    }
    for (var i = 0u; i < CLASSES; i++) {
      let value = z[start + i] * (dz[start + i] - mean) / temperature;
      dlogits[into + i] = select(0.0, dlogits[into + i], ACCUMULATE | (s > 0u)) + value;
    }
  }
}
