// parts_update: one step of the optimizer for a range of a group's parameters whose gradient is in parts.
//
//   gradient = Σ_part parts[part]; the slot optimizer has the formula of the step
//   parts [PARTS, SIZE], state [3*P] = parameters | m | v, of which the range begins at FIRST; health [1] as in
//   optimizer_update
//
// Launch: one invocation per vec4 of the range.
// Numerics: the sum as sum_parts, the step as optimizer_update, bit for bit.

// #import shared/optimizer
// #import shared/optimizer_scalars
// #import shared/parts
// #import shared/step
// #slot optimizer: adam

const P: u32 = 652824u;
const FIRST: u32 = 0u; // a multiple of 4

@group(1) @binding(0) var<storage, read> parts: array<vec4f>; // [PARTS, SIZE]
@group(1) @binding(1) var<storage, read_write> state: array<vec4f>; // [3*P]
@group(1) @binding(2) var<storage, read_write> health: array<atomic<u32>>; // u32 [1]

const P4 = P / 4u;

fn part_load(i: u32) -> vec4f {
  return parts[i];
}

@compute @workgroup_size(64)
fn parts_update(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= SIZE / 4u || atomicLoad(&health[0]) < step.counter) {
    return;
  }
  let g = parts_sum(id.x);
  let i = FIRST / 4u + id.x;
  let before = OptimizerState(state[i], state[P4 + i], state[2u * P4 + i]);
  let after = optimizer_step(before, clip_value(g));
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
