// likelihood: categorical over GROUPS groups of neighbouring columns, from logits, in nats; with
// counts in place of one-hot targets it is multinomial, without the coefficient that the
// outputs do not change.
//
//   -log p(x | l) = Σ_k x_k (log Σ_j exp(l_j) - l_k),  gradient Σ_j x_j · softmax(l) - x,
//   j over the group
//   normalizers [M, 2*GROUPS] = log Σ_j exp(l_j) of each group | Σ_j x_j of each group, from
//   kernel group_normalizer

const GROUPS: u32 = 49u;

@group(1) @binding(0) var<storage, read> normalizers: array<f32>; // [M, 2*GROUPS]

const NORMALIZERS_WIDTH = (2u * GROUPS + 7u) / 8u * 8u;

fn likelihood_loss(row: u32, column4: u32, outputs: vec4f, x: vec4f) -> vec4f {
  let start = row * NORMALIZERS_WIDTH;
  var loss = vec4f();
  for (var i = 0u; i < 4u; i++) {
    // Past the last column, the last group: padding that nobody counts.
    let group = min(4u * column4 + i, K - 1u) / (K / GROUPS);
    loss[i] = x[i] * (normalizers[start + group] - outputs[i]);
  }
  return loss;
}

fn likelihood_gradient(row: u32, column4: u32, outputs: vec4f, x: vec4f) -> vec4f {
  let start = row * NORMALIZERS_WIDTH;
  var gradient = vec4f();
  for (var i = 0u; i < 4u; i++) {
    let group = min(4u * column4 + i, K - 1u) / (K / GROUPS);
    let probability = exp(min(outputs[i] - normalizers[start + group], 0.0));
    gradient[i] = normalizers[start + GROUPS + group] * probability - x[i];
  }
  return gradient;
}
