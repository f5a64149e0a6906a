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
  let row = min(positions / POSITIONS, vec4u(M - 1u));
  let position = positions % POSITIONS;
  return Windows(
    vec4u(image_row(row.x), image_row(row.y), image_row(row.z), image_row(row.w)),
    STEP_Y * vec4i(position / POSITIONS_X) + FIRST_Y,
    STEP_X * vec4i(position % POSITIONS_X) + FIRST_X,
  );
}

/// Number of the pixel in its image; a number past the last one where there is none.
fn pixels_at(y: vec4i, x: vec4i) -> vec4u {
  var inside = (y >= vec4i()) & (x >= vec4i());
  if (DIVIDE_Y > 1) {
    inside &= y % DIVIDE_Y == vec4i();
  }
  if (DIVIDE_X > 1) {
    inside &= x % DIVIDE_X == vec4i();
  }
  let pixel_y = vec4u(y / DIVIDE_Y);
  let pixel_x = vec4u(x / DIVIDE_X);
  inside &= (pixel_y < vec4u(HEIGHT)) & (pixel_x < vec4u(WIDTH));
  return select(vec4u(HEIGHT * WIDTH), pixel_y * WIDTH + pixel_x, inside);
}

/// Columns 4*i .. 4*i+3 of the patches at four positions, a row a column of the result.
fn patch_block(at: Windows, i: u32) -> mat4x4f {
  if (WHOLE_CHANNELS) {
    let tap = 4u * i / CHANNELS;
    let pixels = pixels_at(
      at.y + TAP_Y * i32(tap / TAPS_X), at.x + TAP_X * i32(tap % TAPS_X),
    );
    let first = 4u * i % CHANNELS / 4u;
    return mat4x4f(
      pixel_vector(at.image.x, pixels.x, first), pixel_vector(at.image.y, pixels.y, first),
      pixel_vector(at.image.z, pixels.z, first), pixel_vector(at.image.w, pixels.w, first),
    );
  }
  let columns = 4u * i + vec4u(0u, 1u, 2u, 3u);
  let taps = columns / CHANNELS;
  let channels = columns % CHANNELS;
  let y = TAP_Y * vec4i(taps / TAPS_X);
  let x = TAP_X * vec4i(taps % TAPS_X);
  var block: mat4x4f;
  for (var row = 0u; row < 4u; row++) {
    let pixels = pixels_at(at.y[row] + y, at.x[row] + x);
    let image = at.image[row];
    block[row] = vec4f(
      pixel_value(image, pixels.x, channels.x), pixel_value(image, pixels.y, channels.y),
      pixel_value(image, pixels.z, channels.z), pixel_value(image, pixels.w, channels.w),
    );
  }
  return block;
}

fn pixel_vector(image: u32, pixel: u32, channel4: u32) -> vec4f {
  let inside = pixel < HEIGHT * WIDTH;
  return select(vec4f(), image_load(image, select(0u, pixel * (CHANNELS / 4u) + channel4, inside)), inside);
}

fn pixel_value(image: u32, pixel: u32, channel: u32) -> f32 {
  let inside = pixel < HEIGHT * WIDTH;
  let place = select(0u, pixel * CHANNELS + channel, inside);
  return select(0.0, image_load(image, place / 4u)[place % 4u], inside);
}
