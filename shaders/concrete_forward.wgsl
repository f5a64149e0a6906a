// concrete_forward: relaxed one-hot samples of categorical variables, or one-hot samples when HARD.
//
//   z = softmax((logits - log(-log u)) / temperature) over the classes of a variable; u is a draw (slot uniform)
//   logits [M, K], z [M*SAMPLES, K], of K / CLASSES variables each; temperature = target of the step.
//   When HARD, z is 1 at the largest of these and 0 elsewhere, at any temperature
//
// Sources: Jang, Gu & Poole, "Categorical reparameterization with Gumbel-softmax", 2017; Maddison, Mnih &
// Teh, "The concrete distribution", 2017.
// Launch: one invocation per variable; x along the variables of a row, y along M * SAMPLES.
// Numerics: draws are kept from 0 and 1, and -log u from 0 where log rounds up, so each Gumbel value is
// finite; no exponent is above 0.

// #import shared/step
// #slot uniform: counter

const M: u32 = 128u;
const K: u32 = 200u;
const CLASSES: u32 = 10u;
const SAMPLES: u32 = 1u;
const HARD: bool = false;
const TARGET: u32 = 0u; // index of the temperature among the step's targets

@group(1) @binding(0) var<storage, read> logits: array<f32>; // [M, K]
@group(1) @binding(1) var<storage, read_write> z: array<f32>; // [M*SAMPLES, K]

const WIDTH = (K + 7u) / 8u * 8u;
const LOWEST = -3.4028234e38;
const LEAST = 5.9604645e-8;
const MOST = 0.99999994;

@compute @workgroup_size(8, 8)
fn concrete_forward(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= K / CLASSES || id.y >= M * SAMPLES) {
    return;
  }
  let first = id.x * CLASSES;
  let given = id.y / SAMPLES * WIDTH + first;
  let start = id.y * WIDTH + first;
  let temperature = select(step.targets[TARGET / 4u][TARGET % 4u], 1.0, HARD);
  var draws = uniform_noise4(id.y, first / 4u);
  var largest = LOWEST;
  var choice = 0u;
  for (var i = 0u; i < CLASSES; i++) {
    let column = first + i;
    if (column % 4u == 0u) {
      draws = uniform_noise4(id.y, column / 4u);
    }
    let draw = clamp(draws[column % 4u], LEAST, MOST);
    let value = (logits[given + i] - log(max(-log(draw), LEAST))) / temperature;
    choice = select(choice, i, value > largest);
    largest = max(largest, value);
    z[start + i] = value;
  }
  var sum = 0.0;
  for (var i = 0u; i < CLASSES; i++) {
    let value = exp(z[start + i] - largest);
    sum += value;
    z[start + i] = value;
  }
  for (var i = 0u; i < CLASSES; i++) {
    z[start + i] = select(z[start + i] / sum, select(0.0, 1.0, i == choice), HARD);
  }
}
