// gated_update: one step of the optimizer for all parameters of a group whose update a gate may skip.
//
//   state [3*P] = parameters | m | v, gradient [P]; the slot optimizer has the formula
//   scalars [4]: the step scalars as gated_scalars makes them; where the last is 0, nothing changes
//   Gradients are clipped as in optimizer_update, and health [1] is as there.
//
// Launch: one invocation per vec4, in one dimension.
// Numerics: the step as optimizer_update, bit for bit.

// #import shared/optimizer
// #import shared/step
// #import shared/linear
// #slot optimizer: adam
// #slot clip: none

const P: u32 = 652824u;

@group(1) @binding(0) var<storage, read_write> state: array<vec4f>; // [3*P]
@group(1) @binding(1) var<storage, read> gradient: array<vec4f>; // [P]
@group(1) @binding(2) var<storage, read> scalars: array<vec4f>; // [4]
@group(1) @binding(3) var<storage, read_write> health: array<atomic<u32>>; // u32 [1]

const P4 = P / 4u;

/// The learning rate; for Adam divided by 1 - beta1^t.
fn step_size() -> f32 {
  return scalars[0].x;
}

/// For Adam: sqrt(1 - beta2^t).
fn bias_correction2_sqrt() -> f32 {
  return scalars[0].y;
}

/// For AdamW: learning rate · weight decay.
fn decay() -> f32 {
  return scalars[0].z;
}

@compute @workgroup_size(64)
fn gated_update(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  let i = linear_index(id, workgroups, 64u);
  if (i >= P4) {
    return;
  }
  if (atomicLoad(&health[0]) < step.counter || scalars[0].w == 0.0) {
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
