// A recurrent layer: H units with GATES gates each. The gates of a unit are neighbours in all tensors: row
// GATES * unit + gate of the weights, and that column of what they make.
//
// A sequence has LENGTH steps and one state more: `states` [M * (LENGTH + 1), H] begins with the initial one, and
// place s + 1 holds the state after step s. Padded steps keep the state.

const M: u32 = 32u;
const LENGTH: u32 = 4u;
const H: u32 = 20u;
const GATES: u32 = 3u;

const PLACES = LENGTH + 1u;
const H4 = (H + 7u) / 8u * 2u;
const SUMS_WIDTH = (GATES * H + 7u) / 8u * 8u;
/// Gates as a step leaves them for the backward pass: four numbers a unit.
const GATES4 = (4u * H + 7u) / 8u * 2u;

fn sigmoid4(x: vec4f) -> vec4f {
  return 1.0 / (1.0 + exp(clamp(-x, vec4f(-80.0), vec4f(80.0))));
}

fn tanh4(x: vec4f) -> vec4f {
  return tanh(clamp(x, vec4f(-10.0), vec4f(10.0)));
}
