// load: rows of sparse data as dense rows, selected by the row index.
//
// `sparse` holds the word offset of every row's entries, then the end of the last row; then the
// entries, each a column and the bits of its f32 value, with increasing columns within a row. Rows
// past the batch repeat its last row: finite, and masked where it matters. For an empty batch the
// row is arbitrary.

// #import shared/step

@group(1) @binding(0) var<storage, read> sparse: array<u32>; // u32 [_]
@group(1) @binding(1) var<storage, read> row_index: array<u32>; // u32 [_]

/// Index of the row in the data.
fn x_row(row: u32) -> u32 {
  return row_index[step.first_row + min(row, max(step.row_count, 1u) - 1u)];
}

/// Columns 4*column4 .. 4*column4+3 of row `start` of the data.
fn x_load(start: u32, column4: u32) -> vec4f {
  let first = sparse[start];
  let end = sparse[start + 1u];
  let column = 4u * column4;
  // The first entry at or after the column.
  var low = 0u;
  var high = (end - first) / 2u;
  while (low < high) {
    let middle = (low + high) / 2u;
    let before = sparse[first + 2u * middle] < column;
    low = select(low, middle + 1u, before);
    high = select(middle, high, before);
  }
  var value = vec4f();
  for (var word = first + 2u * low; word < end; word += 2u) {
    let place = sparse[word] - column;
    if (place >= 4u) {
      break;
    }
    value[place] = bitcast<f32>(sparse[word + 1u]);
  }
  return value;
}
