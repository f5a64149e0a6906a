// likelihood: negative binomial as a function of its log means l, which are the outputs; log
// dispersions are learned. In nats.
//
//   the loss is in shared/negative_binomial,  gradient (r + x) m / (r + m) - x

// #import shared/negative_binomial

@group(1) @binding(0) var<storage, read> log_dispersion: array<vec4f>; // [M, K]

fn likelihood_loss(row: u32, column4: u32, outputs: vec4f, x: vec4f) -> vec4f {
  return negative_binomial_loss(outputs, log_dispersion[row * K4 + column4], x);
}

fn likelihood_gradient(row: u32, column4: u32, outputs: vec4f, x: vec4f) -> vec4f {
  return log_mean_gradient(outputs, log_dispersion[row * K4 + column4], x);
}
