// gated_scalars: the optimizer's scalars of a group whose update a gate may skip, and its count of skipped ones.
//
//   skipped [1] grows by one where open[PLACE] is 0
//   t = the group's step - skipped, the number of its updates
//   scalars [4] = step size / (1 - beta1^t), sqrt(1 - beta2^t), decay, and 1 where the group is updated, else 0
//   open [2]; health [1]: after a step that met NaN or infinity nothing is counted
//
// The step record holds the scalars without Adam's bias correction. LOG_BETA is log(beta) of Adam; 0 turns
// the correction off.
// Launch: one workgroup of 1.
// Numerics: 1 - beta^t by expm1, since beta^t is near 1 in f32.

// #import shared/expm1
// #import shared/optimizer_scalars
// #import shared/step

const PLACE: u32 = 0u;
const EVERY: u32 = 1u; // the group's step is one of so many
const LOG_BETA1: f32 = -0.10536051565782628;
const LOG_BETA2: f32 = -0.0010005003335835335;

@group(1) @binding(0) var<storage, read> open: array<f32>; // [2]
@group(1) @binding(1) var<storage, read_write> skipped: array<f32>; // [1]
@group(1) @binding(2) var<storage, read_write> scalars: array<vec4f>; // [4]
@group(1) @binding(3) var<storage, read_write> health: array<atomic<u32>>; // u32 [1]

@compute @workgroup_size(1)
fn gated_scalars() {
  let gate = open[PLACE];
  if (gate == 0.0 && atomicLoad(&health[0]) >= step.counter) {
    skipped[0] += 1.0;
  }
  let count = f32((step.counter - 1u) / EVERY + 1u) - skipped[0];
  let rest = -expm1(vec4f(count * LOG_BETA1, count * LOG_BETA2, 0.0, 0.0));
  let corrections = select(vec2f(1.0), rest.xy, vec2f(LOG_BETA1, LOG_BETA2) < vec2f(0.0));
  // Before the first update nothing is corrected: the gate is shut.
  let safe = select(vec2f(1.0), corrections, count > 0.0);
  scalars[0] = vec4f(step_size() / safe.x, sqrt(safe.y), decay(), select(0.0, 1.0, gate != 0.0));
}
