// pixels: pictures as the pixels of a canvas, side by side.
//
//   picture i lies at column i mod COLUMNS and row ⌊i / COLUMNS⌋ of the canvas
//   pixel = red | green << 8 | blue << 16 | 255 << 24,  each round(255 · clamp(x, 0, 1));
//   red and blue change places when BGRA
//   x [M, VALUES] with VALUES = PICTURE_HEIGHT · PICTURE_WIDTH · CHANNELS, canvas [LINES, PITCH];
//   pixels without a picture are 0 (transparent)
//
// Launch: one invocation per pixel; x along PITCH, y along LINES.

// #import shared/step

const M: u32 = 64u;
const VALUES: u32 = 784u;
const LINES: u32 = 224u;
const PITCH: u32 = 256u;
const PICTURE_WIDTH: u32 = 28u;
const PICTURE_HEIGHT: u32 = 28u;
const CHANNELS: u32 = 1u; // 1, or 3 for red, green and blue side by side
const COLUMNS: u32 = 8u;
const BGRA: bool = false;

@group(1) @binding(0) var<storage, read> x: array<f32>; // [M, VALUES]
@group(1) @binding(1) var<storage, read_write> canvas: array<u32>; // u32 [LINES, PITCH]

const X_WIDTH = (VALUES + 7u) / 8u * 8u;
const CANVAS_WIDTH = (PITCH + 7u) / 8u * 8u;
const OPAQUE = 0xff000000u;

fn level(value: f32) -> u32 {
  return u32(255.0 * clamp(value, 0.0, 1.0) + 0.5);
}

@compute @workgroup_size(16, 4)
fn pixels(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= PITCH || id.y >= LINES) {
    return;
  }
  let column = id.x / PICTURE_WIDTH;
  let picture = id.y / PICTURE_HEIGHT * COLUMNS + column;
  var pixel = 0u;
  if (column < COLUMNS && picture < min(M, step.row_count)) {
    let place = (id.y % PICTURE_HEIGHT * PICTURE_WIDTH + id.x % PICTURE_WIDTH) * CHANNELS;
    let first = picture * X_WIDTH + place;
    let red = level(x[first]);
    var green = red;
    var blue = red;
    if (CHANNELS == 3u) {
      green = level(x[first + 1u]);
      blue = level(x[first + 2u]);
    }
    let ends = select((blue << 16u) | red, (red << 16u) | blue, BGRA);
    pixel = OPAQUE | (green << 8u) | ends;
  }
  canvas[id.y * CANVAS_WIDTH + id.x] = pixel;
}
