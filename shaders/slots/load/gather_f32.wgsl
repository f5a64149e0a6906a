// load: rows of an f32 data set, selected by the row index. Rows past the batch repeat its last
// row: finite, and masked where it matters.

// #import shared/step

@group(1) @binding(0) var<storage, read> data: array<vec4f>; // [_, K]
@group(1) @binding(1) var<storage, read> row_index: array<u32>; // u32 [_]

/// Start of a row; computed once, outside the product's loop.
fn x_row(row: u32) -> u32 {
  return row_index[step.first_row + min(row, step.row_count - 1u)] * ((K + 7u) / 8u * 2u);
}

/// Columns 4*column4 .. 4*column4+3 of the row that starts at `start`.
fn x_load(start: u32, column4: u32) -> vec4f {
  return data[start + column4];
}
