// likelihood: Gaussian as a function of its means, which are the outputs; log variances are
// learned. In nats.
//
//   the loss is in shared/gaussian_density,  gradient (mu - x) / variance

// #import shared/gaussian_density

@group(1) @binding(0) var<storage, read> logvar: array<vec4f>; // [M, K]

fn likelihood_loss(row: u32, column4: u32, outputs: vec4f, x: vec4f) -> vec4f {
  return gaussian_loss(outputs, logvar[row * K4 + column4], x);
}

fn likelihood_gradient(row: u32, column4: u32, outputs: vec4f, x: vec4f) -> vec4f {
  return (outputs - x) / variance_of(logvar[row * K4 + column4]);
}
