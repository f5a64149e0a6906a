// Results of a convolution, images [POSITIONS_Y, POSITIONS_X, N]: a row of the product is a pixel, a column one of its
// channels.
//
// The kernel reads the weights [N, TAPS_Y*TAPS_X*CHANNELS] through `weight_load`: vec4 number i.

// #import shared/patch_rows

const N: u32 = 32u;

const IMAGE_WIDTH = (POSITIONS * N + 7u) / 8u * 8u;
/// Columns of a tile's block are neighbouring channels.
const WHOLE_COLUMNS = true;
/// Four results are a whole vec4.
const WHOLE_RESULTS = N % 4u == 0u;
/// The second half of a block of eight columns has results.
const TWO_HALVES = N > 4u;

fn columns4() -> u32 {
  return (N + 7u) / 8u * 2u;
}

fn left_start(row4: u32) -> Windows {
  return windows(4u * row4 + vec4u(0u, 1u, 2u, 3u));
}

fn right_start(column4: u32) -> vec4u {
  return (4u * column4 + vec4u(0u, 1u, 2u, 3u)) * INNER4;
}

fn right_block(start: vec4u, i: u32) -> mat4x4f {
  return transpose(mat4x4f(
    weight_load(start.x + i), weight_load(start.y + i),
    weight_load(start.z + i), weight_load(start.w + i),
  ));
}

/// Four pixels: each one's row of the batch, its number in the image, and where its values begin.
struct Results {
  row: vec4u,
  position: vec4u,
  start: vec4u,
}

fn results(row4: u32) -> Results {
  let positions = 4u * row4 + vec4u(0u, 1u, 2u, 3u);
  let row = positions / POSITIONS;
  let position = positions - row * POSITIONS;
  return Results(row, position, select(vec4u(OUTSIDE), row * IMAGE_WIDTH + position * N, row < vec4u(M)));
}

/// Channels of four columns.
fn result_channels(column4: u32) -> vec4u {
  return 4u * column4 + vec4u(0u, 1u, 2u, 3u);
}

fn places(at: Results, column4: u32) -> Places {
  let channels = result_channels(column4);
  return Places(
    channel_places(at.start.x, channels), channel_places(at.start.y, channels),
    channel_places(at.start.z, channels), channel_places(at.start.w, channels),
  );
}

fn channel_places(start: u32, channels: vec4u) -> vec4u {
  if (WHOLE_RESULTS) {
    // The others follow from the first.
    return vec4u(select(OUTSIDE, start + channels.x, (channels.x < N) & (start != OUTSIDE)));
  }
  let inside = (channels < vec4u(N)) & vec4<bool>(start != OUTSIDE);
  return select(vec4u(OUTSIDE), start + channels, inside);
}
