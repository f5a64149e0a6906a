// likelihood: Bernoulli, from logits l and targets t in [0, 1], in nats.
//
//   -log p(t | l) = max(l, 0) - l t + log(1 + exp(-|l|)),  gradient sigmoid(l) - t
//
// The form avoids overflow for any logit; it is what PyTorch's
// binary_cross_entropy_with_logits computes.

fn likelihood_loss(logits: vec4f, targets: vec4f) -> vec4f {
  return max(logits, vec4f()) - logits * targets + log(1.0 + exp(-abs(logits)));
}

fn likelihood_gradient(logits: vec4f, targets: vec4f) -> vec4f {
  let small = exp(-abs(logits));
  let sigmoid = select(small, vec4f(1.0), logits >= vec4f()) / (1.0 + small);
  return sigmoid - targets;
}
