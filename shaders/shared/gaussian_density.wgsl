// -log p(x | mu, logvar) of a Gaussian variable whose log variance is learned, in nats.
//
//   variance = exp(logvar) + FLOOR
//   ½ ((x - mu)² / variance + log variance + log 2π)
//
// The floor keeps the likelihood of columns that the decoder predicts exactly from growing
// without bound. Exponents are limited to what stays finite.

const FLOOR: f32 = 0.0; // least variance

fn variance_of(logvar: vec4f) -> vec4f {
  return exp(clamp(logvar, vec4f(-80.0), vec4f(80.0))) + FLOOR;
}

fn gaussian_loss(mu: vec4f, logvar: vec4f, x: vec4f) -> vec4f {
  let variance = variance_of(logvar);
  let difference = x - mu;
  return 0.5 * (difference * difference / variance + log(variance) + 1.8378770664093453);
}
