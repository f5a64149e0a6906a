// likelihood: continuous Bernoulli, a density on [0, 1], from logits, in nats.
//
//   -log p(x | l) = Bernoulli loss - log C(l),  gradient sigmoid(l) - x - (log C)'(l);
//   C is in shared/continuous_bernoulli

// #import shared/bernoulli
// #import shared/continuous_bernoulli

fn likelihood_loss(row: u32, column4: u32, outputs: vec4f, x: vec4f) -> vec4f {
  return bernoulli_loss(outputs, x) - log_normalizer(outputs);
}

fn likelihood_gradient(row: u32, column4: u32, outputs: vec4f, x: vec4f) -> vec4f {
  return bernoulli_gradient(outputs, x) - log_normalizer_gradient(outputs);
}
