// Four uniform draws from two blocks of Threefry, which are two words each. A draw is from (0, 1) on
// a grid of 2^-23 that f32 holds exactly: never 0, never 1, and the same as on the CPU.

// #import shared/step
// #import shared/threefry

/// Draws of a stream at blocks `index` and `index + 1` of a counter.
fn uniform_block(stream: u32, counter: u32, index: u32) -> vec4f {
  let key = vec2u(step.seed, stream);
  let bits = vec4u(
    threefry2x32(key, vec2u(counter, index)),
    threefry2x32(key, vec2u(counter, index + 1u)),
  );
  return (vec4f(bits >> vec4u(9u)) + 0.5) * 0x1p-23;
}
