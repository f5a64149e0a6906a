// batch_statistics: mean and variance of each channel over a batch, from those of channel_moments.
//
//   mean = Σ n_j mean_j / n, variance = Σ (squares_j + n_j (mean_j - mean)²) / n
//   rstd = 1 / √(variance + EPSILON); n_j values of part j, n = row count * SAMPLES * PIXELS in all
//   moments [PARTS, 2*C] = mean_j | squares_j; stats [1, 2*C] = mean | rstd, variance [C]
//
// Source: Chan et al., "Updating formulae and a pairwise algorithm for computing sample variances", 1979.
// Launch: one workgroup of 64 per channel.
// Numerics: all that is summed for the variance is positive. Each invocation sums every 64th part, then
// a fixed tree.

// #import shared/step
// #import shared/sum64

const PARTS: u32 = 64u;
const C: u32 = 32u;
const PIXELS: u32 = 49u;
const SAMPLES: u32 = 1u;
const EPSILON: f32 = 1e-5;

@group(1) @binding(0) var<storage, read> moments: array<f32>; // [PARTS, 2*C]
@group(1) @binding(1) var<storage, read_write> stats: array<f32>; // [1, 2*C]
@group(1) @binding(2) var<storage, read_write> variance: array<f32>; // [C]

const PARTS_WIDTH = (2u * C + 7u) / 8u * 8u;

/// Number of values in a part.
fn count_of(part: u32) -> f32 {
  return f32((step.row_count * SAMPLES * PIXELS + PARTS - 1u - part) / PARTS);
}

@compute @workgroup_size(64)
fn batch_statistics(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let channel = workgroup.x;
  let count = max(1.0, f32(step.row_count * SAMPLES * PIXELS));
  var sum = 0.0;
  for (var part = lane; part < PARTS; part += 64u) {
    sum += count_of(part) * moments[part * PARTS_WIDTH + channel];
  }
  let mean = sum64_for_all(sum, lane) / count;
  var squares = 0.0;
  for (var part = lane; part < PARTS; part += 64u) {
    let index = part * PARTS_WIDTH + channel;
    let distance = moments[index] - mean;
    squares += moments[index + C] + count_of(part) * distance * distance;
  }
  let total = sum64(squares, lane);
  if (lane == 0u) {
    stats[channel] = mean;
    stats[channel + C] = inverseSqrt(total / count + EPSILON);
    variance[channel] = total / count;
  }
}
