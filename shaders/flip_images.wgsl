// flip_images: mirrors the images of a batch left to right, each with probability 1/2, drawn again at
// every step. All values of an image move together.
//
//   y[row, line, x, c] = image[row, line, flipped(row) ? PICTURE_WIDTH - 1 - x : x, c]
//   images (slot load) and y [M, K], rows of shape [height, PICTURE_WIDTH, CHANNELS]
//   flipped(row) is the highest bit of the first word of Threefry's block (data counter, row)
//
// Launch: one invocation per vec4 of y; x along K / 4, y along M. Unless 4 divides CHANNELS, a vec4 mixes
// pixels, which lie apart in the image, so a mirrored row is read value by value.
// Numerics: values are copied.

// #import shared/step
// #import shared/threefry
// #slot load: matrix

const M: u32 = 128u;
const K: u32 = 3072u;
const PICTURE_WIDTH: u32 = 32u;
const CHANNELS: u32 = 3u;
const STREAM: u32 = 0u;

@group(1) @binding(0) var<storage, read_write> y: array<vec4f>; // [M, K]

const K4 = (K + 7u) / 8u * 2u;

@compute @workgroup_size(64, 1)
fn flip_images(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= K4 || id.y >= M) {
    return;
  }
  let start = x_row(id.y);
  let counter = vec2u(step.data_counter, step.data_row + id.y);
  let drawn = threefry2x32(vec2u(step.seed, STREAM), counter).x;
  if (drawn < 0x80000000u) {
    y[id.y * K4 + id.x] = x_load(start, id.x);
    return;
  }
  var mirrored = vec4f();
  for (var i = 0u; i < 4u; i++) {
    let column = 4u * id.x + i;
    if (column < K) {
      let x = column / CHANNELS % PICTURE_WIDTH;
      let source = column + (PICTURE_WIDTH - 1u) * CHANNELS - 2u * x * CHANNELS;
      mirrored[i] = x_load(start, source / 4u)[source % 4u];
    }
  }
  y[id.y * K4 + id.x] = mirrored;
}
