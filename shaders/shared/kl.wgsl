// KL(N(mu, exp(logvar)) || N(0, 1)) of one latent dimension, in nats.
//
//   ½ (mu² + exp(logvar) - 1 - logvar), gradients mu and ½ (exp(logvar) - 1)
//
// Source: Kingma & Welling, "Auto-encoding variational Bayes", 2013, appendix B.
// Numerics: near logvar = 0, where a model starts, exp(logvar) - 1 - logvar is about logvar² / 2
// and the subtraction leaves only the error of exp. There the Taylor series is summed instead: its
// first omitted term is below 5e-9 of the result.

const SERIES_RADIUS = 1.0;

/// exp(x) - 1 - x
fn exp_remainder(x: f32) -> f32 {
  let series = 1.0 + x / 3.0 * (1.0 + x / 4.0 * (1.0 + x / 5.0 * (1.0 + x / 6.0 * (1.0 + x / 7.0 *
    (1.0 + x / 8.0 * (1.0 + x / 9.0 * (1.0 + x / 10.0 * (1.0 + x / 11.0))))))));
  return select(exp(x) - 1.0 - x, 0.5 * x * x * series, abs(x) < SERIES_RADIUS);
}

fn kl_loss(mu: f32, logvar: f32) -> f32 {
  return 0.5 * (mu * mu + exp_remainder(logvar));
}

/// Gradients with respect to mu and logvar.
fn kl_gradient(mu: f32, logvar: f32) -> vec2f {
  return vec2f(mu, 0.5 * (logvar + exp_remainder(logvar)));
}
