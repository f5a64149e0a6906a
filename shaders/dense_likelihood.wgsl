// dense_likelihood: a decoder's last layer, the negative log likelihood of the data under its
// outputs, and its gradient; the outputs themselves are never written.
//
//   outputs = h · weightᵀ + bias
//   terms[ring_slot, part, row] = Σ_k loss(outputs[row, k], x[row, k]), k in columns 8 part .. 8 part + 7
//   doutputs = weight of the term · gradient(outputs, x)
//   h [M, H], weight [K, H], bias [K], x [M / SAMPLES, K] (slot load), terms [RING, PARTS, M],
//   doutputs [M, K]; terms and doutputs are zero past the row count
//
// Launch: tiles of the outputs, as defined by the slot product.
// Numerics: outputs as in dense_forward; loss and gradient in slots/likelihood.

// #import shared/columns
// #import shared/loss_weight
// #slot load: matrix
// #slot likelihood: bernoulli
// #slot product: direct_8x8

const M: u32 = 128u;
const K: u32 = 784u;
const H: u32 = 400u;
const RING: u32 = 32u;
const PARTS: u32 = 98u;

@group(1) @binding(0) var<storage, read> h: array<vec4f>; // [M, H]
@group(1) @binding(1) var<storage, read> weight: array<vec4f>; // [K, H]
@group(1) @binding(2) var<storage, read> bias: array<vec4f>; // [K]
@group(1) @binding(3) var<storage, read_write> terms: array<f32>; // [RING, PARTS, M]
@group(1) @binding(4) var<storage, read_write> doutputs: array<vec4f>; // [M, K]

const INNER4 = (H + 7u) / 8u * 2u;
const K4 = (K + 7u) / 8u * 2u;
const TERMS_WIDTH = (M + 7u) / 8u * 8u;

fn rows4() -> u32 {
  return (M + 7u) / 8u * 2u;
}

fn columns4() -> u32 {
  return K4;
}

fn left_start(row4: u32) -> vec4u {
  return (4u * row4 + vec4u(0u, 1u, 2u, 3u)) * INNER4;
}

fn left_block(start: vec4u, i: u32) -> mat4x4f {
  return mat4x4f(h[start.x + i], h[start.y + i], h[start.z + i], h[start.w + i]);
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
  let part = (step.ring_slot % RING) * PARTS + column4 / 2u;
  var sums = array<mat4x4f, 2>(left, right);
  for (var i = 0u; i < 4u; i++) {
    let row = 4u * row4 + i;
    let start = x_row(row / SAMPLES);
    var losses = vec4f();
    for (var half = 0u; half < 2u; half++) {
      let k4 = column4 + half;
      let outputs = sums[half][i] + bias[k4];
      let x = x_load(start, k4);
      let gradient = loss_weight(row) * likelihood_gradient(row, k4, outputs, x);
      doutputs[row * K4 + k4] = keep_columns(gradient, k4, K);
      losses += keep_columns(likelihood_loss(row, k4, outputs, x), k4, K);
    }
    let sum = losses.x + losses.y + losses.z + losses.w;
    terms[part * TERMS_WIDTH + row] = select(0.0, sum, row_counts(row));
  }
}

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn dense_likelihood(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  product(workgroup.xy, lane);
}
