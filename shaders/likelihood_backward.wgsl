// likelihood_backward: the gradient of the negative log likelihood.
//
//   doutputs = weight of the row (slot term_weight) · gradient(outputs, x)
//   outputs [M, K], x [M / SAMPLES, K] (slot load), doutputs [M, K]; added when ACCUMULATE
//
// Launch: one invocation per vec4; x along K / 4, y along M.

// #import shared/columns
// #import shared/samples
// #slot load: matrix
// #slot likelihood: bernoulli
// #slot term_weight: scalar

const M: u32 = 128u;
const K: u32 = 784u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> outputs: array<vec4f>; // [M, K]
@group(1) @binding(1) var<storage, read_write> doutputs: array<vec4f>; // [M, K]

const K4 = (K + 7u) / 8u * 2u;

@compute @workgroup_size(64, 1)
fn likelihood_backward(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= K4 || id.y >= M) {
    return;
  }
  let index = id.y * K4 + id.x;
  let x = x_load(x_row(id.y / SAMPLES), id.x);
  let gradient = likelihood_gradient(id.y, id.x, outputs[index], x);
  let value = keep_columns(term_weight(id.y) * gradient, id.x, K);
  if (ACCUMULATE) {
    doutputs[index] += value;
  } else {
    doutputs[index] = value;
  }
}
