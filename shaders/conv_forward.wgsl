// conv_forward: a convolution of images.
//
//   y = activation(patches of x · weightᵀ + bias), one row a position of the window
//   x [M, K] (slot load), images [HEIGHT, WIDTH, CHANNELS]; weight [N, TAPS_Y*TAPS_X*CHANNELS]; bias [N];
//   y [M, POSITIONS_Y*POSITIONS_X*N], images [POSITIONS_Y, POSITIONS_X, N]
//
// Launch: one dimension; tiles of y, as defined by the slot product.
// Numerics: f32; sums over the patch in ascending order, four at a time; bias added last.

// #import shared/patches
// #import shared/tiles
// #slot load: matrix
// #slot activation: identity
// #slot product: direct_8x8

const M: u32 = 128u;
const K: u32 = 784u;
const N: u32 = 32u;

@group(1) @binding(0) var<storage, read> weight: array<vec4f>; // [N, TAPS_Y*TAPS_X*CHANNELS]
@group(1) @binding(1) var<storage, read> bias: array<vec4f>; // [N]
@group(1) @binding(2) var<storage, read_write> y: array<f32>; // [M, POSITIONS_Y*POSITIONS_X*N]

const INNER4 = (PATCH + 7u) / 8u * 2u;
const Y_WIDTH = (POSITIONS * N + 7u) / 8u * 8u;

fn image_row(row: u32) -> u32 {
  return x_row(row);
}

fn image_load(image: u32, i: u32) -> vec4f {
  return x_load(image, i);
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
  let starts = rows * Y_WIDTH + (positions - rows * POSITIONS) * N;
  emit_columns(starts, rows, column4, left);
  emit_columns(starts, rows, column4 + 1u, right);
}

fn emit_columns(starts: vec4u, rows: vec4u, n4: u32, sums: mat4x4f) {
  let b = bias[n4];
  if (rows.x < M) {
    store_values(starts.x, 4u * n4, activate(sums[0] + b));
  }
  if (rows.y < M) {
    store_values(starts.y, 4u * n4, activate(sums[1] + b));
  }
  if (rows.z < M) {
    store_values(starts.z, 4u * n4, activate(sums[2] + b));
  }
  if (rows.w < M) {
    store_values(starts.w, 4u * n4, activate(sums[3] + b));
  }
}

/// Stores values n .. n+3 of the pixel that starts at `start`.
fn store_values(start: u32, n: u32, values: vec4f) {
  if (n < N) {
    y[start + n] = values.x;
  }
  if (n + 1u < N) {
    y[start + n + 1u] = values.y;
  }
  if (n + 2u < N) {
    y[start + n + 2u] = values.z;
  }
  if (n + 3u < N) {
    y[start + n + 3u] = values.w;
  }
}

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn conv_forward(
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
