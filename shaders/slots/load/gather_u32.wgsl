// load: rows of a data set of whole numbers, selected by the row index, as f32: exact up to 2^24.
// Rows past the batch repeat its last row: finite, and masked where it matters. For an empty batch
// the row is arbitrary.

// #import shared/step

@group(1) @binding(0) var<storage, read> data: array<vec4u>; // u32 [_, K]
@group(1) @binding(1) var<storage, read> row_index: array<u32>; // u32 [_]

/// Start of a row; computed once, outside the product's loop.
fn x_row(row: u32) -> u32 {
  let place = step.first_row + min(row, max(step.row_count, 1u) - 1u);
  return row_index[place] * ((K + 7u) / 8u * 2u);
}

/// Columns 4*column4 .. 4*column4+3 of the row that starts at `start`.
fn x_load(start: u32, column4: u32) -> vec4f {
  return vec4f(data[start + column4]);
}
