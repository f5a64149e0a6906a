// conv_transpose_likelihood: a decoder's last layer, a transposed convolution, with the negative log likelihood of
// the data under its outputs, and its gradient; the outputs themselves are never written.
//
//   outputs as y of conv_transpose_forward without an activation
//   terms[ring_slot, part, row] = Σ loss(outputs[row, k], x[row, k]) over the k of one block of pixels and 8 columns
//   doutputs = weight of the term · gradient(outputs, x)
//   h [M, INPUT], images [HEIGHT, WIDTH, CHANNELS]; weight [CHANNELS, KERNEL_Y*KERNEL_X*OUT_CHANNELS]; bias
//   [OUT_CHANNELS]; x [M / SAMPLES, K] (slot load); terms [RING, PARTS, M]; doutputs [M, K]; terms and doutputs are
//   zero past the row count
//
// Launch: one dimension; tiles of blocks, as defined by the slot product.
// Numerics: outputs as in conv_transpose_forward; loss and gradient in slots/likelihood, one value of a row
// at a time where channels are no whole vec4. So only likelihoods without further tensors fit.

// #import shared/loss_weight
// #import shared/patches
// #import shared/blocks
// #import shared/tiles
// #slot load: matrix
// #slot likelihood: bernoulli
// #slot product: direct_8x8

const M: u32 = 128u;
const K: u32 = 784u;
const INPUT: u32 = 6272u;
const RING: u32 = 32u;
const PARTS: u32 = 225u;

@group(1) @binding(0) var<storage, read> h: array<vec4f>; // [M, INPUT]
@group(1) @binding(1) var<storage, read> weight: array<vec4f>; // [CHANNELS, KERNEL_Y*KERNEL_X*OUT_CHANNELS]
@group(1) @binding(2) var<storage, read> bias: array<vec4f>; // [OUT_CHANNELS]
@group(1) @binding(3) var<storage, read_write> terms: array<f32>; // [RING, PARTS, M]
@group(1) @binding(4) var<storage, read_write> doutputs: array<f32>; // [M, K]

const INNER4 = (PATCH + 7u) / 8u * 2u;
const K4 = (K + 7u) / 8u * 2u;
const TERMS_WIDTH = (M + 7u) / 8u * 8u;

fn image_row(row: u32) -> u32 {
  return row * ((INPUT + 7u) / 8u * 2u);
}

fn image_load(image: u32, i: u32) -> vec4f {
  return h[image + i];
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
  let positions = 4u * row4 + vec4u(0u, 1u, 2u, 3u);
  let rows = positions / POSITIONS;
  let at = blocks(positions);
  let columns0 = block_columns(column4);
  let columns1 = block_columns(column4 + 1u);
  let losses = emit_columns(at, rows, columns0, left) + emit_columns(at, rows, columns1, right);
  let parts = (positions - rows * POSITIONS) * (columns4() / 2u) + column4 / 2u;
  store_term(rows.x, parts.x, losses.x);
  store_term(rows.y, parts.y, losses.y);
  store_term(rows.z, parts.z, losses.z);
  store_term(rows.w, parts.w, losses.w);
}

fn store_term(row: u32, part: u32, loss: f32) {
  if (row < M) {
    terms[((step.ring_slot % RING) * PARTS + part) * TERMS_WIDTH + row] =
      select(0.0, loss, row_counts(row));
  }
}

fn emit_columns(at: Blocks, rows: vec4u, columns: BlockColumns, sums: mat4x4f) -> vec4f {
  let b = channel_values(columns.channel);
  return vec4f(
    emit_block(rows.x, block_places(at.image.x, at.y.x, at.x.x, columns), sums[0] + b),
    emit_block(rows.y, block_places(at.image.y, at.y.y, at.x.y, columns), sums[1] + b),
    emit_block(rows.z, block_places(at.image.z, at.y.z, at.x.z, columns), sums[2] + b),
    emit_block(rows.w, block_places(at.image.w, at.y.w, at.x.w, columns), sums[3] + b),
  );
}

/// Writes the gradients of a block's four columns. Returns their loss.
fn emit_block(row: u32, places: vec4u, outputs: vec4f) -> f32 {
  let inside = places != vec4u(OUTSIDE);
  let columns = select(vec4u(), places - row * 4u * K4, inside);
  let x = targets(x_row(row / SAMPLES), columns);
  store_values(places, loss_weight(row) * likelihood_gradient(row, columns.x / 4u, outputs, x));
  let losses = select(vec4f(), likelihood_loss(row, columns.x / 4u, outputs, x), inside);
  return losses.x + losses.y + losses.z + losses.w;
}

fn store_values(places: vec4u, values: vec4f) {
  if (places.x != OUTSIDE) {
    doutputs[places.x] = values.x;
  }
  if (places.y != OUTSIDE) {
    doutputs[places.y] = values.y;
  }
  if (places.z != OUTSIDE) {
    doutputs[places.z] = values.z;
  }
  if (places.w != OUTSIDE) {
    doutputs[places.w] = values.w;
  }
}

fn targets(start: u32, columns: vec4u) -> vec4f {
  if (WHOLE_OUT_CHANNELS) {
    return x_load(start, columns.x / 4u);
  }
  return vec4f(
    x_load(start, columns.x / 4u)[columns.x % 4u], x_load(start, columns.y / 4u)[columns.y % 4u],
    x_load(start, columns.z / 4u)[columns.z % 4u], x_load(start, columns.w / 4u)[columns.w % 4u],
  );
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
fn conv_transpose_likelihood(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let tile = tile_of(workgroup, workgroups);
  if (tile.y * TILE_ROWS4 < rows4()) {
    product(tile, lane);
  }
}
