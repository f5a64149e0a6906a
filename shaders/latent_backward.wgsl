// latent_backward: the gradients of latent_forward's inputs, from the gradient of its output before
// the activation.
//
//   dz = dy · weight_3
//   dmu = dz + weight of the term · mu
//   dlogvar = dz · noise · exp(logvar / 2) / 2 + weight of the term · ½ (exp(logvar) - 1)
//   dh = (dstats · weight_2) ⊙ activation'
//   dy [M, N], stats [M, 2*L] = mu | logvar, dstats [M, 2*L] = dmu | dlogvar, dh [M, K];
//   parameters [_] holds weight_2 [2*L, K] and weight_3 [N, L], from the vec4 that WEIGHT2 and
//   WEIGHT3 give
//
// Launch: one workgroup computes 8 rows: of 64 invocations on CPU adapters
// and Intel, of 256 on other GPUs. If 4 x 4 values of dz per invocation leave
// invocations idle, the sum over N is split between them and joined in a fixed order. Invocations
// exchange values through partial [_]; see latent_forward.
// Numerics: as dense_backward_input, kl_backward and reparameterize_backward except for the order
// of the sums. The noise is drawn again from its counter (slot noise).

// #import shared/loss_weight
// #import shared/kl
// #slot noise: counter
// #slot activation_gradient: relu

const M: u32 = 128u;
const K: u32 = 400u;
const L: u32 = 20u;
const N: u32 = 400u;
const WEIGHT2: u32 = 0u;
const WEIGHT3: u32 = 0u;

@group(1) @binding(0) var<storage, read> dy: array<vec4f>; // [M, N]
@group(1) @binding(1) var<storage, read> parameters: array<vec4f>; // [_]
@group(1) @binding(2) var<storage, read> stats: array<f32>; // [M, 2*L]
@group(1) @binding(3) var<storage, read_write> dstats: array<f32>; // [M, 2*L]
@group(1) @binding(4) var<storage, read_write> dh: array<vec4f>; // [M, K]

/// Partial sums of dz: [workgroup, slice, column4, row]; then dmu and dlogvar four by four:
/// [workgroup, block, row].
@group(1) @binding(5) var<storage, read_write> partial: array<vec4f>; // [_]

/// Invocations of a workgroup.
const LANES: u32 = 64u;
/// Hides the length of a loop from a compiler that would unroll it, and spill what it then loads at once.
const ROLLED: bool = false;
const ROWS = 8u;
const K4 = (K + 7u) / 8u * 2u;
const L4 = (L + 7u) / 8u * 2u;
const N4 = (N + 7u) / 8u * 2u;
const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
/// Blocks of four latents.
const PARTS = (L + 3u) / 4u;
const TASKS = ROWS / 4u * PARTS;
const TASK_TURNS = (TASKS + LANES - 1u) / LANES;
/// The number of invocations that share the sum of four rows of one block of dz.
const SLICES = max(1u, LANES / TASKS);
const SLICE_STEPS = (N4 + SLICES - 1u) / SLICES;
const BLOCKS = 2u * PARTS;
const FIRST_BLOCK = (M + 7u) / 8u * SLICES * PARTS * ROWS;

/// Four rows of a weight matrix `width4` vec4 wide, transposed.
fn weight_block(start: u32, width4: u32) -> mat4x4f {
  return mat4x4f(
    parameters[start], parameters[start + width4],
    parameters[start + 2u * width4], parameters[start + 3u * width4],
  );
}

fn partial_index(workgroup: u32, slice: u32, part: u32) -> u32 {
  return ((workgroup * SLICES + slice) * PARTS + part) * ROWS;
}

fn block_index(workgroup: u32, block: u32) -> u32 {
  return FIRST_BLOCK + (workgroup * BLOCKS + block) * ROWS;
}

fn sum_slice(workgroup: u32, task: u32, slice: u32) {
  let part = task / 2u;
  let row = 4u * (task % 2u);
  let left = (ROWS * workgroup + row) * N4;
  var sums = mat4x4f();
  for (var i = 0u; i < SLICE_STEPS; i++) {
    let n4 = slice * SLICE_STEPS + i;
    if (n4 >= N4) {
      break;
    }
    let at = left + n4;
    sums += weight_block(WEIGHT3 + 4u * n4 * L4 + part, L4)
      * mat4x4f(dy[at], dy[at + N4], dy[at + 2u * N4], dy[at + 3u * N4]);
  }
  let at = partial_index(workgroup, slice, part) + row;
  for (var i = 0u; i < 4u; i++) {
    partial[at + i] = sums[i];
  }
}

/// Backward through the sample and the KL for four latents of a row.
fn through_sample(workgroup: u32, local_row: u32, part: u32) {
  var dz = vec4f();
  for (var slice = 0u; slice < SLICES; slice++) {
    dz += partial[partial_index(workgroup, slice, part) + local_row];
  }
  let row = ROWS * workgroup + local_row;
  let noise = noise4(row, part);
  let weight = loss_weight(row);
  let at = row * STATS_WIDTH + 4u * part;
  var dmu = vec4f();
  var dlogvar = vec4f();
  for (var i = 0u; i < min(4u, L - 4u * part); i++) {
    let logvar = stats[at + L + i];
    let kl = weight * kl_gradient(stats[at + i], logvar);
    dmu[i] = dz[i] + kl.x;
    dlogvar[i] = 0.5 * dz[i] * noise[i] * exp(0.5 * logvar) + kl.y;
    dstats[at + i] = dmu[i];
    dstats[at + L + i] = dlogvar[i];
  }
  partial[block_index(workgroup, part) + local_row] = dmu;
  partial[block_index(workgroup, PARTS + part) + local_row] = dlogvar;
}

fn encode_part(workgroup: u32, row: u32, column4: u32, block: u32) -> mat4x4f {
  // Columns past the end have zeros in dstats.
  let stat = (block / PARTS) * L + 4u * (block % PARTS);
  let at = block_index(workgroup, block) + row;
  return weight_block(WEIGHT2 + stat * K4 + column4, K4)
    * mat4x4f(partial[at], partial[at + 1u], partial[at + 2u], partial[at + 3u]);
}

/// Four rows and four columns of dh.
fn encode(workgroup: u32, row: u32, column4: u32) {
  var sums = mat4x4f();
  if (ROLLED) {
    for (var block = 0u; block < min(BLOCKS, BLOCKS + step.row_count); block++) {
      sums += encode_part(workgroup, row, column4, block);
    }
  } else {
    for (var block = 0u; block < BLOCKS; block++) {
      sums += encode_part(workgroup, row, column4, block);
    }
  }
  for (var i = 0u; i < 4u; i++) {
    let index = (ROWS * workgroup + row + i) * K4 + column4;
    dh[index] = sums[i] * activation_gradient(index);
  }
}

@compute @workgroup_size(LANES)
fn latent_backward(
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
      through_sample(workgroup.x, i % ROWS, i / ROWS);
    }
  }
  storageBarrier();
  for (var turn = 0u; turn < (2u * K4 + LANES - 1u) / LANES; turn++) {
    let i = LANES * turn + lane;
    if (i < 2u * K4) {
      encode(workgroup.x, 4u * (i % 2u), i / 2u);
    }
  }
}
