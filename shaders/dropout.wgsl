// dropout: values dropped at random, inverted, so that the mean stays x; also the gradient of
// itself, which draws the same values again.
//
//   y = 0 with probability RATE, else x / (1 - RATE) (slot uniform)
//   x [M, K], y [M, K]; added to y when ACCUMULATE
//
// Launch: one invocation per vec4; x along K / 4, y along M.
// Source: Srivastava, Hinton, Krizhevsky, Sutskever & Salakhutdinov, "Dropout: a simple way to
// prevent neural networks from overfitting", 2014.

// #slot uniform: counter

const M: u32 = 128u;
const K: u32 = 400u;
const RATE: f32 = 0.5;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> x: array<vec4f>; // [M, K]
@group(1) @binding(1) var<storage, read_write> y: array<vec4f>; // [M, K]

const K4 = (K + 7u) / 8u * 2u;

@compute @workgroup_size(64, 1)
fn dropout(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= K4 || id.y >= M) {
    return;
  }
  let index = id.y * K4 + id.x;
  let dropped = uniform_noise4(id.y, id.x) < vec4f(RATE);
  let value = select(x[index] / (1.0 - RATE), vec4f(), dropped);
  if (ACCUMULATE) {
    y[index] += value;
  } else {
    y[index] = value;
  }
}
