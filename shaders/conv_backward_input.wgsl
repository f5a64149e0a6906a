// conv_backward_input: the gradient of a convolution's input, times the derivative of the activation before it
// (slot activation_gradient).
//
//   dx = (patches of dy · weights of a block) ⊙ activation', one row a block of pixels of x
//   dy [M, OUTPUT], images [HEIGHT, WIDTH, CHANNELS]; weight [CHANNELS, KERNEL_Y*KERNEL_X*OUT_CHANNELS];
//   dx [M, K]; added to dx when ACCUMULATE
//
// Launch: one dimension; tiles of blocks in each phase, as defined by the slot product.
// Numerics: f32; sums over the patch in ascending order, four at a time.

// #import shared/blocks
// #import shared/image_gradient
// #slot activation_gradient: identity
// #slot product: direct_8x8

const M: u32 = 128u;
const K: u32 = 784u;
const OUTPUT: u32 = 6272u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> dy: array<vec4f>; // [M, OUTPUT]
@group(1) @binding(1) var<storage, read> weight: array<vec4f>; // [CHANNELS, KERNEL_Y*KERNEL_X*OUT_CHANNELS]
@group(1) @binding(2) var<storage, read_write> dx: array<f32>; // [M, K]

fn image_row(row: u32) -> u32 {
  return row * ((OUTPUT + 7u) / 8u * 2u);
}

fn image_load(image: u32, i: u32) -> vec4f {
  return dy[image + i];
}

fn weight_load(i: u32) -> vec4f {
  return weight[i];
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
  let tile = tile_in_phase(workgroup, workgroups);
  // A launch that wraps into y has some surplus workgroups.
  if (tile.y * TILE_ROWS4 < rows4()) {
    product(tile, lane);
  }
}
