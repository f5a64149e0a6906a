// input: rows of a f32 data set picked by the row index; `first` counts for nothing.
// Rows past the batch repeat its last row: finite, and multiplied by a gradient of zero.

// #import shared/step

@group(1) @binding(0) var<storage, read> data: array<vec4f>; // [_, _]
@group(1) @binding(1) var<storage, read> row_index: array<u32>; // u32 [_]

/// Where column4 of a layer's input starts.
fn input_start(first: u32, column4: u32) -> vec4u {
  return vec4u(column4, 0u, 0u, 0u);
}

/// Rows 4*i .. 4*i+3 of an input k4 vec4 wide.
fn input_block(start: vec4u, k4: u32, i: u32) -> mat4x4f {
  let positions = min(4u * i + vec4u(0u, 1u, 2u, 3u), vec4u(step.row_count - 1u));
  let picked = step.first_row + positions;
  let rows = start.x + k4 * vec4u(
    row_index[picked.x], row_index[picked.y], row_index[picked.z], row_index[picked.w],
  );
  return mat4x4f(
    data[rows.x], data[rows.y],
    data[rows.z], data[rows.w],
  );
}
