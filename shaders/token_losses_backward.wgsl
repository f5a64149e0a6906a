// token_losses_backward: the gradient of token_losses, summed over the steps of each sequence.
//
//   dlogits[row·LENGTH + t, k] = w (exp(logits[row·LENGTH + t, k] - normalizers[row, t]) - [k = targets[row, t]])
//   logits and dlogits [M*LENGTH, K], targets and normalizers [M, LENGTH]; 0 for padded steps (slot valid);
//   added to dlogits when ACCUMULATE
//
// w is the weight of a row, that of slot term_weight.
// Launch: one invocation per vec4 of dlogits; x along K / 4, y along M·LENGTH.

// #import shared/columns
// #slot term_weight: scalar
// #slot valid: all

const M: u32 = 32u;
const LENGTH: u32 = 32u;
const K: u32 = 4000u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> targets: array<f32>; // [M, LENGTH]
@group(1) @binding(1) var<storage, read> logits: array<vec4f>; // [M*LENGTH, K]
@group(1) @binding(2) var<storage, read> normalizers: array<f32>; // [M, LENGTH]
@group(1) @binding(3) var<storage, read_write> dlogits: array<vec4f>; // [M*LENGTH, K]

const K4 = (K + 7u) / 8u * 2u;
const STEPS = (LENGTH + 7u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn token_losses_backward(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= K4 || id.y >= M * LENGTH) {
    return;
  }
  let row = id.y / LENGTH;
  let time = id.y % LENGTH;
  let place = row * STEPS + time;
  let index = id.y * K4 + id.x;
  let columns = 4u * id.x + vec4u(0u, 1u, 2u, 3u);
  let token = select(vec4f(), vec4f(1.0), columns == vec4u(min(u32(targets[place]), K - 1u)));
  let weight = select(0.0, term_weight(row), is_valid(row, time));
  // A logit is at most the normalizer, but for rounding.
  let shares = exp(min(logits[index] - vec4f(normalizers[place]), vec4f()));
  let gradient = keep_columns(weight * (shares - token), id.x, K);
  if (ACCUMULATE) {
    dlogits[index] += gradient;
  } else {
    dlogits[index] = gradient;
  }
}
