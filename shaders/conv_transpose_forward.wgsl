// conv_transpose_forward: a transposed convolution of images.
//
//   y = activation(patches of x · weights of a block + bias), one row a block of pixels of y
//   x [M, K] (slot load), images [HEIGHT, WIDTH, CHANNELS]; weight [CHANNELS, KERNEL_Y*KERNEL_X*OUT_CHANNELS];
//   bias [OUT_CHANNELS]; y [M, OUT_HEIGHT*OUT_WIDTH*OUT_CHANNELS]
//
// Launch: one dimension; tiles of blocks, as defined by the slot product.
// Numerics: f32; sums over the patch in ascending order, four at a time; bias added last.

// #import shared/patches
// #import shared/blocks
// #import shared/tiles
// #slot load: matrix
// #slot activation: identity
// #slot product: direct_8x8

const M: u32 = 128u;
const K: u32 = 6272u;

@group(1) @binding(0) var<storage, read> weight: array<vec4f>; // [CHANNELS, KERNEL_Y*KERNEL_X*OUT_CHANNELS]
@group(1) @binding(1) var<storage, read> bias: array<vec4f>; // [OUT_CHANNELS]
@group(1) @binding(2) var<storage, read_write> y: array<f32>; // [M, OUT_HEIGHT*OUT_WIDTH*OUT_CHANNELS]

const INNER4 = (PATCH + 7u) / 8u * 2u;

fn image_row(row: u32) -> u32 {
  return x_row(row);
}

fn image_load(image: u32, i: u32) -> vec4f {
  return x_load(image, i);
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
  let b = channel_values(columns.channel);
  store_values(block_places(at.image.x, at.y.x, at.x.x, columns), activate(sums[0] + b));
  store_values(block_places(at.image.y, at.y.y, at.x.y, columns), activate(sums[1] + b));
  store_values(block_places(at.image.z, at.y.z, at.x.z, columns), activate(sums[2] + b));
  store_values(block_places(at.image.w, at.y.w, at.x.w, columns), activate(sums[3] + b));
}

fn store_values(places: vec4u, values: vec4f) {
  if (places.x != OUTSIDE) {
    y[places.x] = values.x;
  }
  if (places.y != OUTSIDE) {
    y[places.y] = values.y;
  }
  if (places.z != OUTSIDE) {
    y[places.z] = values.z;
  }
  if (places.w != OUTSIDE) {
    y[places.w] = values.w;
  }
}

fn channel_values(channels: vec4u) -> vec4f {
  if (WHOLE_OUT_CHANNELS) {
    return bias[channels.x / 4u];
  }
  return vec4f(
    bias[channels.x / 4u][channels.x % 4u], bias[channels.y / 4u][channels.y % 4u],
    bias[channels.z / 4u][channels.z % 4u], bias[channels.w / 4u][channels.w % 4u],
  );
}

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn conv_transpose_forward(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let tile = tile_of(workgroup, workgroups);
  if (tile.y * TILE_ROWS4 < rows4()) {
    product(tile, lane);
  }
}
