// channel_moments: partial means and squared distances of each channel's values in a batch.
//
//   moments[j] = mean | Σ (x - mean)² over the pixels j, j + PARTS, … of the rows that count
//   x [M, PIXELS*C] with SAMPLES rows an example, moments [PARTS, 2*C]; zero for a part without pixels
//
// Launch: one invocation per part and channel, along x; neighbours read neighbouring values.
// Numerics: two passes over the part, so nothing cancels; pixels in ascending order.

// #import shared/step

const M: u32 = 128u;
const PIXELS: u32 = 49u;
const C: u32 = 32u;
const PARTS: u32 = 64u;
const SAMPLES: u32 = 1u;

@group(1) @binding(0) var<storage, read> x: array<f32>; // [M, PIXELS*C]
@group(1) @binding(1) var<storage, read_write> moments: array<f32>; // [PARTS, 2*C]

const X_WIDTH = (PIXELS * C + 7u) / 8u * 8u;
const PARTS_WIDTH = (2u * C + 7u) / 8u * 8u;

fn value(pixel: u32, channel: u32) -> f32 {
  return x[pixel / PIXELS * X_WIDTH + pixel % PIXELS * C + channel];
}

@compute @workgroup_size(64)
fn channel_moments(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= PARTS * C) {
    return;
  }
  let part = id.x / C;
  let channel = id.x % C;
  let pixels = min(M, step.row_count * SAMPLES) * PIXELS;
  let count = (pixels + PARTS - 1u - part) / PARTS;
  var sum = 0.0;
  for (var i = 0u; i < count; i++) {
    sum += value(part + i * PARTS, channel);
  }
  let mean = sum / f32(max(1u, count));
  var squares = 0.0;
  for (var i = 0u; i < count; i++) {
    let distance = value(part + i * PARTS, channel) - mean;
    squares += distance * distance;
  }
  moments[part * PARTS_WIDTH + channel] = mean;
  moments[part * PARTS_WIDTH + channel + C] = squares;
}
