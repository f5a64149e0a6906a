// load: rows of an f32 matrix on the GPU.

@group(1) @binding(0) var<storage, read> x: array<vec4f>; // [_, K]

/// Start of a row; computed once, outside the product's loop.
fn x_row(row: u32) -> u32 {
  return row * ((K + 7u) / 8u * 2u);
}

/// Columns 4*column4 .. 4*column4+3 of the row that starts at `start`.
fn x_load(start: u32, column4: u32) -> vec4f {
  return x[start + column4];
}
