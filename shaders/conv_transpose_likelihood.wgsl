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
  var sums = array<mat4x4f, 2>(left, right);
  let positions = 4u * row4 + vec4u(0u, 1u, 2u, 3u);
  let rows = rows_of(positions);
  let at = blocks(positions);
  let columns0 = block_columns(column4);
  let columns1 = block_columns(column4 + 1u);
  for (var i = 0u; i < 4u; i++) {
    let row = rows[i];
    if (row < M) {
      let loss = emit_block(row, block_places(at, i, columns0), columns0.channel, sums[0][i]) +
        emit_block(row, block_places(at, i, columns1), columns1.channel, sums[1][i]);
      let part = (positions[i] - row * POSITIONS) * (columns4() / 2u) + column4 / 2u;
      terms[((step.ring_slot % RING) * PARTS + part) * TERMS_WIDTH + row] =
        select(0.0, loss, row_counts(row));
    }
  }
}

/// Writes the gradients of a block's four columns. Returns their loss.
fn emit_block(row: u32, places: vec4u, channels: vec4u, sums: vec4f) -> f32 {
  let inside = places != vec4u(OUTSIDE);
  let columns = select(vec4u(), places - row * 4u * K4, inside);
  let outputs = sums + channel_values(channels);
  let x = targets(x_row(row / SAMPLES), columns);
  let gradient = loss_weight(row) * likelihood_gradient(row, columns.x / 4u, outputs, x);
  for (var c = 0u; c < 4u; c++) {
    if (inside[c]) {
      doutputs[places[c]] = gradient[c];
    }
  }
  let losses = select(vec4f(), likelihood_loss(row, columns.x / 4u, outputs, x), inside);
  return losses.x + losses.y + losses.z + losses.w;
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
