// An affine flow of each value: y = scale z + shift, from two numbers of each value, m | s:
//
//   GATED: scale = σ(s), shift = (1 - σ(s)) m, else scale = exp(-s), shift = -m exp(-s)
//
// Source: Kingma et al., "Improving variational inference with inverse autoregressive flow", 2016;
// Papamakarios, Pavlakou & Murray, "Masked autoregressive flow for density estimation", 2017.

// #import shared/columns
// #import shared/log1p

const L: u32 = 20u;
const GATED: bool = true;

const L4 = (L + 7u) / 8u * 2u;
const NUMBERS_WIDTH = (2u * L + 7u) / 8u * 8u;

/// Four values of m or, with `second` = L, of s, of the numbers of `row`.
fn four(row: u32, column4: u32, second: u32) -> vec4f {
  let column = min(vec4u(4u * column4) + vec4u(0u, 1u, 2u, 3u), vec4u(L - 1u));
  let at = vec4u(row * NUMBERS_WIDTH + second) + column;
  return vec4f(parameters[at.x], parameters[at.y], parameters[at.z], parameters[at.w]);
}

/// The scale of four values by their s.
fn scale_of(s: vec4f) -> vec4f {
  let power = exp(clamp(-s, vec4f(-80.0), vec4f(80.0)));
  return select(power, 1.0 / (1.0 + power), vec4<bool>(GATED));
}
