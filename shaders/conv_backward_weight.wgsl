// conv_backward_weight: the gradient of the weights of a convolution or a transposed one, in parts.
//
//   parts[part] = (patches of xᵀ · vectors)ᵀ, over the positions of the part: SPAN of them, the same number of
//   every part but the last
//   vectors [M, POSITIONS_Y*POSITIONS_X*N], one of N values a position; x [M, K] (slot load), images [HEIGHT,
//   WIDTH, CHANNELS]; parts [PARTS, SIZE]: a part begins with a matrix [N, TAPS_Y*TAPS_X*CHANNELS]
//
// The vectors of a convolution are dy and its images x; of a transposed convolution they are x and dy.
//
// Launch: one dimension; the tiles of the first part, then the next part's, as defined by the slot product.
// The sum over positions is long and the result small: parts give a GPU enough tiles.
// Numerics: f32; sums over a part's positions in ascending order. Rows past the batch are zero in dy, so
// they add exactly zero.

// #import shared/columns
// #import shared/weight_gradient
// #slot load: matrix
// #slot product: direct_8x8

const M: u32 = 128u;
const K: u32 = 784u;
const PARTS: u32 = 49u;
const SPAN: u32 = 512u; // a multiple of 8
const SIZE: u32 = 576u;

@group(1) @binding(0) var<storage, read> vectors: array<vec4f>; // [M, POSITIONS_Y*POSITIONS_X*N]
@group(1) @binding(1) var<storage, read_write> parts: array<vec4f>; // [PARTS, SIZE]

const INNER4 = SPAN / 4u;

var<private> part: u32;

fn image_row(row: u32) -> u32 {
  return x_row(row);
}

fn image_load(image: u32, i: u32) -> vec4f {
  return x_load(image, i);
}

fn vector_load(i: u32) -> vec4f {
  return vectors[i];
}

fn first_position() -> u32 {
  return part * SPAN;
}

fn end_row() -> u32 {
  return M;
}

fn emit(row4: u32, column4: u32, left: mat4x4f, right: mat4x4f) {
  emit_columns(row4, 4u * column4, transpose(left));
  emit_columns(row4, 4u * column4 + 4u, transpose(right));
}

/// Stores weights 4*k4 .. 4*k4+3 of the values n .. n+3, one value a column.
fn emit_columns(k4: u32, n: u32, sums: mat4x4f) {
  let start = part * (SIZE / 4u) + n * PATCH4 + k4;
  parts[start] = keep_columns(sums[0], k4, PATCH);
  parts[start + PATCH4] = keep_columns(sums[1], k4, PATCH);
  parts[start + 2u * PATCH4] = keep_columns(sums[2], k4, PATCH);
  parts[start + 3u * PATCH4] = keep_columns(sums[3], k4, PATCH);
}

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn conv_backward_weight(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let tile = workgroup.y * workgroups.x + workgroup.x;
  let across = (columns4() + TILE_COLUMNS4 - 1u) / TILE_COLUMNS4;
  let down = (rows4() + TILE_ROWS4 - 1u) / TILE_ROWS4;
  let number = tile / (across * down);
  // A launch that wraps into y has some surplus workgroups.
  if (number < PARTS) {
    part = number;
    product(vec2u(tile % across, tile / across % down), lane);
  }
}
