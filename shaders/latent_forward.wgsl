// latent_forward: everything between an encoder's last hidden layer and a decoder's first.
//
//   stats = h · weight_2ᵀ + bias_2 = mu | logvar
//   z = mu + exp(logvar / 2) · noise (slot noise)
//   terms[ring_slot, part, row] = KL(q(z | x) || N(0, I)) of latents 4 part .. 4 part + 3, zero
//   past the row count
//   y = activation(z · weight_3ᵀ + bias_3)
//   h [M, K], stats [M, 2*L], z [M, L], y [M, N], terms [RING, PARTS, M];
//   parameters [_] holds weight_2 [2*L, K], bias_2, weight_3 [N, L] and bias_3, from the vec4
//   that WEIGHT2, BIAS2, WEIGHT3 and BIAS3 give
//
// Launch: one workgroup of 64 makes 8 rows. The sum over K is split between the invocations
// that are left over when each has 4 x 4 values of stats, and joined in a fixed order. What
// invocations hand on goes through partial [_], stats and z, which fit any cache: zeroing
// workgroup memory costs CPU adapters more than all of it.
// Numerics: as dense_forward, kl_forward and reparameterize_forward but for the order of the
// sum over K.

// #import shared/columns
// #import shared/step
// #import shared/kl
// #slot noise: counter
// #slot activation: relu

const M: u32 = 128u;
const K: u32 = 400u;
const L: u32 = 20u;
const N: u32 = 400u;
const RING: u32 = 32u;
const PARTS: u32 = 5u;
const WEIGHT2: u32 = 0u;
const BIAS2: u32 = 0u;
const WEIGHT3: u32 = 0u;
const BIAS3: u32 = 0u;

@group(1) @binding(0) var<storage, read> h: array<vec4f>; // [M, K]
@group(1) @binding(1) var<storage, read> parameters: array<vec4f>; // [_]
@group(1) @binding(2) var<storage, read_write> stats: array<f32>; // [M, 2*L]
@group(1) @binding(3) var<storage, read_write> z: array<f32>; // [M, L]
@group(1) @binding(4) var<storage, read_write> y: array<vec4f>; // [M, N]
@group(1) @binding(5) var<storage, read_write> terms: array<f32>; // [RING, PARTS, M]
/// Partial sums: [workgroup, slice, row, column4].
@group(1) @binding(6) var<storage, read_write> partial: array<vec4f>; // [_]

const ROWS = 8u;
const K4 = (K + 7u) / 8u * 2u;
const L4 = (L + 7u) / 8u * 2u;
const N4 = (N + 7u) / 8u * 2u;
const STATS4 = (2u * L + 7u) / 8u * 2u;
const TERMS_WIDTH = (M + 7u) / 8u * 8u;
const BLOCKS = ROWS / 4u * STATS4;
const BLOCK_TURNS = (BLOCKS + 63u) / 64u;
/// How many invocations share the sum of one block of stats.
const SLICES = max(1u, 64u / BLOCKS);
const SLICE_STEPS = (K4 + SLICES - 1u) / SLICES;

/// Four rows of a weight matrix `width4` vec4 wide.
fn weight_block(start: u32, width4: u32) -> mat4x4f {
  return transpose(mat4x4f(
    parameters[start], parameters[start + width4],
    parameters[start + 2u * width4], parameters[start + 3u * width4],
  ));
}

fn sum_slice(workgroup: u32, block: u32, slice: u32) {
  let row = block / STATS4 * 4u;
  let column4 = block % STATS4;
  let left = (ROWS * workgroup + row) * K4;
  let right = WEIGHT2 + 4u * column4 * K4;
  var sums = mat4x4f();
  for (var i = 0u; i < SLICE_STEPS; i++) {
    let k4 = slice * SLICE_STEPS + i;
    if (k4 >= K4) {
      break;
    }
    let at = left + k4;
    sums += weight_block(right + k4, K4)
      * mat4x4f(h[at], h[at + K4], h[at + 2u * K4], h[at + 3u * K4]);
  }
  for (var i = 0u; i < 4u; i++) {
    partial[((workgroup * SLICES + slice) * ROWS + row + i) * STATS4 + column4] = sums[i];
  }
}

/// A value of stats from the sums of its slices.
fn join_slices(workgroup: u32, row: u32, column: u32) -> f32 {
  var sum = 0.0;
  for (var slice = 0u; slice < SLICES; slice++) {
    let at = ((workgroup * SLICES + slice) * ROWS + row) * STATS4 + column / 4u;
    sum += partial[at][column % 4u];
  }
  return sum + parameters[BIAS2 + column / 4u][column % 4u];
}

/// One latent of a row; returns its KL.
fn sample(workgroup: u32, row: u32, column: u32, noise: f32) -> f32 {
  let at = (ROWS * workgroup + row) * STATS4 * 4u + column;
  var stat = vec2f();
  for (var half = 0u; half < 2u; half++) {
    let value = join_slices(workgroup, row, half * L + column);
    stats[at + half * L] = value;
    stat[half] = value;
  }
  z[(ROWS * workgroup + row) * L4 * 4u + column] = stat.x + exp(0.5 * stat.y) * noise;
  return kl_loss(stat.x, stat.y);
}

/// Four latents of a row and the part of the row's KL that is theirs.
fn sample_four(workgroup: u32, local_row: u32, column4: u32) {
  let row = ROWS * workgroup + local_row;
  let noise = noise4(row, column4);
  var kl = 0.0;
  for (var i = 0u; i < min(4u, L - 4u * column4); i++) {
    kl += sample(workgroup, local_row, 4u * column4 + i, noise[i]);
  }
  let at = ((step.ring_slot % RING) * PARTS + column4) * TERMS_WIDTH + row;
  terms[at] = select(0.0, kl, row < step.row_count);
}

fn decode(first_row: u32, column4: u32) {
  let right = WEIGHT3 + 4u * column4 * L4;
  var sums: array<vec4f, ROWS>;
  for (var l4 = 0u; l4 < L4; l4++) {
    let block = weight_block(right + l4, L4);
    for (var row = 0u; row < ROWS; row++) {
      let at = ((first_row + row) * L4 + l4) * 4u;
      sums[row] += block * vec4f(z[at], z[at + 1u], z[at + 2u], z[at + 3u]);
    }
  }
  let bias = parameters[BIAS3 + column4];
  for (var row = 0u; row < ROWS; row++) {
    let value = activate(sums[row] + bias);
    y[(first_row + row) * N4 + column4] = keep_columns(value, column4, N);
  }
}

@compute @workgroup_size(64)
fn latent_forward(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  for (var turn = 0u; turn < BLOCK_TURNS; turn++) {
    let i = 64u * turn + lane;
    if (i < SLICES * BLOCKS) {
      sum_slice(workgroup.x, i % BLOCKS, i / BLOCKS);
    }
  }
  storageBarrier();
  for (var turn = 0u; turn < (ROWS * PARTS + 63u) / 64u; turn++) {
    let i = 64u * turn + lane;
    if (i < ROWS * PARTS) {
      sample_four(workgroup.x, i / PARTS, i % PARTS);
    }
  }
  storageBarrier();
  for (var turn = 0u; turn < (N4 + 63u) / 64u; turn++) {
    let column4 = 64u * turn + lane;
    if (column4 < N4) {
      decode(ROWS * workgroup.x, column4);
    }
  }
}
