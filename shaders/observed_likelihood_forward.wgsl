// observed_likelihood_forward: the negative log likelihood of the observed values of each row, in
// nats.
//
//   terms[ring_slot, row] = Σ_k loss(outputs[row, k], x[row, k]) over the k that are observed
//   outputs [M, K], x [M / SAMPLES, K] (slot load), observed [M / SAMPLES, K]: 0 for a value that is
//   missing; terms [RING, 1, M]; zero past the row count
//
// Source: Mattei & Frellsen, "MIWAE: deep generative modelling and imputation of incomplete data sets",
// 2019.
// Launch: one workgroup of 64 per row.
// Numerics: as likelihood_forward. A missing value adds nothing whatever its loss.

// #import shared/samples
// #import shared/columns
// #import shared/sum64
// #slot load: matrix
// #slot likelihood: bernoulli

const M: u32 = 128u;
const K: u32 = 784u;
const RING: u32 = 32u;

@group(1) @binding(0) var<storage, read> outputs: array<vec4f>; // [M, K]
@group(1) @binding(1) var<storage, read> observed: array<vec4f>; // [_, K]
@group(1) @binding(2) var<storage, read_write> terms: array<f32>; // [RING, 1, M]

const K4 = (K + 7u) / 8u * 2u;
const TERMS_WIDTH = (M + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn observed_likelihood_forward(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let row = workgroup.x;
  let example = row / SAMPLES;
  let start = x_row(example);
  var losses = vec4f();
  for (var k4 = lane; k4 < K4; k4 += 64u) {
    let loss = likelihood_loss(row, k4, outputs[row * K4 + k4], x_load(start, k4));
    let counted = select(vec4f(), loss, observed[example * K4 + k4] != vec4f());
    losses += keep_columns(counted, k4, K);
  }
  let sum = sum64(losses.x + losses.y + losses.z + losses.w, lane);
  if (lane == 0u) {
    terms[(step.ring_slot % RING) * TERMS_WIDTH + row] = select(0.0, sum, row_counts(row));
  }
}
