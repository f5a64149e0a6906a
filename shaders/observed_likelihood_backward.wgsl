// observed_likelihood_backward: the gradient of the negative log likelihood of the observed values.
//
//   doutputs = weight of the row (slot term_weight) · gradient(outputs, x) where observed, else 0
//   outputs [M, K], x [M / SAMPLES, K] (slot load), observed [M / SAMPLES, K], doutputs [M, K]; added
//   when ACCUMULATE
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
@group(1) @binding(1) var<storage, read> observed: array<vec4f>; // [_, K]
@group(1) @binding(2) var<storage, read_write> doutputs: array<vec4f>; // [M, K]

const K4 = (K + 7u) / 8u * 2u;

@compute @workgroup_size(64, 1)
fn observed_likelihood_backward(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= K4 || id.y >= M) {
    return;
  }
  let index = id.y * K4 + id.x;
  let example = id.y / SAMPLES;
  let x = x_load(x_row(example), id.x);
  let gradient = likelihood_gradient(id.y, id.x, outputs[index], x);
  let counted = select(vec4f(), term_weight(id.y) * gradient, observed[example * K4 + id.x] != vec4f());
  let value = keep_columns(counted, id.x, K);
  if (ACCUMULATE) {
    doutputs[index] += value;
  } else {
    doutputs[index] = value;
  }
}
