// likelihood: Bernoulli, from logits l and targets x in [0, 1], in nats.
//
//   -log p(x | l) = max(l, 0) - l x + log(1 + exp(-|l|)),  gradient sigmoid(l) - x
//
// This form does not overflow for any logit. PyTorch's binary_cross_entropy_with_logits computes
// the same.

fn likelihood_loss(row: u32, column4: u32, outputs: vec4f, x: vec4f) -> vec4f {
  return max(outputs, vec4f()) - outputs * x + log(1.0 + exp(-abs(outputs)));
}

fn likelihood_gradient(row: u32, column4: u32, outputs: vec4f, x: vec4f) -> vec4f {
  let small = exp(-abs(outputs));
  let sigmoid = select(small, vec4f(1.0), outputs >= vec4f()) / (1.0 + small);
  return sigmoid - x;
}
