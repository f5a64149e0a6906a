// conv_transpose_likelihood: a decoder's last layer, a transposed convolution, with the negative log likelihood of
// the data under its outputs, and its gradient; the outputs themselves are never written.
//
//   outputs as y of conv_transpose_forward without an activation
//   terms [RING, PARTS, M] and doutputs [M, K] as in shared/image_likelihood; a part is a block of pixels and 8
//   columns
//   h [M, INPUT], images [HEIGHT, WIDTH, CHANNELS]; weight [CHANNELS, KERNEL_Y*KERNEL_X*OUT_CHANNELS]; bias
//   [OUT_CHANNELS]; x [M / SAMPLES, K] (slot load)
//
// Launch: one dimension; tiles of blocks in each phase, as defined by the slot product.
// Numerics: outputs as in conv_transpose_forward.

// #import shared/blocks
// #import shared/image_likelihood
// #slot load: matrix
// #slot likelihood: bernoulli
// #slot product: direct_8x8

const M: u32 = 128u;
const K: u32 = 784u;
const INPUT: u32 = 6272u;

@group(1) @binding(0) var<storage, read> h: array<vec4f>; // [M, INPUT]
@group(1) @binding(1) var<storage, read> weight: array<vec4f>; // [CHANNELS, KERNEL_Y*KERNEL_X*OUT_CHANNELS]
@group(1) @binding(2) var<storage, read> bias: array<vec4f>; // [OUT_CHANNELS]
@group(1) @binding(3) var<storage, read_write> terms: array<f32>; // [RING, PARTS, M]
@group(1) @binding(4) var<storage, read_write> doutputs: array<f32>; // [M, K]

fn image_row(row: u32) -> u32 {
  return row * ((INPUT + 7u) / 8u * 2u);
}

fn image_load(image: u32, i: u32) -> vec4f {
  return h[image + i];
}

fn weight_load(i: u32) -> vec4f {
  return weight[i];
}

fn bias_load(i: u32) -> vec4f {
  return bias[i];
}

fn store(place: u32, value: f32) {
  doutputs[place] = value;
}

fn store_term(place: u32, loss: f32) {
  terms[place] = loss;
}

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn conv_transpose_likelihood(
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
