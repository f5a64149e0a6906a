// input: a layer's input among the activations of a step, from the vec4 `first`; or, if `first` is
// GATHERED, rows of an f32 data set selected by the row index. Rows past the batch repeat its last
// row: finite, and multiplied by a gradient of zero.

// #import shared/step

const GATHERED: u32 = 0xffffffffu;

@group(1) @binding(0) var<storage, read> activations: array<vec4f>; // [_]
@group(1) @binding(1) var<storage, read> data: array<vec4f>; // [_, _]
@group(1) @binding(2) var<storage, read> row_index: array<u32>; // u32 [_]

/// Start of column4 of a layer's input, and whether the input is gathered.
fn input_start(first: u32, column4: u32) -> vec4u {
  let gathered = first == GATHERED;
  return vec4u(select(first, 0u, gathered) + column4, u32(gathered), 0u, 0u);
}

/// Rows 4*i .. 4*i+3 of an input with k4 vec4 per row.
fn input_block(start: vec4u, k4: u32, i: u32) -> mat4x4f {
  if (start.y == 1u) {
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
  let at = start.x + 4u * k4 * i;
  return mat4x4f(
    activations[at], activations[at + k4], activations[at + 2u * k4], activations[at + 3u * k4],
  );
}
