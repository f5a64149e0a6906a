// conv_backward_input: the gradient of a convolution's input, times the derivative of the activation before it
// (slot activation_gradient).
//
//   dx = (patches of dy · weights of a block) ⊙ activation', one row a block of pixels of x
//   dy [M, OUTPUT], images [HEIGHT, WIDTH, CHANNELS]; weight [CHANNELS, KERNEL_Y*KERNEL_X*OUT_CHANNELS];
//   dx [M, K]; added to dx when ACCUMULATE
//
// Launch: one dimension; tiles of blocks, as defined by the slot product.
// Numerics: f32; sums over the patch in ascending order, four at a time.

// #import shared/patches
// #import shared/blocks
// #import shared/tiles
// #slot activation_gradient: identity
// #slot product: direct_8x8

const M: u32 = 128u;
const K: u32 = 784u;
const OUTPUT: u32 = 6272u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> dy: array<vec4f>; // [M, OUTPUT]
@group(1) @binding(1) var<storage, read> weight: array<vec4f>; // [CHANNELS, KERNEL_Y*KERNEL_X*OUT_CHANNELS]
@group(1) @binding(2) var<storage, read_write> dx: array<f32>; // [M, K]

const INNER4 = (PATCH + 7u) / 8u * 2u;

fn image_row(row: u32) -> u32 {
  return row * ((OUTPUT + 7u) / 8u * 2u);
}

fn image_load(image: u32, i: u32) -> vec4f {
  return dy[image + i];
}

fn kernel_load(i: u32) -> vec4f {
  return weight[i];
}

fn rows4() -> u32 {
  return (M * POSITIONS + 7u) / 8u * 2u;
}

fn columns4() -> u32 {
  return (BLOCK_VALUES + 7u) / 8u * 2u;
}

fn left_start(row4: u32) -> Windows {
  return windows(4u * row4 + vec4u(0u, 1u, 2u, 3u));
}

fn left_block(start: Windows, i: u32) -> mat4x4f {
  return patch_block(start, i);
}

fn right_start(column4: u32) -> BlockColumns {
  return block_columns(column4);
}

fn right_block(start: BlockColumns, i: u32) -> mat4x4f {
  return kernel_block(start, i);
}

fn emit(row4: u32, column4: u32, left: mat4x4f, right: mat4x4f) {
  let at = blocks(4u * row4 + vec4u(0u, 1u, 2u, 3u));
  emit_columns(at, block_columns(column4), left);
  emit_columns(at, block_columns(column4 + 1u), right);
}

fn emit_columns(at: Blocks, columns: BlockColumns, sums: mat4x4f) {
  store_values(block_places(at.image.x, at.y.x, at.x.x, columns), sums[0]);
  store_values(block_places(at.image.y, at.y.y, at.x.y, columns), sums[1]);
  store_values(block_places(at.image.z, at.y.z, at.x.z, columns), sums[2]);
  store_values(block_places(at.image.w, at.y.w, at.x.w, columns), sums[3]);
}

fn store_values(places: vec4u, values: vec4f) {
  if (WHOLE_OUT_CHANNELS) {
    if (places.x != OUTSIDE) {
      let gradients = values * activation_gradient(places.x / 4u);
      store(places.x, gradients.x);
      store(places.x + 1u, gradients.y);
      store(places.x + 2u, gradients.z);
      store(places.x + 3u, gradients.w);
    }
    return;
  }
  store_value(places.x, values.x);
  store_value(places.y, values.y);
  store_value(places.z, values.z);
  store_value(places.w, values.w);
}

fn store_value(place: u32, value: f32) {
  if (place != OUTSIDE) {
    store(place, value * activation_gradient(place / 4u)[place % 4u]);
  }
}

fn store(place: u32, value: f32) {
  if (ACCUMULATE) {
    dx[place] += value;
  } else {
    dx[place] = value;
  }
}

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn conv_backward_input(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let tile = tile_of(workgroup, workgroups);
  if (tile.y * TILE_ROWS4 < rows4()) {
    product(tile, lane);
  }
}
