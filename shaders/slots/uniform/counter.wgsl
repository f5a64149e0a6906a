// uniform: draws from (0, 1) by the kernel, from (seed, stream, step, row, column).

// #import shared/step
// #import shared/uniform_block

const STREAM: u32 = 0u; // different for training, evaluation and each sampling site

/// Columns 4*column4 .. 4*column4+3 of a row of K draws.
fn uniform_noise4(row: u32, column4: u32) -> vec4f {
  let index = 2u * (row * ((K + 3u) / 4u) + column4);
  return uniform_block(STREAM, step.counter, index);
}
