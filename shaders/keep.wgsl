// keep: a variable takes values that a step made.
//
//   variable = values
//   values [N], variable [N]; health [1]: after a step that met NaN or infinity nothing changes
//
// Launch: one invocation per value.

// #import shared/step

const N: u32 = 64u;

@group(1) @binding(0) var<storage, read> values: array<f32>; // [N]
@group(1) @binding(1) var<storage, read_write> variable: array<f32>; // [N]
@group(1) @binding(2) var<storage, read_write> health: array<atomic<u32>>; // u32 [1]

@compute @workgroup_size(64)
fn keep(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= N || atomicLoad(&health[0]) < step.counter) {
    return;
  }
  variable[id.x] = values[id.x];
}
