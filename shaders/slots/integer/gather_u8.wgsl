// integer: rows of whole numbers from a u8 field, selected by the row index. Rows past the
// batch repeat its last row, so that they are valid indices. For an empty batch the row is
// arbitrary.

// #import shared/step

@group(1) @binding(0) var<storage, read> field: array<u32>; // u8 [_, K]
@group(1) @binding(1) var<storage, read> row_index: array<u32>; // u32 [_]

/// Start of a row.
fn integer_row(row: u32) -> u32 {
  let place = step.first_row + min(row, max(step.row_count, 1u) - 1u);
  return row_index[place] * ((K + 7u) / 8u * 2u);
}

/// Columns 4*column4 .. 4*column4+3 of the row that starts at `start`.
fn integer_load(start: u32, column4: u32) -> vec4u {
  let word = field[start + column4];
  return (vec4u(word) >> vec4u(0u, 8u, 16u, 24u)) & vec4u(0xffu);
}
