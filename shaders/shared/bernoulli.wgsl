// -log p(t | l) of a Bernoulli variable, from its logit l and a target t in [0, 1], in nats.
//
//   max(l, 0) - l t + log(1 + exp(-|l|)),  gradient sigmoid(l) - t
//
// The form avoids overflow for any logit; it is what PyTorch's
// binary_cross_entropy_with_logits computes.

fn bernoulli_loss(logits: vec4f, targets: vec4f) -> vec4f {
  return max(logits, vec4f()) - logits * targets + log(1.0 + exp(-abs(logits)));
}

fn bernoulli_gradient(logits: vec4f, targets: vec4f) -> vec4f {
  let small = exp(-abs(logits));
  let sigmoid = select(small, vec4f(1.0), logits >= vec4f()) / (1.0 + small);
  return sigmoid - targets;
}
