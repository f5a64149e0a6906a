// bilinear_forward: images enlarged by whole factors, with bilinear interpolation.
//
//   y[row, (v, u), channel] = Σ_{(j, i)} share(v, j) share(u, i) x[row, (j, i), channel], where pixel v of
//   y lies between two pixels of x, whose shares fall with their distance: shared/bilinear
//   x [M, IN_HEIGHT*IN_WIDTH*CHANNELS], y [M, IN_HEIGHT*SCALE_HEIGHT*IN_WIDTH*SCALE_WIDTH*CHANNELS]
//
// Launch: one invocation per vec4 of y; x along its columns / 4, y along M.
// Numerics: f32, along lines and then across them.

// #import shared/bilinear
// #import shared/channels
// #import shared/columns

const M: u32 = 128u;
const IN_HEIGHT: u32 = 7u;
const IN_WIDTH: u32 = 7u;
const CHANNELS: u32 = 16u;
const SCALE_HEIGHT: u32 = 2u;
const SCALE_WIDTH: u32 = 2u;

@group(1) @binding(0) var<storage, read> x: array<vec4f>; // [M, IN_HEIGHT*IN_WIDTH*CHANNELS]
@group(1) @binding(1) var<storage, read_write> y: array<vec4f>; // [M, IN_HEIGHT*SCALE_HEIGHT*IN_WIDTH*SCALE_WIDTH*CHANNELS]

const X4 = (IN_HEIGHT * IN_WIDTH * CHANNELS + 7u) / 8u * 2u;
const Y_WIDTH = IN_WIDTH * SCALE_WIDTH;
const Y_SIZE = IN_HEIGHT * SCALE_HEIGHT * Y_WIDTH * CHANNELS;
const Y4 = (Y_SIZE + 7u) / 8u * 2u;

fn load(row: u32, column: vec4u) -> vec4f {
  let at = row * X4 + column / 4u;
  if (CHANNELS % 4u == 0u) {
    return x[at.x];
  }
  let place = column % 4u;
  return vec4f(x[at.x][place.x], x[at.y][place.y], x[at.z][place.z], x[at.w][place.w]);
}

@compute @workgroup_size(64, 1)
fn bilinear_forward(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= Y4 || id.y >= M) {
    return;
  }
  let column = columns_of(id.x, CHANNELS, Y_SIZE);
  let channel = column % CHANNELS;
  let pixel = column / CHANNELS;
  let place_y = place_of(pixel / Y_WIDTH, SCALE_HEIGHT);
  let place_x = place_of(pixel % Y_WIDTH, SCALE_WIDTH);
  let left = place_x / (2u * SCALE_WIDTH);
  let right = min(left + 1u, vec4u(IN_WIDTH - 1u));
  let top = place_y / (2u * SCALE_HEIGHT) * IN_WIDTH;
  let bottom = min(top + IN_WIDTH, vec4u((IN_HEIGHT - 1u) * IN_WIDTH));
  let across = fraction_of(place_x, SCALE_WIDTH);
  let down = fraction_of(place_y, SCALE_HEIGHT);
  let above = (1.0 - across) * load(id.y, (top + left) * CHANNELS + channel) +
    across * load(id.y, (top + right) * CHANNELS + channel);
  let below = (1.0 - across) * load(id.y, (bottom + left) * CHANNELS + channel) +
    across * load(id.y, (bottom + right) * CHANNELS + channel);
  let value = (1.0 - down) * above + down * below;
  y[id.y * Y4 + id.x] = keep_columns(value, id.x, Y_SIZE);
}
