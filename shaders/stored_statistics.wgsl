// stored_statistics: running mean and variance as the statistics that a batch is normalized by.
//
//   stats = running_mean | 1 / √(running_var + EPSILON)
//   running_mean, running_var [C], stats [1, 2*C]
//
// Launch: one invocation per channel.
// Numerics: f32.

const C: u32 = 32u;
const EPSILON: f32 = 1e-5;

@group(1) @binding(0) var<storage, read> running_mean: array<f32>; // [C]
@group(1) @binding(1) var<storage, read> running_var: array<f32>; // [C]
@group(1) @binding(2) var<storage, read_write> stats: array<f32>; // [1, 2*C]

@compute @workgroup_size(64)
fn stored_statistics(@builtin(global_invocation_id) id: vec3u) {
  let channel = id.x;
  if (channel >= C) {
    return;
  }
  stats[channel] = running_mean[channel];
  stats[channel + C] = inverseSqrt(running_var[channel] + EPSILON);
}
