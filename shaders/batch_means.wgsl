// batch_means: what a channel has in common in a batch's gradient: the means of g and of g x̂.
//
//   means = weight[c] Σ dy / n | weight[c] Σ dy x̂ / n, with n = row count * SAMPLES * PIXELS
//   parts [PARTS, 2*C] = Σ dy | Σ dy x̂ of channel_sums; weight [C], means [1, 2*C]
//
// Source: Ioffe & Szegedy, "Batch normalization", 2015.
// Launch: one workgroup of 64 per channel.
// Numerics: each invocation sums every 64th part, then a fixed tree.

// #import shared/step
// #import shared/sum64

const PARTS: u32 = 64u;
const C: u32 = 32u;
const PIXELS: u32 = 49u;
const SAMPLES: u32 = 1u;

@group(1) @binding(0) var<storage, read> parts: array<f32>; // [PARTS, 2*C]
@group(1) @binding(1) var<storage, read> weight: array<f32>; // [C]
@group(1) @binding(2) var<storage, read_write> means: array<f32>; // [1, 2*C]

const PARTS_WIDTH = (2u * C + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn batch_means(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let channel = workgroup.x;
  var sums = vec2f();
  for (var part = lane; part < PARTS; part += 64u) {
    let index = part * PARTS_WIDTH + channel;
    sums += vec2f(parts[index], parts[index + C]);
  }
  let of_gradient = sum64_for_all(sums.x, lane);
  let of_product = sum64(sums.y, lane);
  if (lane == 0u) {
    let share = weight[channel] / max(1.0, f32(step.row_count * SAMPLES * PIXELS));
    means[channel] = share * of_gradient;
    means[channel + C] = share * of_product;
  }
}
