// conv_transpose_backward_input: the gradient of a transposed convolution's input, times the derivative of the
// activation before it (slot activation_gradient).
//
//   dx = (patches of dy · weightᵀ) ⊙ activation', one row a pixel of x
//   dy [M, OUTPUT], images [HEIGHT, WIDTH, CHANNELS]; weight [N, TAPS_Y*TAPS_X*CHANNELS];
//   dx [M, K], images [POSITIONS_Y, POSITIONS_X, N]; added to dx when ACCUMULATE
//
// Launch: one dimension; tiles of dx, as defined by the slot product.
// Numerics: f32; sums over the patch in ascending order, four at a time.

// #import shared/patches
// #import shared/tiles
// #slot activation_gradient: identity
// #slot product: direct_8x8

const M: u32 = 128u;
const K: u32 = 784u;
const OUTPUT: u32 = 784u;
const N: u32 = 32u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> dy: array<vec4f>; // [M, OUTPUT]
@group(1) @binding(1) var<storage, read> weight: array<vec4f>; // [N, TAPS_Y*TAPS_X*CHANNELS]
@group(1) @binding(2) var<storage, read_write> dx: array<f32>; // [M, K]

const INNER4 = (PATCH + 7u) / 8u * 2u;
const DX_WIDTH = (K + 7u) / 8u * 8u;

fn image_row(row: u32) -> u32 {
  return row * ((OUTPUT + 7u) / 8u * 2u);
}

fn image_load(image: u32, i: u32) -> vec4f {
  return dy[image + i];
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
  let starts = rows * DX_WIDTH + (positions - rows * POSITIONS) * N;
  emit_columns(starts, rows, 4u * column4, left);
  emit_columns(starts, rows, 4u * column4 + 4u, right);
}

fn emit_columns(starts: vec4u, rows: vec4u, n: u32, sums: mat4x4f) {
  if (rows.x < M) {
    store_values(starts.x, n, sums[0]);
  }
  if (rows.y < M) {
    store_values(starts.y, n, sums[1]);
  }
  if (rows.z < M) {
    store_values(starts.z, n, sums[2]);
  }
  if (rows.w < M) {
    store_values(starts.w, n, sums[3]);
  }
}

/// Stores values n .. n+3 of the pixel that starts at `start`.
fn store_values(start: u32, n: u32, values: vec4f) {
  if (N % 4u == 0u) {
    if (n < N) {
      let gradients = values * activation_gradient((start + n) / 4u);
      store(start + n, gradients.x);
      store(start + n + 1u, gradients.y);
      store(start + n + 2u, gradients.z);
      store(start + n + 3u, gradients.w);
    }
    return;
  }
  store_value(start, n, values.x);
  store_value(start, n + 1u, values.y);
  store_value(start, n + 2u, values.z);
  store_value(start, n + 3u, values.w);
}

fn store_value(start: u32, n: u32, value: f32) {
  if (n < N) {
    let place = start + n;
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
fn conv_transpose_backward_input(
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
