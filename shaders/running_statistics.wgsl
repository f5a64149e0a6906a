// running_statistics: moves running mean and variance towards those of a batch.
//
//   running_mean[c] ← running_mean[c] + RATE (mean[c] - running_mean[c])
//   running_var[c] ← running_var[c] + RATE (variance[c] n / (n - 1) - running_var[c])
//   with n = row count * SAMPLES * PIXELS; a channel of one value has no such variance: nothing changes
//   stats [1, 2*C] = mean | rstd; variance, running_mean, running_var [C]
//   health [1]: after a step that met NaN or infinity nothing changes
//
// Launch: one invocation per channel.
// Numerics: f32.

// #import shared/step

const C: u32 = 32u;
const PIXELS: u32 = 49u;
const SAMPLES: u32 = 1u;
const RATE: f32 = 0.1;

@group(1) @binding(0) var<storage, read> stats: array<f32>; // [1, 2*C]
@group(1) @binding(1) var<storage, read> variance: array<f32>; // [C]
@group(1) @binding(2) var<storage, read_write> running_mean: array<f32>; // [C]
@group(1) @binding(3) var<storage, read_write> running_var: array<f32>; // [C]
@group(1) @binding(4) var<storage, read_write> health: array<atomic<u32>>; // u32 [1]

@compute @workgroup_size(64)
fn running_statistics(@builtin(global_invocation_id) id: vec3u) {
  let channel = id.x;
  let count = step.row_count * SAMPLES * PIXELS;
  if (channel >= C || count < 2u || atomicLoad(&health[0]) < step.counter) {
    return;
  }
  let unbiased = variance[channel] * (f32(count) / f32(count - 1u));
  running_mean[channel] += RATE * (stats[channel] - running_mean[channel]);
  running_var[channel] += RATE * (unbiased - running_var[channel]);
}
