// likelihood: negative binomial as a function of its log dispersions s, which are the outputs;
// log means are learned. In nats.
//
//   the loss is in shared/negative_binomial,
//   gradient r (log(1 + m / r) - (ψ(x + r) - ψ(r))) - (r m - r x) / (r + m)

// #import shared/negative_binomial

@group(1) @binding(0) var<storage, read> log_mean: array<vec4f>; // [M, K]

fn likelihood_loss(row: u32, column4: u32, outputs: vec4f, x: vec4f) -> vec4f {
  return negative_binomial_loss(log_mean[row * K4 + column4], outputs, x);
}

fn likelihood_gradient(row: u32, column4: u32, outputs: vec4f, x: vec4f) -> vec4f {
  return log_dispersion_gradient(log_mean[row * K4 + column4], outputs, x);
}
