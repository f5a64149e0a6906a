// mixture_density_forward: -log density of a mixture of Gaussians at each row, in nats, and the share
// of each component in it.
//
//   joint_k = log_softmax(log_weights)_k - ½ Σ_l (log 2π + logvar[k, l] + (z[l] - mu[k, l])² exp(-logvar[k, l]))
//   terms[ring_slot, row] = -log Σ_k exp(joint_k),  shares[row, k] = exp(joint_k) / Σ exp(joint)
//   z [M, L], stats [K, 2*L] = mu | logvar, log_weights [K], terms [RING, 1, M], shares [M, K];
//   both zero past the row count
//
// Launch: one workgroup of 64 per four rows of z.
// Numerics: densities in many dimensions exceed the range of f32, so logarithms are summed. Each
// invocation takes every 64th component, then a fixed tree: the same bits every time.

// #import shared/samples
// #import shared/log_sum_exp

const M: u32 = 128u;
const K: u32 = 10u;
const L: u32 = 20u;
const RING: u32 = 32u;

@group(1) @binding(0) var<storage, read> z: array<f32>; // [M, L]
@group(1) @binding(1) var<storage, read> stats: array<f32>; // [K, 2*L]
@group(1) @binding(2) var<storage, read> log_weights: array<f32>; // [K]
@group(1) @binding(3) var<storage, read_write> terms: array<f32>; // [RING, 1, M]
@group(1) @binding(4) var<storage, read_write> shares: array<f32>; // [M, K]

const Z_WIDTH = (L + 7u) / 8u * 8u;
const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const K_WIDTH = (K + 7u) / 8u * 8u;
const TERMS_WIDTH = (M + 7u) / 8u * 8u;
const LOG_TWO_PI = 1.8378770664093453;

/// log density of component k at four rows, so that one exponential serves all of them.
fn log_densities(row: u32, k: u32) -> vec4f {
  var sums = vec4f();
  for (var l = 0u; l < L; l++) {
    let place = row * Z_WIDTH + l;
    let value = vec4f(
      z[place],
      z[place + Z_WIDTH],
      z[place + 2u * Z_WIDTH],
      z[place + 3u * Z_WIDTH],
    );
    let logvar = stats[k * STATS_WIDTH + L + l];
    let distance = value - stats[k * STATS_WIDTH + l];
    sums += LOG_TWO_PI + logvar + distance * distance * exp(-logvar);
  }
  return -0.5 * sums;
}

@compute @workgroup_size(64)
fn mixture_density_forward(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let first = 4u * workgroup.x;
  var weights = LSE_EMPTY;
  for (var k = lane; k < K; k += 64u) {
    weights = lse_add(weights, vec2f(log_weights[k], 1.0));
    // Each invocation reads back only what it wrote itself.
    let joint = log_weights[k] + log_densities(first, k);
    for (var r = 0u; r < 4u; r++) {
      shares[(first + r) * K_WIDTH + k] = joint[r];
    }
  }
  let total_weight = lse64_for_all(weights, lane);
  let normalizer = total_weight.x + log(total_weight.y);
  for (var r = 0u; r < 4u; r++) {
    let row = first + r;
    var total = LSE_EMPTY;
    for (var k = lane; k < K; k += 64u) {
      total = lse_add(total, vec2f(shares[row * K_WIDTH + k], 1.0));
    }
    let joined = lse64_for_all(total, lane);
    let density = joined.x + log(joined.y);
    let counts = row_counts(row) & (row < M);
    for (var k = lane; k < K; k += 64u) {
      let index = row * K_WIDTH + k;
      shares[index] = select(0.0, exp(shares[index] - density), counts);
    }
    if (lane == 0u) {
      terms[step.ring_slot % RING * TERMS_WIDTH + row] = select(0.0, normalizer - density, counts);
    }
  }
}
