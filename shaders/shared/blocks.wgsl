// Blocks of an image [OUT_HEIGHT, OUT_WIDTH, OUT_CHANNELS]: the results of a transposed convolution. All pixels of
// a block of BLOCK_Y x BLOCK_X see the same patch, each with other weights. A row of the product is a block, a
// column a value of the block, in the order [y, x, channel].
//
//   out[y, x, c] = Σ patch[tap y, tap x, j] * kernel[j, y', x', c]  with y = BLOCK_Y * block y + in y - SHIFT_Y,
//   y' = in y + BLOCK_Y * tap y, and so is x
//
// The kernel [CHANNELS, KERNEL_Y, KERNEL_X, OUT_CHANNELS] is read through `kernel_load`: vec4 number i of the
// weights.

const OUT_HEIGHT: u32 = 28u;
const OUT_WIDTH: u32 = 28u;
const OUT_CHANNELS: u32 = 1u;
const KERNEL_Y: u32 = 4u;
const KERNEL_X: u32 = 4u;
const BLOCK_Y: u32 = 2u;
const BLOCK_X: u32 = 2u;
const SHIFT_Y: u32 = 1u;
const SHIFT_X: u32 = 1u;

const BLOCK_VALUES = BLOCK_Y * BLOCK_X * OUT_CHANNELS;
const WHOLE_OUT_CHANNELS = OUT_CHANNELS % 4u == 0u;
const KERNEL_WIDTH = (KERNEL_Y * KERNEL_X * OUT_CHANNELS + 7u) / 8u * 8u;
const OUT_WIDTH_ALL = (OUT_HEIGHT * OUT_WIDTH * OUT_CHANNELS + 7u) / 8u * 8u;
/// No place of a value.
const OUTSIDE = 0xffffffffu;

/// Four columns: their places in the block, and their channels.
struct BlockColumns {
  y: vec4u,
  x: vec4u,
  channel: vec4u,
}

fn block_columns(column4: u32) -> BlockColumns {
  let columns = 4u * column4 + vec4u(0u, 1u, 2u, 3u);
  let pixels = columns / OUT_CHANNELS;
  return BlockColumns(pixels / BLOCK_X, pixels % BLOCK_X, columns % OUT_CHANNELS);
}

/// Rows 4*i .. 4*i+3 of the matrix of weights at four columns, a row a column of the result.
fn kernel_block(at: BlockColumns, i: u32) -> mat4x4f {
  var block: mat4x4f;
  if (WHOLE_CHANNELS) {
    let places = kernel_places(at, 4u * i);
    for (var row = 0u; row < 4u; row++) {
      block[row] = kernel_vector(places, row * KERNEL_WIDTH);
    }
  } else {
    for (var row = 0u; row < 4u; row++) {
      block[row] = kernel_vector(kernel_places(at, 4u * i + row), 0u);
    }
  }
  return block;
}

/// Where the weights of a row at four columns lie; OUTSIDE the kernel there are none.
fn kernel_places(at: BlockColumns, row: u32) -> vec4u {
  let tap = row / CHANNELS;
  let y = at.y + BLOCK_Y * (tap / TAPS_X);
  let x = at.x + BLOCK_X * (tap % TAPS_X);
  let inside = (y < vec4u(KERNEL_Y)) & (x < vec4u(KERNEL_X));
  let start = row % CHANNELS * KERNEL_WIDTH;
  return select(
    vec4u(OUTSIDE), start + (y * KERNEL_X + x) * OUT_CHANNELS + at.channel, inside,
  );
}

fn kernel_vector(places: vec4u, offset: u32) -> vec4f {
  let inside = places != vec4u(OUTSIDE);
  let at = select(vec4u(), places + offset, inside);
  if (WHOLE_OUT_CHANNELS) {
    return select(vec4f(), kernel_load(at.x / 4u), inside.x);
  }
  let values = vec4f(
    kernel_load(at.x / 4u)[at.x % 4u], kernel_load(at.y / 4u)[at.y % 4u],
    kernel_load(at.z / 4u)[at.z % 4u], kernel_load(at.w / 4u)[at.w % 4u],
  );
  return select(vec4f(), values, inside);
}

/// Where a block's values at four columns lie in the images, with rows padded; OUTSIDE where there is no pixel.
fn block_places(position: u32, column4: u32) -> vec4u {
  let at = block_columns(column4);
  let block = position % POSITIONS;
  let y = BLOCK_Y * (block / POSITIONS_X) + at.y - SHIFT_Y;
  let x = BLOCK_X * (block % POSITIONS_X) + at.x - SHIFT_X;
  // Numbers below 0 wrap around to large ones.
  let inside = (y < vec4u(OUT_HEIGHT)) & (x < vec4u(OUT_WIDTH)) & (at.y < vec4u(BLOCK_Y));
  let start = position / POSITIONS * OUT_WIDTH_ALL;
  let places = start + (y * OUT_WIDTH + x) * OUT_CHANNELS + at.channel;
  return select(vec4u(OUTSIDE), places, inside & vec4<bool>(position < M * POSITIONS));
}
