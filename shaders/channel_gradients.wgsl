// channel_gradients: the gradients of a normalization's weight and bias.
//
//   dweight[c] = Σ dy x̂, dbias[c] = Σ dy over all values of channel c, from the sums of channel_sums
//   parts [PARTS, 2*C] = Σ dy | Σ dy x̂; dweight, dbias [C]; added to them when ACCUMULATE_WEIGHT,
//   ACCUMULATE_BIAS
//
// Launch: one workgroup of 64 per channel.
// Numerics: each invocation sums every 64th part, then a fixed tree.

// #import shared/sum64

const PARTS: u32 = 64u;
const C: u32 = 32u;
const ACCUMULATE_WEIGHT: bool = false;
const ACCUMULATE_BIAS: bool = false;

@group(1) @binding(0) var<storage, read> parts: array<f32>; // [PARTS, 2*C]
@group(1) @binding(1) var<storage, read_write> dweight: array<f32>; // [C]
@group(1) @binding(2) var<storage, read_write> dbias: array<f32>; // [C]

const PARTS_WIDTH = (2u * C + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn channel_gradients(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let channel = workgroup.x;
  var sums = vec2f();
  for (var part = lane; part < PARTS; part += 64u) {
    let index = part * PARTS_WIDTH + channel;
    sums += vec2f(parts[index], parts[index + C]);
  }
  let bias_sum = sum64_for_all(sums.x, lane);
  let weight_sum = sum64(sums.y, lane);
  if (lane == 0u) {
    if (ACCUMULATE_WEIGHT) {
      dweight[channel] += weight_sum;
    } else {
      dweight[channel] = weight_sum;
    }
    if (ACCUMULATE_BIAS) {
      dbias[channel] += bias_sum;
    } else {
      dbias[channel] = bias_sum;
    }
  }
}
