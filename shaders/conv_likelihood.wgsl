// conv_likelihood: a decoder's last layer, a convolution, with the negative log likelihood of the data under its
// outputs, and its gradient; the outputs themselves are never written.
//
//   outputs as y of conv_forward without an activation
//   terms[ring_slot, part, row] = Σ loss(outputs[row, k], x[row, k]) over the k of one pixel and 8 channels
//   doutputs = weight of the term · gradient(outputs, x)
//   h [M, INPUT], images [HEIGHT, WIDTH, CHANNELS]; weight [N, TAPS_Y*TAPS_X*CHANNELS]; bias [N];
//   x [M / SAMPLES, K] (slot load); terms [RING, PARTS, M]; doutputs [M, K]; terms and doutputs are zero past the
//   row count
//
// Launch: one dimension; tiles of the outputs, as defined by the slot product.
// Numerics: outputs as in conv_forward; loss and gradient in slots/likelihood, one value of a row at a time where
// channels are no whole vec4. So only likelihoods without further tensors fit.

// #import shared/loss_weight
// #import shared/patches
// #import shared/tiles
// #slot load: matrix
// #slot likelihood: bernoulli
// #slot product: direct_8x8

const M: u32 = 128u;
const N: u32 = 1u;
const K: u32 = 196u;
const INPUT: u32 = 784u;
const RING: u32 = 32u;
const PARTS: u32 = 196u;

@group(1) @binding(0) var<storage, read> h: array<vec4f>; // [M, INPUT]
@group(1) @binding(1) var<storage, read> weight: array<vec4f>; // [N, TAPS_Y*TAPS_X*CHANNELS]
@group(1) @binding(2) var<storage, read> bias: array<vec4f>; // [N]
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

fn rows4() -> u32 {
  return (M * POSITIONS + 7u) / 8u * 2u;
}

fn columns4() -> u32 {
  return (N + 7u) / 8u * 2u;
}

fn left_start(row4: u32) -> Windows {
  return windows(4u * row4 + vec4u(0u, 1u, 2u, 3u));
}

fn left_block(start: Windows, i: u32) -> mat4x4f {
  return patch_block(start, i);
}

fn right_start(column4: u32) -> vec4u {
  return (4u * column4 + vec4u(0u, 1u, 2u, 3u)) * INNER4;
}

fn right_block(start: vec4u, i: u32) -> mat4x4f {
  return transpose(mat4x4f(
    weight[start.x + i], weight[start.y + i], weight[start.z + i], weight[start.w + i],
  ));
}

fn emit(row4: u32, column4: u32, left: mat4x4f, right: mat4x4f) {
  let positions = 4u * row4 + vec4u(0u, 1u, 2u, 3u);
  let rows = positions / POSITIONS;
  let pixels = positions - rows * POSITIONS;
  let losses = emit_columns(rows, pixels, column4, left) + emit_columns(rows, pixels, column4 + 1u, right);
  let parts = pixels * (columns4() / 2u) + column4 / 2u;
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

fn emit_columns(rows: vec4u, pixels: vec4u, n4: u32, sums: mat4x4f) -> vec4f {
  let b = bias[n4];
  return vec4f(
    emit_pixel(rows.x, pixels.x, 4u * n4, sums[0] + b), emit_pixel(rows.y, pixels.y, 4u * n4, sums[1] + b),
    emit_pixel(rows.z, pixels.z, 4u * n4, sums[2] + b), emit_pixel(rows.w, pixels.w, 4u * n4, sums[3] + b),
  );
}

/// Writes the gradients of a pixel's channels n .. n+3. Returns their loss.
fn emit_pixel(row: u32, pixel: u32, n: u32, outputs: vec4f) -> f32 {
  let channels = n + vec4u(0u, 1u, 2u, 3u);
  let inside = channels < vec4u(N);
  let columns = select(vec4u(), pixel * N + channels, inside);
  let x = targets(x_row(row / SAMPLES), columns);
  if (row < M) {
    let gradient = loss_weight(row) * likelihood_gradient(row, columns.x / 4u, outputs, x);
    store_values(row * 4u * K4 + pixel * N, n, gradient);
  }
  let losses = select(vec4f(), likelihood_loss(row, columns.x / 4u, outputs, x), inside);
  return losses.x + losses.y + losses.z + losses.w;
}

/// Stores values n .. n+3 of the pixel that starts at `start`.
fn store_values(start: u32, n: u32, values: vec4f) {
  if (n < N) {
    doutputs[start + n] = values.x;
  }
  if (n + 1u < N) {
    doutputs[start + n + 1u] = values.y;
  }
  if (n + 2u < N) {
    doutputs[start + n + 2u] = values.z;
  }
  if (n + 3u < N) {
    doutputs[start + n + 3u] = values.w;
  }
}

fn targets(start: u32, columns: vec4u) -> vec4f {
  if (N % 4u == 0u) {
    return x_load(start, columns.x / 4u);
  }
  return vec4f(
    x_load(start, columns.x / 4u)[columns.x % 4u], x_load(start, columns.y / 4u)[columns.y % 4u],
    x_load(start, columns.z / 4u)[columns.z % 4u], x_load(start, columns.w / 4u)[columns.w % 4u],
  );
}

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn conv_likelihood(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let tile = tile_of(workgroup, workgroups);
  // A launch that wraps into y has some surplus workgroups.
  if (tile.y * TILE_ROWS4 < rows4()) {
    product(tile, lane);
  }
}
