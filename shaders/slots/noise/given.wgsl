// noise: standard normals given by the caller.

@group(1) @binding(0) var<storage, read> noise: array<vec4f>; // [_, L]

/// Columns 4*column4 .. 4*column4+3 of a row of L noise values.
fn noise4(row: u32, column4: u32) -> vec4f {
  return noise[row * ((L + 7u) / 8u * 2u) + column4];
}
