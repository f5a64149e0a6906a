// conv_example_norms: the norm of each example's gradient of the weights of a convolution or a transposed one, block by
// block of 4 x 8 weights.
//
//   norms[row, block] = ‖G in the block‖,  G = patches of xᵀ · vectors, [TAPS_Y*TAPS_X*CHANNELS, N], over the positions
//   of the row
//   vectors [M, POSITIONS_Y*POSITIONS_X*N], one of N values a position; x [M, K] (slot load), images [HEIGHT,
//   WIDTH, CHANNELS]; norms [M, SIZE]: a row begins with NORMS values, those of its blocks and zeros
//
// The vectors of a convolution are dy and its images x; of a transposed convolution they are x and dy.
//
// Launch: one dimension; the tiles of the first row, then the next row's, as defined by the slot product.
// Numerics: f32; sums over the positions in ascending order. No gradient of an example is written: a block of it is
// in registers. Rows past the batch are zero in dy, and so are their norms.

// #import shared/columns
// #import shared/weight_gradient
// #slot load: matrix
// #slot product: direct_8x8

const M: u32 = 128u;
const K: u32 = 784u;
const SIZE: u32 = 48u;
const NORMS: u32 = 16u; // a multiple of 8

@group(1) @binding(0) var<storage, read> vectors: array<vec4f>; // [M, POSITIONS_Y*POSITIONS_X*N]
@group(1) @binding(1) var<storage, read_write> norms: array<f32>; // [M, SIZE]

const INNER4 = (POSITIONS + 7u) / 8u * 2u;
const BLOCKS_ACROSS = (N + 7u) / 8u;
const BLOCKS = PATCH4 * BLOCKS_ACROSS;

var<private> example: u32;

// Positions past the last one read the same image: what the next rows hold, NaN too, does not matter.
fn image_row(row: u32) -> u32 {
  return x_row(example);
}

fn image_load(image: u32, i: u32) -> vec4f {
  return x_load(image, i);
}

fn vector_load(i: u32) -> vec4f {
  return vectors[i];
}

fn first_position() -> u32 {
  return example * POSITIONS;
}

fn end_row() -> u32 {
  return example + 1u;
}

fn emit(row4: u32, column4: u32, left: mat4x4f, right: mat4x4f) {
  let squares = vec4f(
    dot(left[0], left[0]) + dot(right[0], right[0]), dot(left[1], left[1]) + dot(right[1], right[1]),
    dot(left[2], left[2]) + dot(right[2], right[2]), dot(left[3], left[3]) + dot(right[3], right[3]),
  );
  let start = example * SIZE;
  let block = row4 * BLOCKS_ACROSS + column4 / 2u;
  norms[start + block] = sqrt(dot(keep_columns(squares, row4, PATCH), vec4f(1.0)));
  // The zeros behind the last block.
  let end = select(block + 1u, NORMS, block + 1u == BLOCKS);
  for (var i = block + 1u; i < end; i++) {
    norms[start + i] = 0.0;
  }
}

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn conv_example_norms(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let tile = workgroup.y * workgroups.x + workgroup.x;
  let across = (columns4() + TILE_COLUMNS4 - 1u) / TILE_COLUMNS4;
  let down = (rows4() + TILE_ROWS4 - 1u) / TILE_ROWS4;
  let row = tile / (across * down);
  // A launch that wraps into y has some surplus workgroups.
  if (row < M) {
    example = row;
    product(vec2u(tile % across, tile / across % down), lane);
  }
}
