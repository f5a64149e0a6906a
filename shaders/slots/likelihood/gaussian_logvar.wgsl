// likelihood: Gaussian as a function of its log variances, which are the outputs; means are
// learned. In nats.
//
//   the loss is in shared/gaussian_density,
//   gradient ½ (1 - (x - mu)² / variance) exp(logvar) / variance

// #import shared/gaussian_density

@group(1) @binding(0) var<storage, read> mu: array<vec4f>; // [M, K]

fn likelihood_loss(row: u32, column4: u32, outputs: vec4f, x: vec4f) -> vec4f {
  return gaussian_loss(mu[row * K4 + column4], outputs, x);
}

fn likelihood_gradient(row: u32, column4: u32, outputs: vec4f, x: vec4f) -> vec4f {
  let difference = x - mu[row * K4 + column4];
  let variance = variance_of(outputs);
  let share = (variance - FLOOR) / variance;
  return 0.5 * (1.0 - difference * difference / variance) * share;
}
