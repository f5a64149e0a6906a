// max_pool_backward: the gradient of max_pool_forward. Of each window it goes to the largest value, of
// equal ones to the first in row order, as in PyTorch.
//
//   dx[row, pixel, channel] = Σ_{windows whose first largest is pixel} dy[row, window, channel]
//   image [M, IN_HEIGHT*IN_WIDTH*CHANNELS], dy [M, OUT_HEIGHT*OUT_WIDTH*CHANNELS],
//   dx [M, IN_HEIGHT*IN_WIDTH*CHANNELS]; added to dx when ACCUMULATE; windows: shared/window
//
// Launch: one invocation per vec4 of dx; x along its columns / 4, y along M.
// Numerics: f32, windows from the last to the first.
//
// Each pixel searches the windows that it is in again. Kept places of the maxima would save the
// search, and cost memory and a write in every forward pass, also where nothing is trained; the
// usual window of 2 x 2 is four loads that neighbours share.

// #import shared/channels
// #import shared/columns
// #import shared/window

const M: u32 = 128u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> image: array<vec4f>; // [M, IN_HEIGHT*IN_WIDTH*CHANNELS]
@group(1) @binding(1) var<storage, read> dy: array<vec4f>; // [M, OUT_HEIGHT*OUT_WIDTH*CHANNELS]
@group(1) @binding(2) var<storage, read_write> dx: array<vec4f>; // [M, IN_HEIGHT*IN_WIDTH*CHANNELS]

const LOWEST = -3.4028234663852886e38;

fn load(row: u32, column: vec4u) -> vec4f {
  let at = row * IN4 + column / 4u;
  if (CHANNELS % 4u == 0u) {
    return image[at.x];
  }
  let place = column % 4u;
  return vec4f(image[at.x][place.x], image[at.y][place.y], image[at.z][place.z], image[at.w][place.w]);
}

fn load_gradient(row: u32, column: vec4u) -> vec4f {
  let at = row * OUT4 + column / 4u;
  if (CHANNELS % 4u == 0u) {
    return dy[at.x];
  }
  let place = column % 4u;
  return vec4f(dy[at.x][place.x], dy[at.y][place.y], dy[at.z][place.z], dy[at.w][place.w]);
}

/// Place of the first largest value in windows, in row order within the window.
fn first_largest(row: u32, window_y: vec4u, window_x: vec4u, channel: vec4u) -> vec4u {
  let top = window_y * STRIDE_HEIGHT - PAD_HEIGHT;
  let left = window_x * STRIDE_WIDTH - PAD_WIDTH;
  var largest = vec4f(LOWEST);
  var found = vec4u();
  for (var down = 0u; down < WINDOW_HEIGHT; down++) {
    let line = top + down;
    for (var across = 0u; across < WINDOW_WIDTH; across++) {
      let place = left + across;
      let inside = (line < vec4u(IN_HEIGHT)) & (place < vec4u(IN_WIDTH));
      let from = select(vec4u(), (line * IN_WIDTH + place) * CHANNELS + channel, inside);
      let value = select(vec4f(LOWEST), load(row, from), inside);
      found = select(found, vec4u(down * WINDOW_WIDTH + across), value > largest);
      largest = max(largest, value);
    }
  }
  return found;
}

@compute @workgroup_size(64, 1)
fn max_pool_backward(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= IN4 || id.y >= M) {
    return;
  }
  let column = columns_of(id.x, CHANNELS, IN_SIZE);
  let channel = column % CHANNELS;
  let pixel = column / CHANNELS;
  let line = pixel / IN_WIDTH + PAD_HEIGHT;
  let place = pixel % IN_WIDTH + PAD_WIDTH;
  var sum = vec4f();
  for (var up = 0u; up < SHARED_HEIGHT; up++) {
    let window_y = line / STRIDE_HEIGHT - up;
    let beside = in_window(line, window_y, OUT_HEIGHT, STRIDE_HEIGHT, WINDOW_HEIGHT);
    for (var back = 0u; back < SHARED_WIDTH; back++) {
      let window_x = place / STRIDE_WIDTH - back;
      let inside = beside & in_window(place, window_x, OUT_WIDTH, STRIDE_WIDTH, WINDOW_WIDTH);
      let own = (line - window_y * STRIDE_HEIGHT) * WINDOW_WIDTH + place - window_x * STRIDE_WIDTH;
      let largest = inside & (first_largest(id.y, window_y, window_x, channel) == own);
      let from = select(vec4u(), (window_y * OUT_WIDTH + window_x) * CHANNELS + channel, inside);
      sum += select(vec4f(), load_gradient(id.y, from), largest);
    }
  }
  let value = keep_columns(sum, id.x, IN_SIZE);
  let index = id.y * IN4 + id.x;
  if (ACCUMULATE) {
    dx[index] += value;
  } else {
    dx[index] = value;
  }
}
