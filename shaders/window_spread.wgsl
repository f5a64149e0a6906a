// window_spread: every pixel is the sum of the windows that it is in. With windows of the size of
// their stride it repeats pixels: nearest upsampling. It is also the gradient of window_sums.
//
//   x[row, pixel, channel] = WEIGHT Σ_{windows with pixel} y[row, window, channel]
//   y [M, OUT_HEIGHT*OUT_WIDTH*CHANNELS], x [M, IN_HEIGHT*IN_WIDTH*CHANNELS]; added to x when
//   ACCUMULATE; windows: shared/window
//
// Launch: one invocation per vec4 of x; x along its columns / 4, y along M.
// Numerics: f32, windows from the last to the first.

// #import shared/channels
// #import shared/columns
// #import shared/window

const M: u32 = 128u;
const WEIGHT: f32 = 0.25;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> y: array<vec4f>; // [M, OUT_HEIGHT*OUT_WIDTH*CHANNELS]
@group(1) @binding(1) var<storage, read_write> x: array<vec4f>; // [M, IN_HEIGHT*IN_WIDTH*CHANNELS]

fn load(row: u32, column: vec4u) -> vec4f {
  let at = row * OUT4 + column / 4u;
  if (CHANNELS % 4u == 0u) {
    return y[at.x];
  }
  let place = column % 4u;
  return vec4f(y[at.x][place.x], y[at.y][place.y], y[at.z][place.z], y[at.w][place.w]);
}

@compute @workgroup_size(64, 1)
fn window_spread(@builtin(global_invocation_id) id: vec3u) {
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
      let from = select(vec4u(), (window_y * OUT_WIDTH + window_x) * CHANNELS + channel, inside);
      sum += select(vec4f(), load(id.y, from), inside);
    }
  }
  let value = keep_columns(WEIGHT * sum, id.x, IN_SIZE);
  let index = id.y * IN4 + id.x;
  if (ACCUMULATE) {
    x[index] += value;
  } else {
    x[index] = value;
  }
}
