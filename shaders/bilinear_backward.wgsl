// bilinear_backward: the gradient of bilinear_forward. Every pixel gathers from the enlarged pixels
// that it has a share in.
//
//   dx[row, (j, i), channel] = Σ_{(v, u)} share(v, j) share(u, i) dy[row, (v, u), channel]
//   dy [M, IN_HEIGHT*SCALE_HEIGHT*IN_WIDTH*SCALE_WIDTH*CHANNELS], dx [M, IN_HEIGHT*IN_WIDTH*CHANNELS]; added to dx
//   when ACCUMULATE
//
// Launch: one invocation per vec4 of dx; x along its columns / 4, y along M.
// Numerics: f32, enlarged pixels in row order.

// #import shared/bilinear
// #import shared/channels
// #import shared/columns

const M: u32 = 128u;
const IN_HEIGHT: u32 = 7u;
const IN_WIDTH: u32 = 7u;
const CHANNELS: u32 = 16u;
const SCALE_HEIGHT: u32 = 2u;
const SCALE_WIDTH: u32 = 2u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> dy: array<vec4f>; // [M, IN_HEIGHT*SCALE_HEIGHT*IN_WIDTH*SCALE_WIDTH*CHANNELS]
@group(1) @binding(1) var<storage, read_write> dx: array<vec4f>; // [M, IN_HEIGHT*IN_WIDTH*CHANNELS]

const X_SIZE = IN_HEIGHT * IN_WIDTH * CHANNELS;
const X4 = (X_SIZE + 7u) / 8u * 2u;
const Y_HEIGHT = IN_HEIGHT * SCALE_HEIGHT;
const Y_WIDTH = IN_WIDTH * SCALE_WIDTH;
const Y4 = (Y_HEIGHT * Y_WIDTH * CHANNELS + 7u) / 8u * 2u;

fn load(row: u32, column: vec4u) -> vec4f {
  let at = row * Y4 + column / 4u;
  if (CHANNELS % 4u == 0u) {
    return dy[at.x];
  }
  let place = column % 4u;
  return vec4f(dy[at.x][place.x], dy[at.y][place.y], dy[at.z][place.z], dy[at.w][place.w]);
}

/// Share of pixel `own` in an enlarged pixel, along an axis of `size` pixels; zero outside it.
fn share_of(enlarged: vec4u, own: vec4u, scale: u32, size: u32) -> vec4f {
  let place = place_of(enlarged, scale);
  let before = place / (2u * scale);
  let fraction = fraction_of(place, scale);
  let after = min(before + 1u, vec4u(size - 1u));
  let share = select(vec4f(), 1.0 - fraction, before == own) + select(vec4f(), fraction, after == own);
  return select(vec4f(), share, enlarged < vec4u(size * scale));
}

@compute @workgroup_size(64, 1)
fn bilinear_backward(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= X4 || id.y >= M) {
    return;
  }
  let column = columns_of(id.x, CHANNELS, X_SIZE);
  let channel = column % CHANNELS;
  let pixel = column / CHANNELS;
  let line = pixel / IN_WIDTH;
  let place = pixel % IN_WIDTH;
  // The first enlarged pixel with a share. One before the image wraps to one far past it.
  let top = line * SCALE_HEIGHT - SCALE_HEIGHT / 2u;
  let left = place * SCALE_WIDTH - SCALE_WIDTH / 2u;
  var sum = vec4f();
  for (var down = 0u; down < 2u * SCALE_HEIGHT; down++) {
    let share = share_of(top + down, line, SCALE_HEIGHT, IN_HEIGHT);
    let start = min(top + down, vec4u(Y_HEIGHT - 1u)) * Y_WIDTH;
    for (var across = 0u; across < 2u * SCALE_WIDTH; across++) {
      let from = start + min(left + across, vec4u(Y_WIDTH - 1u));
      let shares = share * share_of(left + across, place, SCALE_WIDTH, IN_WIDTH);
      sum += shares * load(id.y, from * CHANNELS + channel);
    }
  }
  let value = keep_columns(sum, id.x, X_SIZE);
  let index = id.y * X4 + id.x;
  if (ACCUMULATE) {
    dx[index] += value;
  } else {
    dx[index] = value;
  }
}
