// window_sums: sums over the windows of images. With WEIGHT = 1 / (WINDOW_HEIGHT WINDOW_WIDTH) it is average
// pooling, whose padding counts as zeros; it is also the gradient of window_spread.
//
//   y[row, window, channel] = WEIGHT Σ_{pixel in window} x[row, pixel, channel]
//   x [M, IN_HEIGHT*IN_WIDTH*CHANNELS], y [M, OUT_HEIGHT*OUT_WIDTH*CHANNELS]; added to y when
//   ACCUMULATE; windows: shared/window
//
// Launch: one invocation per vec4 of y; x along its columns / 4, y along M.
// Numerics: f32, pixels in row order.

// #import shared/channels
// #import shared/columns
// #import shared/window

const M: u32 = 128u;
const WEIGHT: f32 = 0.25;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> x: array<vec4f>; // [M, IN_HEIGHT*IN_WIDTH*CHANNELS]
@group(1) @binding(1) var<storage, read_write> y: array<vec4f>; // [M, OUT_HEIGHT*OUT_WIDTH*CHANNELS]

fn load(row: u32, column: vec4u) -> vec4f {
  let at = row * IN4 + column / 4u;
  if (CHANNELS % 4u == 0u) {
    return x[at.x];
  }
  let place = column % 4u;
  return vec4f(x[at.x][place.x], x[at.y][place.y], x[at.z][place.z], x[at.w][place.w]);
}

@compute @workgroup_size(64, 1)
fn window_sums(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= OUT4 || id.y >= M) {
    return;
  }
  let column = columns_of(id.x, CHANNELS, OUT_SIZE);
  let channel = column % CHANNELS;
  let window = column / CHANNELS;
  let top = window / OUT_WIDTH * STRIDE_HEIGHT - PAD_HEIGHT;
  let left = window % OUT_WIDTH * STRIDE_WIDTH - PAD_WIDTH;
  var sum = vec4f();
  for (var down = 0u; down < WINDOW_HEIGHT; down++) {
    let line = top + down;
    for (var across = 0u; across < WINDOW_WIDTH; across++) {
      let place = left + across;
      let inside = (line < vec4u(IN_HEIGHT)) & (place < vec4u(IN_WIDTH));
      let from = select(vec4u(), (line * IN_WIDTH + place) * CHANNELS + channel, inside);
      sum += select(vec4f(), load(id.y, from), inside);
    }
  }
  let value = keep_columns(WEIGHT * sum, id.x, OUT_SIZE);
  let index = id.y * OUT4 + id.x;
  if (ACCUMULATE) {
    y[index] += value;
  } else {
    y[index] = value;
  }
}
