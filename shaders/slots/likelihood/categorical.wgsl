// likelihood: categorical over groups of neighbouring columns, from logits, in nats; with counts
// instead of one-hot targets it is multinomial, without the coefficient, which does not depend on
// the outputs.
//
//   -log p(x | l) = Σ_k x_k (log Σ_j exp(l_j) - l_k),  gradient Σ_j x_j · softmax(l) - x,
//   j over the group of k
//   normalizers [2*M, K] = log Σ_j exp(l_j), then Σ_j x_j, from kernel group_normalizer

@group(1) @binding(0) var<storage, read> normalizers: array<vec4f>; // [2*M, K]

fn likelihood_loss(row: u32, column4: u32, outputs: vec4f, x: vec4f) -> vec4f {
  return x * (normalizers[row * K4 + column4] - outputs);
}

fn likelihood_gradient(row: u32, column4: u32, outputs: vec4f, x: vec4f) -> vec4f {
  let probability = exp(min(outputs - normalizers[row * K4 + column4], vec4f()));
  return normalizers[(M + row) * K4 + column4] * probability - x;
}
