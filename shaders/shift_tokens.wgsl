// shift_tokens: the tokens before each step of a sequence, which a decoder that is told the right ones
// takes; some are hidden at random.
//
//   y[row, 0] = BEGIN, y[row, t] = HIDDEN with probability RATE, else x[row, t - 1] (slot uniform)
//   x and y [M, K]
//
// Launch: one invocation per vec4 of y; x along K / 4, y along M.
// Numerics: exact.
// Source: Bowman et al., "Generating sentences from a continuous space", 2016 (word dropout).

// #import shared/columns
// #slot uniform: counter

const M: u32 = 32u;
const K: u32 = 32u;
const RATE: f32 = 0.5;
const BEGIN: u32 = 1u;
const HIDDEN: u32 = 3u;

@group(1) @binding(0) var<storage, read> x: array<f32>; // [M, K]
@group(1) @binding(1) var<storage, read_write> y: array<vec4f>; // [M, K]

const K4 = (K + 7u) / 8u * 2u;

@compute @workgroup_size(64, 1)
fn shift_tokens(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= K4 || id.y >= M) {
    return;
  }
  let first = 4u * (id.y * K4 + id.x);
  let before = vec4f(x[max(first, 1u) - 1u], x[first], x[first + 1u], x[first + 2u]);
  let hidden = uniform_noise4(id.y, id.x) < vec4f(RATE);
  var tokens = select(before, vec4f(f32(HIDDEN)), hidden);
  tokens.x = select(tokens.x, f32(BEGIN), id.x == 0u);
  y[id.y * K4 + id.x] = keep_columns(tokens, id.x, K);
}
