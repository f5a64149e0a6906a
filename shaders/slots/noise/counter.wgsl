// noise: standard normals drawn by the kernel from (seed, stream, step, row, column).

// #import shared/step
// #import shared/threefry
// #import shared/normal

const STREAM: u32 = 0u; // different for training, evaluation and each sampling site

/// Columns 4*column4 .. 4*column4+3 of a row of L noise values.
fn noise4(row: u32, column4: u32) -> vec4f {
  let index = 2u * (row * ((L + 3u) / 4u) + column4);
  let key = vec2u(step.seed, STREAM);
  return vec4f(
    normal_pair(threefry2x32(key, vec2u(step.counter, index))),
    normal_pair(threefry2x32(key, vec2u(step.counter, index + 1u))),
  );
}
