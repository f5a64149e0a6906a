// latent_forward: all operations between an encoder's last hidden layer and a decoder's first.
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
// Launch: one workgroup computes 8 rows: of 64 invocations on CPU adapters
// and Intel, of 256 on other GPUs. If 4 x 4 values of stats per invocation leave
// invocations idle, the sum over K is split between them and joined in a fixed order. Invocations
// exchange values through partial [_] and z, which fit any cache: on CPU adapters, zeroing
// workgroup memory would cost more than the whole kernel.
// Numerics: as dense_forward, kl_forward and reparameterize_forward except for the order of the sum
// over K.

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
@group(1) @binding(3) var<storage, read_write> z: array<vec4f>; // [M, L]
@group(1) @binding(4) var<storage, read_write> y: array<vec4f>; // [M, N]
@group(1) @binding(5) var<storage, read_write> terms: array<f32>; // [RING, PARTS, M]
/// Partial sums: [workgroup, slice, block, row].
@group(1) @binding(6) var<storage, read_write> partial: array<vec4f>; // [_]

/// Invocations of a workgroup.
const LANES: u32 = 64u;
/// Hides the length of a loop from a compiler that would unroll it, and spill what it then loads at once.
const ROLLED: bool = false;
const ROWS = 8u;
const K4 = (K + 7u) / 8u * 2u;
const L4 = (L + 7u) / 8u * 2u;
const N4 = (N + 7u) / 8u * 2u;
const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const TERMS_WIDTH = (M + 7u) / 8u * 8u;
/// Blocks of four mu, then blocks of four logvar.
const BLOCKS = 2u * PARTS;
const TASKS = ROWS / 4u * BLOCKS;
const TASK_TURNS = (TASKS + LANES - 1u) / LANES;
/// The number of invocations that share the sum of four rows of one block.
const SLICES = max(1u, LANES / TASKS);
const SLICE_STEPS = (K4 + SLICES - 1u) / SLICES;

/// Four rows of a weight matrix `width4` vec4 wide.
fn weight_block(start: u32, width4: u32) -> mat4x4f {
  return transpose(mat4x4f(
    parameters[start], parameters[start + width4],
    parameters[start + 2u * width4], parameters[start + 3u * width4],
  ));
}

/// The first column of stats in a block. The last block of mu may reach into logvar, and that of
/// logvar into padding: the surplus columns are dropped when slices are joined.
fn first_column(block: u32) -> u32 {
  return (block / PARTS) * L + 4u * (block % PARTS);
}

fn partial_index(workgroup: u32, slice: u32, block: u32) -> u32 {
  return ((workgroup * SLICES + slice) * BLOCKS + block) * ROWS;
}

fn sum_slice(workgroup: u32, task: u32, slice: u32) {
  let block = task / 2u;
  let row = 4u * (task % 2u);
  let left = (ROWS * workgroup + row) * K4;
  let right = WEIGHT2 + first_column(block) * K4;
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
  let at = partial_index(workgroup, slice, block) + row;
  for (var i = 0u; i < 4u; i++) {
    partial[at + i] = sums[i];
  }
}

fn join_slices(workgroup: u32, block: u32, row: u32) -> vec4f {
  let column = first_column(block);
  var sum = vec4f();
  for (var slice = 0u; slice < SLICES; slice++) {
    sum += partial[partial_index(workgroup, slice, block) + row];
  }
  for (var i = 0u; i < 4u; i++) {
    sum[i] += parameters[BIAS2 + (column + i) / 4u][(column + i) % 4u];
  }
  return sum;
}

/// Computes four latents of a row, and returns their part of the row's KL.
fn sample_four(workgroup: u32, local_row: u32, part: u32) {
  let row = ROWS * workgroup + local_row;
  let mu = join_slices(workgroup, part, local_row);
  let logvar = join_slices(workgroup, PARTS + part, local_row);
  let noise = noise4(row, part);
  let at = row * STATS_WIDTH + 4u * part;
  var sampled = vec4f();
  var kl = 0.0;
  for (var i = 0u; i < min(4u, L - 4u * part); i++) {
    stats[at + i] = mu[i];
    stats[at + L + i] = logvar[i];
    sampled[i] = mu[i] + exp(0.5 * logvar[i]) * noise[i];
    kl += kl_loss(mu[i], logvar[i]);
  }
  z[row * L4 + part] = sampled;
  let term = ((step.ring_slot % RING) * PARTS + part) * TERMS_WIDTH + row;
  terms[term] = select(0.0, kl, row < step.row_count);
}

fn decode_part(at: u32, right: u32) -> mat4x4f {
  return weight_block(right, L4) * mat4x4f(z[at], z[at + L4], z[at + 2u * L4], z[at + 3u * L4]);
}

/// Four rows and four columns of y.
fn decode(first_row: u32, column4: u32) {
  let left = first_row * L4;
  let right = WEIGHT3 + 4u * column4 * L4;
  var sums = mat4x4f();
  if (ROLLED) {
    for (var l4 = 0u; l4 < min(PARTS, PARTS + step.row_count); l4++) {
      sums += decode_part(left + l4, right + l4);
    }
  } else {
    for (var l4 = 0u; l4 < PARTS; l4++) {
      sums += decode_part(left + l4, right + l4);
    }
  }
  let bias = parameters[BIAS3 + column4];
  for (var i = 0u; i < 4u; i++) {
    y[(first_row + i) * N4 + column4] = keep_columns(activate(sums[i] + bias), column4, N);
  }
}

@compute @workgroup_size(LANES)
fn latent_forward(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  for (var turn = 0u; turn < TASK_TURNS; turn++) {
    let i = LANES * turn + lane;
    if (i < SLICES * TASKS) {
      sum_slice(workgroup.x, i % TASKS, i / TASKS);
    }
  }
  storageBarrier();
  for (var turn = 0u; turn < (ROWS * PARTS + LANES - 1u) / LANES; turn++) {
    let i = LANES * turn + lane;
    if (i < ROWS * PARTS) {
      sample_four(workgroup.x, i % ROWS, i / ROWS);
    }
  }
  storageBarrier();
  for (var turn = 0u; turn < (2u * N4 + LANES - 1u) / LANES; turn++) {
    let i = LANES * turn + lane;
    if (i < 2u * N4) {
      decode(ROWS * workgroup.x + 4u * (i % 2u), i / 2u);
    }
  }
}
