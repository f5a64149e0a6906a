// likelihood: continuous Bernoulli, a density on [0, 1], from logits l, in nats.
//
//   -log p(x | l) = l (½ - x) + log(sinh(l / 2) / (l / 2))
//   gradient = ½ - x + ½ coth(l / 2) - 1 / l
//
// Source: Loaiza-Ganem & Cunningham, "The continuous Bernoulli", 2019, with lambda = sigmoid(l) and
// their normaliser C = l / tanh(l / 2) substituted, which avoids a cancellation near log 2.

// #import shared/continuous_bernoulli

fn likelihood_loss(row: u32, column4: u32, outputs: vec4f, x: vec4f) -> vec4f {
  return outputs * (0.5 - x) + log_sinhc(outputs);
}

fn likelihood_gradient(row: u32, column4: u32, outputs: vec4f, x: vec4f) -> vec4f {
  return 0.5 - x + log_sinhc_gradient(outputs);
}
