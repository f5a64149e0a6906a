// conv_transpose_forward: a transposed convolution of images.
//
//   y = activation(patches of x · weights of a block + bias), one row a block of pixels of y
//   x [M, K] (slot load), images [HEIGHT, WIDTH, CHANNELS]; weight [CHANNELS, KERNEL_Y*KERNEL_X*OUT_CHANNELS];
//   bias [OUT_CHANNELS]; y [M, OUT_HEIGHT*OUT_WIDTH*OUT_CHANNELS]
//
// Launch: one dimension; tiles of blocks in each phase, as defined by the slot product.
// Numerics: f32; sums over the patch in ascending order, four at a time; bias added last.

// #import shared/blocks
// #import shared/image_layer
// #slot load: matrix
// #slot activation: identity
// #slot product: direct_8x8

const M: u32 = 128u;
const K: u32 = 6272u;

@group(1) @binding(0) var<storage, read> weight: array<vec4f>; // [CHANNELS, KERNEL_Y*KERNEL_X*OUT_CHANNELS]
@group(1) @binding(1) var<storage, read> bias: array<vec4f>; // [OUT_CHANNELS]
@group(1) @binding(2) var<storage, read_write> y: array<f32>; // [M, OUT_HEIGHT*OUT_WIDTH*OUT_CHANNELS]

fn image_row(row: u32) -> u32 {
  return x_row(row);
}

fn image_load(image: u32, i: u32) -> vec4f {
  return x_load(image, i);
}

fn weight_load(i: u32) -> vec4f {
  return weight[i];
}

fn bias_load(i: u32) -> vec4f {
  return bias[i];
}

fn store(place: u32, value: f32) {
  y[place] = value;
}

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn conv_transpose_forward(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let tile = tile_in_phase(workgroup, workgroups);
  // A launch that wraps into y has some surplus workgroups.
  if (tile.y * TILE_ROWS4 < rows4()) {
    product(tile, lane);
  }
}
