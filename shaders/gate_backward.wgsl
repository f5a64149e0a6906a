// gate_backward: the gradient of gate_forward, of values and of gates.
//
//   dx[row, pixel, c]            = dy[row, pixel, c] σ
//   dx[row, pixel, CHANNELS + c] = dy[row, pixel, c] x[row, pixel, c] σ (1 - σ), σ of the gate c
//   x [M, 2*PIXELS*CHANNELS], dy [M, PIXELS*CHANNELS], dx [M, 2*PIXELS*CHANNELS]; added to dx when
//   ACCUMULATE
//
// Launch: one invocation per vec4 of dx; x along its columns / 4, y along M.

// #import shared/channels
// #import shared/columns
// #import shared/gate

const M: u32 = 128u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> x: array<vec4f>; // [M, 2*PIXELS*CHANNELS]
@group(1) @binding(1) var<storage, read> dy: array<vec4f>; // [M, PIXELS*CHANNELS]
@group(1) @binding(2) var<storage, read_write> dx: array<vec4f>; // [M, 2*PIXELS*CHANNELS]

fn load(row: u32, column: vec4u) -> vec4f {
  let at = row * X4 + column / 4u;
  if (CHANNELS % 4u == 0u) {
    return x[at.x];
  }
  let place = column % 4u;
  return vec4f(x[at.x][place.x], x[at.y][place.y], x[at.z][place.z], x[at.w][place.w]);
}

fn load_gradient(row: u32, column: vec4u) -> vec4f {
  let at = row * SIZE4 + column / 4u;
  if (CHANNELS % 4u == 0u) {
    return dy[at.x];
  }
  let place = column % 4u;
  return vec4f(dy[at.x][place.x], dy[at.y][place.y], dy[at.z][place.z], dy[at.w][place.w]);
}

@compute @workgroup_size(64, 1)
fn gate_backward(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= X4 || id.y >= M) {
    return;
  }
  let column = columns_of(id.x, CHANNELS, 2u * SIZE);
  let channel = column % (2u * CHANNELS);
  let of_gate = channel >= vec4u(CHANNELS);
  let own = select(column, column - CHANNELS, of_gate);
  let open = open_share(load(id.y, own + CHANNELS));
  let of_value = load_gradient(id.y, own - column / (2u * CHANNELS) * CHANNELS) * open;
  let gradient = select(of_value, of_value * load(id.y, own) * (1.0 - open), of_gate);
  let value = keep_columns(gradient, id.x, 2u * SIZE);
  let index = id.y * X4 + id.x;
  if (ACCUMULATE) {
    dx[index] += value;
  } else {
    dx[index] = value;
  }
}
