// adam: one Adam step over every parameter of a group.
//
//   m ← beta1 m + (1 - beta1) g,  v ← beta2 v + (1 - beta2) g²
//   w ← w - step_size m / (sqrt(v) / bias_correction2_sqrt + epsilon)
//   state [3*P] = parameters | m | v, gradient [P]
//   health [1]: the first step at which a gradient, what Adam made of it, or a loss was NaN
//   or infinite
//
// Updates stop after that step, so that a burst under way does no further harm; what the
// step itself spoiled is restored from a snapshot.
//
// Source: Kingma & Ba, "Adam", 2014, in the arrangement of torch.optim.Adam, with
// epsilon outside the square root. 1 - beta is a constant of its own because
// 1 - 0.999 computed in f32 is off by 5e-5.
// Launch: one invocation per vec4, in one dimension.

// #import shared/step
// #import shared/linear
// #import shared/finite

const P: u32 = 652824u;
const BETA1: f32 = 0.9;
const ONE_MINUS_BETA1: f32 = 0.1;
const BETA2: f32 = 0.999;
const ONE_MINUS_BETA2: f32 = 0.001;
const EPSILON: f32 = 1e-8;

@group(1) @binding(0) var<storage, read_write> state: array<vec4f>; // [3*P]
@group(1) @binding(1) var<storage, read> gradient: array<vec4f>; // [P]
@group(1) @binding(2) var<storage, read_write> health: array<atomic<u32>>; // u32 [1]

const P4 = P / 4u;

@compute @workgroup_size(64)
fn adam(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  let i = linear_index(id, workgroups, 64u);
  if (i >= P4) {
    return;
  }
  if (atomicLoad(&health[0]) < step.counter) {
    return;
  }
  let g = gradient[i];
  let m = BETA1 * state[P4 + i] + ONE_MINUS_BETA1 * g;
  let v = BETA2 * state[2u * P4 + i] + ONE_MINUS_BETA2 * g * g;
  let w = state[i] - step.step_size * m / (sqrt(v) / step.bias_correction2_sqrt + EPSILON);
  // A finite gradient's square may overflow: then v stays infinite, and w never changes again.
  if (!(all_finite(g) && all_finite(v) && all_finite(w))) {
    atomicMin(&health[0], step.counter);
  }
  state[P4 + i] = m;
  state[2u * P4 + i] = v;
  state[i] = w;
}
