// subset_density_forward: -log density of a mixture of an example's Gaussians at each of its codes, in nats, and
// the share of each Gaussian in it.
//
//   joint_s = log(weights[row * SUBSETS + s, COLUMN] / SUBSETS) - ½ Σ_l (log 2π + logvar_s[l] + (z[l] - mu_s[l])² exp(-logvar_s[l]))
//   terms[ring_slot, r] = -log Σ_s exp(joint_s),  shares[r, s] = exp(joint_s) / Σ exp(joint)
//   z [M*DRAWS, L], stats [M*SUBSETS, 2*L] = mu | logvar, weights [M*SUBSETS, C], terms [RING, 1, M*DRAWS],
//   shares [M*DRAWS, SUBSETS]; a Gaussian without a weight has no share, both are 0 past the row count and
//   where none has a weight
//
// Source: Shi, Siddharth, Paige & Torr, "Variational mixture-of-experts autoencoders for multi-modal deep generative
// models", 2019.
// Launch: one invocation per code.
// Numerics: weights are 0 or at least 1. Densities in many dimensions exceed the range of f32, so logarithms are summed.

// #import shared/step

const M: u32 = 128u;
const L: u32 = 20u;
const SUBSETS: u32 = 2u;
const DRAWS: u32 = 2u;
const C: u32 = 3u;
const COLUMN: u32 = 0u;
const RING: u32 = 32u;

@group(1) @binding(0) var<storage, read> z: array<f32>; // [M*DRAWS, L]
@group(1) @binding(1) var<storage, read> stats: array<f32>; // [M*SUBSETS, 2*L]
@group(1) @binding(2) var<storage, read> weights: array<f32>; // [M*SUBSETS, C]
@group(1) @binding(3) var<storage, read_write> terms: array<f32>; // [RING, 1, M*DRAWS]
@group(1) @binding(4) var<storage, read_write> shares: array<f32>; // [M*DRAWS, SUBSETS]

const Z_WIDTH = (L + 7u) / 8u * 8u;
const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const C_WIDTH = (C + 7u) / 8u * 8u;
const SHARES_WIDTH = (SUBSETS + 7u) / 8u * 8u;
const TERMS_WIDTH = (M * DRAWS + 7u) / 8u * 8u;
const LOG_TWO_PI = 1.8378770664093453;
// The lowest f32 stands for -infinity, which WGSL may assume never occurs.
const LOWEST = -3.4028234e38;

@compute @workgroup_size(64)
fn subset_density_forward(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= M * DRAWS) {
    return;
  }
  let row = id.x / DRAWS;
  var largest = LOWEST;
  for (var s = 0u; s < SUBSETS; s++) {
    let subset = row * SUBSETS + s;
    var sum = 0.0;
    for (var l = 0u; l < L; l++) {
      let logvar = stats[subset * STATS_WIDTH + L + l];
      let distance = z[id.x * Z_WIDTH + l] - stats[subset * STATS_WIDTH + l];
      sum += LOG_TWO_PI + logvar + distance * distance * exp(-logvar);
    }
    let weight = weights[subset * C_WIDTH + COLUMN];
    let has_weight = weight > 0.5;
    let joint = log(select(1.0, weight / f32(SUBSETS), has_weight)) - 0.5 * sum;
    let kept = select(LOWEST, joint, has_weight);
    // An invocation reads back only what it wrote itself.
    shares[id.x * SHARES_WIDTH + s] = kept;
    largest = max(largest, kept);
  }
  var total = 0.0;
  for (var s = 0u; s < SUBSETS; s++) {
    let joint = shares[id.x * SHARES_WIDTH + s];
    let share = select(0.0, exp(joint - largest), joint > LOWEST);
    shares[id.x * SHARES_WIDTH + s] = share;
    total += share;
  }
  let counts = (row < step.row_count) & (total > 0.0);
  let divisor = select(1.0, total, counts);
  for (var s = 0u; s < SUBSETS; s++) {
    let share = shares[id.x * SHARES_WIDTH + s];
    shares[id.x * SHARES_WIDTH + s] = select(0.0, share / divisor, counts);
  }
  let index = step.ring_slot % RING * TERMS_WIDTH + id.x;
  terms[index] = select(0.0, -(largest + log(divisor)), counts);
}
