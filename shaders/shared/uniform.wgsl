// Uniform draws for the elements of a matrix, from (seed, stream, data counter, row, column): repeated
// draws give the same values.

// #import shared/step
// #import shared/uniform_block

/// Columns 4*column4 .. 4*column4+3 of a row of draws `width` wide.
fn uniform4(stream: u32, row: u32, column4: u32, width: u32) -> vec4f {
  let index = 2u * ((step.data_row + row) * ((width + 3u) / 4u) + column4);
  return uniform_block(stream, step.data_counter, index);
}
