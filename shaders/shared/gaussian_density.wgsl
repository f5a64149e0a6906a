// -log p(x | mu, logvar) of a Gaussian variable with a learned log variance, in nats.
//
//   variance = exp(logvar) + FLOOR
//   ½ ((x - mu)² / variance + log variance + log 2π)
//
// The floor bounds the likelihood of columns that the decoder predicts exactly. Exponents are
// clamped so that all values stay finite.

const FLOOR: f32 = 0.0; // minimum variance

fn variance_of(logvar: vec4f) -> vec4f {
  return exp(clamp(logvar, vec4f(-80.0), vec4f(80.0))) + FLOOR;
}

fn gaussian_loss(mu: vec4f, logvar: vec4f, x: vec4f) -> vec4f {
  let variance = variance_of(logvar);
  let difference = x - mu;
  return 0.5 * (difference * difference / variance + log(variance) + 1.8378770664093453);
}
