// latent_backward: the gradients that latent_forward's inputs get, from the gradient of its
// output before the activation.
//
//   dz = dy · weight_3
//   dmu = dz + weight of the term · mu
//   dlogvar = dz · noise · exp(logvar / 2) / 2 + weight of the term · ½ (exp(logvar) - 1)
//   dh = (dstats · weight_2) ⊙ activation'
//   dy [M, N], stats [M, 2*L] = mu | logvar, dstats [M, 2*L] = dmu | dlogvar, dh [M, K];
//   parameters [_] holds weight_2 [2*L, K] and weight_3 [N, L], from the vec4 that WEIGHT2 and
//   WEIGHT3 give
//
// Launch: one workgroup of 64 makes 8 rows. The sum over N is split between the invocations
// that are left over when each has 4 x 4 values of dz, and joined in a fixed order. What
// invocations hand on goes through partial [_] and dstats; see latent_forward.
// Numerics: as dense_backward_input, kl_backward and reparameterize_backward but for the order
// of the sums. The noise is made again from its counter (slot noise).

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

/// Partial sums: [workgroup, slice, row, column4].
@group(1) @binding(5) var<storage, read_write> partial: array<vec4f>; // [_]

const ROWS = 8u;
const K4 = (K + 7u) / 8u * 2u;
const L4 = (L + 7u) / 8u * 2u;
const N4 = (N + 7u) / 8u * 2u;
const STATS4 = (2u * L + 7u) / 8u * 2u;
const PARTS = (L + 3u) / 4u;
const BLOCKS = ROWS / 4u * L4;
const BLOCK_TURNS = (BLOCKS + 63u) / 64u;
/// How many invocations share the sum of one block of dz.
const SLICES = max(1u, 64u / BLOCKS);
const SLICE_STEPS = (N4 + SLICES - 1u) / SLICES;

/// Four rows of a weight matrix `width4` vec4 wide, transposed.
fn weight_block(start: u32, width4: u32) -> mat4x4f {
  return mat4x4f(
    parameters[start], parameters[start + width4],
    parameters[start + 2u * width4], parameters[start + 3u * width4],
  );
}

fn sum_slice(workgroup: u32, block: u32, slice: u32) {
  let row = block / L4 * 4u;
  let column4 = block % L4;
  let left = (ROWS * workgroup + row) * N4;
  var sums = mat4x4f();
  for (var i = 0u; i < SLICE_STEPS; i++) {
    let n4 = slice * SLICE_STEPS + i;
    if (n4 >= N4) {
      break;
    }
    let at = left + n4;
    sums += weight_block(WEIGHT3 + 4u * n4 * L4 + column4, L4)
      * mat4x4f(dy[at], dy[at + N4], dy[at + 2u * N4], dy[at + 3u * N4]);
  }
  for (var i = 0u; i < 4u; i++) {
    partial[((workgroup * SLICES + slice) * ROWS + row + i) * L4 + column4] = sums[i];
  }
}

/// Through the sample and the KL of four latents of a row.
fn through_sample(workgroup: u32, local_row: u32, column4: u32) {
  var dz = vec4f();
  for (var slice = 0u; slice < SLICES; slice++) {
    dz += partial[((workgroup * SLICES + slice) * ROWS + local_row) * L4 + column4];
  }
  let row = ROWS * workgroup + local_row;
  let noise = noise4(row, column4);
  let weight = loss_weight(row);
  for (var i = 0u; i < min(4u, L - 4u * column4); i++) {
    let mu_index = row * STATS4 * 4u + 4u * column4 + i;
    let logvar = stats[mu_index + L];
    let kl = weight * kl_gradient(stats[mu_index], logvar);
    dstats[mu_index] = dz[i] + kl.x;
    dstats[mu_index + L] = 0.5 * dz[i] * noise[i] * exp(0.5 * logvar) + kl.y;
  }
}

fn encode(first_row: u32, column4: u32) {
  var sums: array<vec4f, ROWS>;
  for (var s4 = 0u; s4 < STATS4; s4++) {
    let block = weight_block(WEIGHT2 + 4u * s4 * K4 + column4, K4);
    for (var row = 0u; row < ROWS; row++) {
      let at = ((first_row + row) * STATS4 + s4) * 4u;
      sums[row] += block
        * vec4f(dstats[at], dstats[at + 1u], dstats[at + 2u], dstats[at + 3u]);
    }
  }
  for (var row = 0u; row < ROWS; row++) {
    let index = (first_row + row) * K4 + column4;
    dh[index] = sums[row] * activation_gradient(index);
  }
}

@compute @workgroup_size(64)
fn latent_backward(
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
      through_sample(workgroup.x, i / PARTS, i % PARTS);
    }
  }
  storageBarrier();
  for (var turn = 0u; turn < (K4 + 63u) / 64u; turn++) {
    let column4 = 64u * turn + lane;
    if (column4 < K4) {
      encode(ROWS * workgroup.x, column4);
    }
  }
}
