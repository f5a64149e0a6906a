// channel_sums: partial sums of a normalization's gradients over the values of each channel.
//
//   parts[j] = Σ dy | Σ dy x̂ over the pixels j, j + PARTS, … of all rows, with x̂ = (x - mean) rstd
//   dy, x [M, BLOCKS*PIXELS*GROUPS*WIDTH], see shared/normalization; parts [PARTS, 2*GROUPS*WIDTH]
//   stats [_, 2*BLOCKS*GROUPS] = mean | rstd, of each row, or of the batch if SHARED
//
// Launch: one invocation per part and channel, along x; neighbours read neighbouring values.
// Numerics: pixels in ascending order. dy is zero past the row count.

// #import shared/normalization

const M: u32 = 128u;
const PARTS: u32 = 64u;
const SHARED: bool = false;

@group(1) @binding(0) var<storage, read> dy: array<f32>; // [M, BLOCKS*PIXELS*GROUPS*WIDTH]
@group(1) @binding(1) var<storage, read> x: array<f32>; // [M, BLOCKS*PIXELS*GROUPS*WIDTH]
@group(1) @binding(2) var<storage, read> stats: array<f32>; // [_, 2*BLOCKS*GROUPS]
@group(1) @binding(3) var<storage, read_write> parts: array<f32>; // [PARTS, 2*GROUPS*WIDTH]

const X_WIDTH = (COLUMNS + 7u) / 8u * 8u;
const PARTS_WIDTH = (2u * CHANNELS + 7u) / 8u * 8u;
const ROW_PIXELS = BLOCKS * PIXELS;
const TURNS = (M * ROW_PIXELS + PARTS - 1u) / PARTS;

@compute @workgroup_size(64)
fn channel_sums(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= PARTS * CHANNELS) {
    return;
  }
  let part = id.x / CHANNELS;
  let channel = id.x % CHANNELS;
  var sums = vec2f();
  for (var turn = 0u; turn < TURNS; turn++) {
    let pixel = part + turn * PARTS;
    if (pixel < M * ROW_PIXELS) {
      let row = pixel / ROW_PIXELS;
      let column = pixel % ROW_PIXELS * CHANNELS + channel;
      let group = select(row * STATS_WIDTH, 0u, SHARED) + group_of(column);
      let gradient = dy[row * X_WIDTH + column];
      let distance = x[row * X_WIDTH + column] - stats[group];
      sums += vec2f(gradient, gradient * (distance * stats[group + ROW_GROUPS]));
    }
  }
  parts[part * PARTS_WIDTH + channel] = sums.x;
  parts[part * PARTS_WIDTH + channel + CHANNELS] = sums.y;
}
