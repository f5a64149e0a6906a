// Uniform draws for the elements of a matrix, from (seed, stream, data counter, row, column): repeated
// draws give the same values. A block of Threefry is two words, so two blocks serve four columns.
//
// A draw is from (0, 1) on a grid of 2^-23 that f32 holds exactly: never 0, never 1, and the same
// as on the CPU.

// #import shared/step
// #import shared/threefry

/// Columns 4*column4 .. 4*column4+3 of a row of draws `width` wide.
fn uniform4(stream: u32, row: u32, column4: u32, width: u32) -> vec4f {
  let index = 2u * ((step.data_row + row) * ((width + 3u) / 4u) + column4);
  let key = vec2u(step.seed, stream);
  let bits = vec4u(
    threefry2x32(key, vec2u(step.data_counter, index)),
    threefry2x32(key, vec2u(step.data_counter, index + 1u)),
  );
  return (vec4f(bits >> vec4u(9u)) + 0.5) * 0x1p-23;
}
