// Patches of images [HEIGHT, WIDTH, CHANNELS]: the matrix that a convolution multiplies. A row is a position
// of the window, a column a value under the window, in the order [tap y, tap x, channel].
//
//   y = (STEP_Y * position y + FIRST_Y + TAP_Y * tap y) / DIVIDE_Y, and so is x;
//   zero where that is no pixel: outside the image, or with a remainder
//
// The kernel says where images lie: `image_row` is the start of a row's image, and `image_load` gives its
// values 4*i .. 4*i+3.

const HEIGHT: u32 = 28u;
const WIDTH: u32 = 28u;
const CHANNELS: u32 = 1u;
/// Positions of the window.
const POSITIONS_Y: u32 = 14u;
const POSITIONS_X: u32 = 14u;
/// Size of the window.
const TAPS_Y: u32 = 4u;
const TAPS_X: u32 = 4u;
const STEP_Y: i32 = 2;
const STEP_X: i32 = 2;
const FIRST_Y: i32 = -1;
const FIRST_X: i32 = -1;
const TAP_Y: i32 = 1;
const TAP_X: i32 = 1;
const DIVIDE_Y: i32 = 1;
const DIVIDE_X: i32 = 1;

const POSITIONS = POSITIONS_Y * POSITIONS_X;
const PATCH = TAPS_Y * TAPS_X * CHANNELS;
/// Neighbouring channels are whole vec4.
const WHOLE_CHANNELS = CHANNELS % 4u == 0u;

/// Four positions: the start of each one's image, and the place of its first tap.
struct Windows {
  image: vec4u,
  y: vec4i,
  x: vec4i,
}

/// Positions past the last row repeat that row: finite, and masked where it matters.
fn windows(positions: vec4u) -> Windows {
  let row = positions / POSITIONS;
  let place = positions - row * POSITIONS;
  let y = place / POSITIONS_X;
  let x = place - y * POSITIONS_X;
  let image = min(row, vec4u(M - 1u));
  return Windows(
    vec4u(image_row(image.x), image_row(image.y), image_row(image.z), image_row(image.w)),
    STEP_Y * vec4i(y) + FIRST_Y,
    STEP_X * vec4i(x) + FIRST_X,
  );
}

/// Number of the pixel in its image; a number past the last one where there is none.
fn pixels_at(y: vec4i, x: vec4i) -> vec4u {
  if (DIVIDE_Y * DIVIDE_X > 1) {
    let pixel_y = y / DIVIDE_Y;
    let pixel_x = x / DIVIDE_X;
    let whole = (pixel_y * DIVIDE_Y == y) & (pixel_x * DIVIDE_X == x);
    return select(vec4u(HEIGHT * WIDTH), pixel_numbers(pixel_y, pixel_x), whole);
  }
  return pixel_numbers(y, x);
}

fn pixel_numbers(y: vec4i, x: vec4i) -> vec4u {
  // Numbers below 0 are large ones without a sign.
  let inside = (vec4u(y) < vec4u(HEIGHT)) & (vec4u(x) < vec4u(WIDTH));
  return select(vec4u(HEIGHT * WIDTH), vec4u(y) * WIDTH + vec4u(x), inside);
}

/// Columns 4*i .. 4*i+3 of the patches at four positions, a row a column of the result.
fn patch_block(at: Windows, i: u32) -> mat4x4f {
  if (WHOLE_CHANNELS) {
    let tap = 4u * i / CHANNELS;
    let first = i - tap * (CHANNELS / 4u);
    let tap_y = tap / TAPS_X;
    let tap_x = tap - tap_y * TAPS_X;
    let pixels = pixels_at(at.y + TAP_Y * i32(tap_y), at.x + TAP_X * i32(tap_x));
    return mat4x4f(
      pixel_vector(at.image.x, pixels.x, first), pixel_vector(at.image.y, pixels.y, first),
      pixel_vector(at.image.z, pixels.z, first), pixel_vector(at.image.w, pixels.w, first),
    );
  }
  let columns = 4u * i + vec4u(0u, 1u, 2u, 3u);
  let taps = columns / CHANNELS;
  let channels = columns - taps * CHANNELS;
  let taps_y = taps / TAPS_X;
  let y = TAP_Y * vec4i(taps_y);
  let x = TAP_X * vec4i(taps - taps_y * TAPS_X);
  return mat4x4f(
    pixel_values(at.image.x, pixels_at(at.y.x + y, at.x.x + x), channels),
    pixel_values(at.image.y, pixels_at(at.y.y + y, at.x.y + x), channels),
    pixel_values(at.image.z, pixels_at(at.y.z + y, at.x.z + x), channels),
    pixel_values(at.image.w, pixels_at(at.y.w + y, at.x.w + x), channels),
  );
}

fn pixel_vector(image: u32, pixel: u32, channel4: u32) -> vec4f {
  let inside = pixel < HEIGHT * WIDTH;
  return select(vec4f(), image_load(image, select(0u, pixel * (CHANNELS / 4u) + channel4, inside)), inside);
}

fn pixel_values(image: u32, pixels: vec4u, channels: vec4u) -> vec4f {
  return vec4f(
    pixel_value(image, pixels.x, channels.x), pixel_value(image, pixels.y, channels.y),
    pixel_value(image, pixels.z, channels.z), pixel_value(image, pixels.w, channels.w),
  );
}

fn pixel_value(image: u32, pixel: u32, channel: u32) -> f32 {
  let inside = pixel < HEIGHT * WIDTH;
  let place = select(0u, pixel * CHANNELS + channel, inside);
  return select(0.0, image_load(image, place / 4u)[place % 4u], inside);
}
