// likelihood: Bernoulli, from logits and targets in [0, 1], in nats.

// #import shared/bernoulli

fn likelihood_loss(row: u32, column4: u32, outputs: vec4f, x: vec4f) -> vec4f {
  return bernoulli_loss(outputs, x);
}

fn likelihood_gradient(row: u32, column4: u32, outputs: vec4f, x: vec4f) -> vec4f {
  return bernoulli_gradient(outputs, x);
}
