// Blocks of an image [OUT_HEIGHT, OUT_WIDTH, OUT_CHANNELS]: the results of a transposed convolution. All pixels of
// a block of BLOCK_Y x BLOCK_X see the same patch, each with other weights. A row of the product is a block, a
// column a value of the block, in the order [y, x, channel].
//
//   out[y, x, c] = Σ patch[tap y, tap x, j] * kernel[j, y', x', c]  with y = STRIDE_Y * block y + in y - SHIFT_Y,
//   y' = in y + STRIDE_Y * tap y, and so is x
//
// With phases each is a product of its own: pixels STRIDE_Y apart, of which a block has one along y. A phase has no
// blocks at the image's rim of which it computes nothing: where its first pixel would lie before the image, it
// begins with the next block.
//
// The kernel [CHANNELS, KERNEL_Y, KERNEL_X, OUT_CHANNELS] is read through `weight_load`: vec4 number i of the
// weights.

// #import shared/patch_rows
// #import shared/tiles

const OUT_HEIGHT: u32 = 28u;
const OUT_WIDTH: u32 = 28u;
const OUT_CHANNELS: u32 = 1u;
const KERNEL_Y: u32 = 4u;
const KERNEL_X: u32 = 4u;
const BLOCK_Y: u32 = 2u;
const BLOCK_X: u32 = 2u;
/// Products of pixels apart, along y and x.
const PHASES_Y: u32 = 1u;
const PHASES_X: u32 = 1u;
const SHIFT_Y: u32 = 1u;
const SHIFT_X: u32 = 1u;

/// Pixels from one block to the next.
const STRIDE_Y = BLOCK_Y * PHASES_Y;
const STRIDE_X = BLOCK_X * PHASES_X;
const PHASES = PHASES_Y * PHASES_X;
const BLOCK_VALUES = BLOCK_Y * BLOCK_X * OUT_CHANNELS;
/// Four columns are neighbouring channels.
const WHOLE_COLUMNS = OUT_CHANNELS % 4u == 0u;
/// Four results are a whole vec4.
const WHOLE_RESULTS = OUT_CHANNELS % 4u == 0u;
/// The second half of a block of eight columns has results.
const TWO_HALVES = BLOCK_VALUES > 4u;
const KERNEL_WIDTH = (KERNEL_Y * KERNEL_X * OUT_CHANNELS + 7u) / 8u * 8u;
const IMAGE_WIDTH = (OUT_HEIGHT * OUT_WIDTH * OUT_CHANNELS + 7u) / 8u * 8u;
/// Every row and column of the matrix of weights is in the kernel.
const WHOLE_KERNEL = WHOLE_BLOCKS && PATCH % 8u == 0u && BLOCK_VALUES % 8u == 0u;
const WHOLE_BLOCKS = KERNEL_Y % STRIDE_Y == 0u && KERNEL_X % STRIDE_X == 0u;

/// How far the pixels of the phase lie behind those of the first one.
var<private> phase_y: u32;
var<private> phase_x: u32;

/// The place of a workgroup's tile in its phase; past the last row in surplus workgroups. Phases of the same rows
/// lie one behind the other.
fn tile_in_phase(workgroup: vec3u, workgroups: vec3u) -> vec2u {
  let tile = tile_of(workgroup, workgroups);
  let number = tile.y % PHASES;
  phase_y = number / PHASES_X;
  phase_x = number % PHASES_X;
  return vec2u(tile.x, tile.y / PHASES);
}

fn first_block_y() -> u32 {
  return select(0u, 1u, (PHASES_Y > 1u) & (phase_y < SHIFT_Y));
}

fn first_block_x() -> u32 {
  return select(0u, 1u, (PHASES_X > 1u) & (phase_x < SHIFT_X));
}

fn left_start(row4: u32) -> Windows {
  let at = windows(4u * row4 + vec4u(0u, 1u, 2u, 3u));
  return Windows(at.image, at.y + i32(first_block_y()), at.x + i32(first_block_x()));
}

fn columns4() -> u32 {
  return (BLOCK_VALUES + 7u) / 8u * 2u;
}

fn right_start(column4: u32) -> BlockColumns {
  return block_columns(column4);
}

fn right_block(start: BlockColumns, i: u32) -> mat4x4f {
  return kernel_block(start, i);
}

/// Four columns: their places behind the first pixel of a block in the first phase, and their channels.
struct BlockColumns {
  y: vec4u,
  x: vec4u,
  channel: vec4u,
}

fn block_columns(column4: u32) -> BlockColumns {
  let columns = 4u * column4 + vec4u(0u, 1u, 2u, 3u);
  let pixels = columns / OUT_CHANNELS;
  let y = pixels / BLOCK_X;
  return BlockColumns(
    phase_y + y, phase_x + pixels - y * BLOCK_X, columns - pixels * OUT_CHANNELS,
  );
}

/// Rows 4*i .. 4*i+3 of the matrix of weights at four columns, a row a column of the result.
fn kernel_block(at: BlockColumns, i: u32) -> mat4x4f {
  let places = kernel_places(at, 4u * i);
  if (WHOLE_CHANNELS) {
    return mat4x4f(
      kernel_vector(places, 0u), kernel_vector(places, KERNEL_WIDTH),
      kernel_vector(places, 2u * KERNEL_WIDTH), kernel_vector(places, 3u * KERNEL_WIDTH),
    );
  }
  return mat4x4f(
    kernel_vector(places, 0u), kernel_vector(kernel_places(at, 4u * i + 1u), 0u),
    kernel_vector(kernel_places(at, 4u * i + 2u), 0u),
    kernel_vector(kernel_places(at, 4u * i + 3u), 0u),
  );
}

/// Where the weights of a row at four columns lie; OUTSIDE the kernel there are none.
fn kernel_places(at: BlockColumns, row: u32) -> vec4u {
  let tap = row / CHANNELS;
  let tap_y = tap / TAPS_X;
  let y = at.y + STRIDE_Y * tap_y;
  let x = at.x + STRIDE_X * (tap - tap_y * TAPS_X);
  let inside = (y < vec4u(KERNEL_Y)) & (x < vec4u(KERNEL_X));
  let start = (row - tap * CHANNELS) * KERNEL_WIDTH;
  let places = start + (y * KERNEL_X + x) * OUT_CHANNELS + at.channel;
  return select(vec4u(OUTSIDE), places, inside | vec4<bool>(WHOLE_KERNEL));
}

fn kernel_vector(places: vec4u, offset: u32) -> vec4f {
  if (WHOLE_KERNEL && WHOLE_COLUMNS) {
    return weight_load((places.x + offset) / 4u);
  }
  let inside = places != vec4u(OUTSIDE);
  let at = select(vec4u(), places + offset, inside);
  if (WHOLE_COLUMNS) {
    return select(vec4f(), weight_load(at.x / 4u), inside.x);
  }
  let values = vec4f(
    weight_load(at.x / 4u)[at.x % 4u], weight_load(at.y / 4u)[at.y % 4u],
    weight_load(at.z / 4u)[at.z % 4u], weight_load(at.w / 4u)[at.w % 4u],
  );
  return select(vec4f(), values, inside);
}

/// Four blocks: each one's row of the batch, its number in the image counted over all phases, and the place of its
/// first pixel, in the first phase, in the image that begins at `start`.
struct Results {
  row: vec4u,
  position: vec4u,
  start: vec4u,
  y: vec4u,
  x: vec4u,
}

fn results(row4: u32) -> Results {
  let positions = 4u * row4 + vec4u(0u, 1u, 2u, 3u);
  let row = positions / POSITIONS;
  let position = positions - row * POSITIONS;
  let y = position / POSITIONS_X;
  return Results(
    row, position * PHASES + phase_y * PHASES_X + phase_x,
    select(vec4u(OUTSIDE), row * IMAGE_WIDTH, row < vec4u(M)),
    STRIDE_Y * (first_block_y() + y) - SHIFT_Y,
    STRIDE_X * (first_block_x() + position - y * POSITIONS_X) - SHIFT_X,
  );
}

/// Channels of four columns.
fn result_channels(column4: u32) -> vec4u {
  return block_columns(column4).channel;
}

fn places(at: Results, column4: u32) -> Places {
  let columns = block_columns(column4);
  return Places(
    block_places(at.start.x, at.y.x, at.x.x, columns), block_places(at.start.y, at.y.y, at.x.y, columns),
    block_places(at.start.z, at.y.z, at.x.z, columns), block_places(at.start.w, at.y.w, at.x.w, columns),
  );
}

fn block_places(start: u32, first_y: u32, first_x: u32, columns: BlockColumns) -> vec4u {
  let y = first_y + columns.y;
  let x = first_x + columns.x;
  // Numbers below 0 are large ones without a sign.
  let inside = (y < vec4u(OUT_HEIGHT)) & (x < vec4u(OUT_WIDTH)) & (columns.y < vec4u(phase_y + BLOCK_Y))
    & vec4<bool>(start != OUTSIDE);
  return select(vec4u(OUTSIDE), start + (y * OUT_WIDTH + x) * OUT_CHANNELS + columns.channel, inside);
}
