// max_pool_forward: the largest value of each window of images. Padding is never the largest.
//
//   y[row, window, channel] = max_{pixel in window} image[row, pixel, channel]
//   image [M, IN_HEIGHT*IN_WIDTH*CHANNELS], y [M, OUT_HEIGHT*OUT_WIDTH*CHANNELS]; windows:
//   shared/window
//
// Launch: one invocation per vec4 of y; x along its columns / 4, y along M.

// #import shared/channels
// #import shared/columns
// #import shared/window

const M: u32 = 128u;

@group(1) @binding(0) var<storage, read> image: array<vec4f>; // [M, IN_HEIGHT*IN_WIDTH*CHANNELS]
@group(1) @binding(1) var<storage, read_write> y: array<vec4f>; // [M, OUT_HEIGHT*OUT_WIDTH*CHANNELS]

const LOWEST = -3.4028234663852886e38;

fn load(row: u32, column: vec4u) -> vec4f {
  let at = row * IN4 + column / 4u;
  if (CHANNELS % 4u == 0u) {
    return image[at.x];
  }
  let place = column % 4u;
  return vec4f(image[at.x][place.x], image[at.y][place.y], image[at.z][place.z], image[at.w][place.w]);
}

@compute @workgroup_size(64, 1)
fn max_pool_forward(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= OUT4 || id.y >= M) {
    return;
  }
  let column = columns_of(id.x, CHANNELS, OUT_SIZE);
  let channel = column % CHANNELS;
  let window = column / CHANNELS;
  let top = window / OUT_WIDTH * STRIDE_HEIGHT - PAD_HEIGHT;
  let left = window % OUT_WIDTH * STRIDE_WIDTH - PAD_WIDTH;
  var largest = vec4f(LOWEST);
  for (var down = 0u; down < WINDOW_HEIGHT; down++) {
    let line = top + down;
    for (var across = 0u; across < WINDOW_WIDTH; across++) {
      let place = left + across;
      let inside = (line < vec4u(IN_HEIGHT)) & (place < vec4u(IN_WIDTH));
      let from = select(vec4u(), (line * IN_WIDTH + place) * CHANNELS + channel, inside);
      largest = max(largest, select(vec4f(LOWEST), load(id.y, from), inside));
    }
  }
  y[id.y * OUT4 + id.x] = keep_columns(largest, id.x, OUT_SIZE);
}
