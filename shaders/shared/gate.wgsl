// Rows of pixels whose channels are CHANNELS values and then as many gates.

const PIXELS: u32 = 49u;
const CHANNELS: u32 = 16u; // of the values

const SIZE = PIXELS * CHANNELS;
const SIZE4 = (SIZE + 7u) / 8u * 2u;
const X4 = (2u * SIZE + 7u) / 8u * 2u;

/// The sigmoid, with an exponent that stays finite.
fn open_share(gate: vec4f) -> vec4f {
  return 1.0 / (1.0 + exp(clamp(-gate, vec4f(-80.0), vec4f(80.0))));
}
