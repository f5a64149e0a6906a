// gate_forward: values times the sigmoid of their gates, which are the second half of the channels:
// torch.nn.functional.glu.
//
//   y[row, pixel, c] = x[row, pixel, c] σ(x[row, pixel, CHANNELS + c])
//   x [M, 2*PIXELS*CHANNELS], y [M, PIXELS*CHANNELS]
//
// Launch: one invocation per vec4 of y; x along its columns / 4, y along M.
// Source: Dauphin, Fan, Auli & Grangier, "Language modeling with gated convolutional networks", 2017.

// #import shared/channels
// #import shared/columns
// #import shared/gate

const M: u32 = 128u;

@group(1) @binding(0) var<storage, read> x: array<vec4f>; // [M, 2*PIXELS*CHANNELS]
@group(1) @binding(1) var<storage, read_write> y: array<vec4f>; // [M, PIXELS*CHANNELS]

fn load(row: u32, column: vec4u) -> vec4f {
  let at = row * X4 + column / 4u;
  if (CHANNELS % 4u == 0u) {
    return x[at.x];
  }
  let place = column % 4u;
  return vec4f(x[at.x][place.x], x[at.y][place.y], x[at.z][place.z], x[at.w][place.w]);
}

@compute @workgroup_size(64, 1)
fn gate_forward(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= SIZE4 || id.y >= M) {
    return;
  }
  let column = columns_of(id.x, CHANNELS, SIZE);
  // Before the values of a pixel lie the values and gates of those before it.
  let own = column + column / CHANNELS * CHANNELS;
  let value = load(id.y, own) * open_share(load(id.y, own + CHANNELS));
  y[id.y * SIZE4 + id.x] = keep_columns(value, id.x, SIZE);
}
