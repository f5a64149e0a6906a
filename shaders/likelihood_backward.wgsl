// likelihood_backward: the gradient of the negative log likelihood.
//
//   dlogits = weight of the term · gradient(logits, x)
//   logits [M, K], x [M, K] (slot load), dlogits [M, K]; added when ACCUMULATE
//
// Launch: one invocation per vec4; x along K / 4, y along M.

// #import shared/columns
// #import shared/loss_weight
// #slot load: matrix
// #slot likelihood: bernoulli

const M: u32 = 128u;
const K: u32 = 784u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> logits: array<vec4f>; // [M, K]
@group(1) @binding(1) var<storage, read_write> dlogits: array<vec4f>; // [M, K]

const K4 = (K + 7u) / 8u * 2u;

@compute @workgroup_size(64, 1)
fn likelihood_backward(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= K4 || id.y >= M) {
    return;
  }
  let index = id.y * K4 + id.x;
  let gradient = likelihood_gradient(logits[index], x_load(x_row(id.y), id.x));
  let value = keep_columns(loss_weight(id.y) * gradient, id.x, K);
  if (ACCUMULATE) {
    dlogits[index] += value;
  } else {
    dlogits[index] = value;
  }
}
