// mmd_forward: the share of each sample in the squared maximum mean discrepancy between the samples of
// posteriors and those of the prior.
//
//   terms[i] = 1/(n SAMPLES) Σ_j k(z_i, z_j) + 1/n Σ_j (k(y_e, y_j) - 2 k(z_i, y_j)),
//   with y of the prior, e the example of row i and n examples that count
//   k = exp(-d² / SCALE), or SCALE / (SCALE + d²) when INVERSE_QUADRATIC; d the distance of both
//   own[i, j] and other[i, j] are the derivatives of k(z_i, z_j) and k(z_i, y_j) with respect to d²
//   z [M*SAMPLES, L], prior [M, L], own [M*SAMPLES, M*SAMPLES], other [M*SAMPLES, M],
//   terms [RING, 1, M*SAMPLES]; zero past the row count
//
// The mean of the terms is the discrepancy, with pairs of a sample and itself.
// Sources: Gretton et al., "A kernel two-sample test", 2012, equation 5; Zhao et al., "InfoVAE:
// balancing learning and inference in variational autoencoders", 2017; the inverse quadratic is that
// of Tolstikhin et al., "Wasserstein auto-encoders", 2018.
// Launch: one workgroup of 64 per row.
// Numerics: each invocation sums every 64th row, then a fixed tree.

// #import shared/samples
// #import shared/sum64

const M: u32 = 128u;
const L: u32 = 20u;
const RING: u32 = 32u;
const SCALE: f32 = 40.0;
const INVERSE_QUADRATIC: bool = false;

@group(1) @binding(0) var<storage, read> z: array<f32>; // [M*SAMPLES, L]
@group(1) @binding(1) var<storage, read> prior: array<f32>; // [M, L]
@group(1) @binding(2) var<storage, read_write> own: array<f32>; // [M*SAMPLES, M*SAMPLES]
@group(1) @binding(3) var<storage, read_write> other: array<f32>; // [M*SAMPLES, M]
@group(1) @binding(4) var<storage, read_write> terms: array<f32>; // [RING, 1, M*SAMPLES]

const WIDTH = (L + 7u) / 8u * 8u;
const PRIOR_WIDTH = (M + 7u) / 8u * 8u;

/// The kernel at a squared distance, and its derivative with respect to it.
fn kernel(squared: f32) -> vec2f {
  if (INVERSE_QUADRATIC) {
    let value = SCALE / (SCALE + squared);
    return vec2f(value, -value * value / SCALE);
  }
  let value = exp(-squared / SCALE);
  return vec2f(value, -value / SCALE);
}

@compute @workgroup_size(64)
fn mmd_forward(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let rows_width = (M * SAMPLES + 7u) / 8u * 8u;
  let row = workgroup.x;
  let example = row / SAMPLES;
  let counts = row_counts(row);
  var sum = 0.0;
  for (var j = lane; j < M * SAMPLES; j += 64u) {
    var squared = 0.0;
    for (var l = 0u; l < L; l++) {
      let distance = z[row * WIDTH + l] - z[j * WIDTH + l];
      squared += distance * distance;
    }
    let among = kernel(squared);
    let both = counts & row_counts(j);
    sum += select(0.0, among.x / f32(SAMPLES), both);
    own[row * rows_width + j] = select(0.0, among.y, both);
  }
  for (var j = lane; j < M; j += 64u) {
    var squares = vec2f();
    for (var l = 0u; l < L; l++) {
      let drawn = prior[j * WIDTH + l];
      let distances = vec2f(prior[example * WIDTH + l] - drawn, z[row * WIDTH + l] - drawn);
      squares += distances * distances;
    }
    let between = kernel(squares.y);
    let both = counts & (j < step.row_count);
    sum += select(0.0, kernel(squares.x).x - 2.0 * between.x, both);
    other[row * PRIOR_WIDTH + j] = select(0.0, between.y, both);
  }
  let total = sum64(sum, lane);
  if (lane == 0u) {
    let mean = total / f32(max(step.row_count, 1u));
    terms[step.ring_slot % RING * rows_width + row] = select(0.0, mean, counts);
  }
}
