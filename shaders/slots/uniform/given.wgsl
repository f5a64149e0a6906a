// uniform: draws from (0, 1) by standard normals of the caller, through their distribution function.

// #import shared/gaussian

@group(1) @binding(0) var<storage, read> noise: array<vec4f>; // [_, K]

/// Columns 4*column4 .. 4*column4+3 of a row of K draws.
fn uniform_noise4(row: u32, column4: u32) -> vec4f {
  return gaussian_cdf(noise[row * ((K + 7u) / 8u * 2u) + column4]);
}
