// optimizer_update: one step of the optimizer for all parameters of a group, or for a range of them.
//
//   state [3*P] = parameters | m | v, gradient [P]; the slot optimizer has the formula
//   Gradients are clipped first: by the norm of all of them (slot clip), then one by one.
//   health [1]: the first step at which a gradient, what the optimizer made of it, or a loss was
//   NaN or infinite
//
// Updates stop after that step, so that the rest of the burst does no further harm; the state before
// the step is restored from a snapshot.
//
// Launch: one invocation per vec4, in one dimension.

// #import shared/optimizer
// #import shared/optimizer_scalars
// #import shared/step
// #import shared/linear
// #slot optimizer: adam
// #slot clip: none

const P: u32 = 652824u;
/// The range: COUNT of the P elements from FIRST on, both multiples of 4. If COUNT is 0, all elements.
const FIRST: u32 = 0u;
const COUNT: u32 = 0u;

@group(1) @binding(0) var<storage, read_write> state: array<vec4f>; // [3*P]
@group(1) @binding(1) var<storage, read> gradient: array<vec4f>; // [P]
@group(1) @binding(2) var<storage, read_write> health: array<atomic<u32>>; // u32 [1]

const P4 = P / 4u;
const COUNT4 = select(COUNT, P, COUNT == 0u) / 4u;

@compute @workgroup_size(64)
fn optimizer_update(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  let number = linear_index(id, workgroups, 64u);
  if (number >= COUNT4) {
    return;
  }
  let i = FIRST / 4u + number;
  if (atomicLoad(&health[0]) < step.counter) {
    return;
  }
  let g = gradient[i];
  let before = OptimizerState(state[i], state[P4 + i], state[2u * P4 + i]);
  let after = optimizer_step(before, clip_value(clip_norm(g)));
  if (!optimizer_finite(after, g)) {
    atomicMin(&health[0], step.counter);
  }
  state[i] = after.w;
  if (KEEPS_M) {
    state[P4 + i] = after.m;
  }
  if (KEEPS_V) {
    state[2u * P4 + i] = after.v;
  }
}
