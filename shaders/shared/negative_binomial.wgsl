// -log p(x | l, s) of a negative binomial count with mean m = exp(l) and dispersion
// r = exp(s), variance m + m² / r, in nats.
//
//   -(log Γ(x + r) - log Γ(r)) + log Γ(x + 1) + r log(1 + m / r) + x log(1 + r / m)
//
// Source: Lopez et al., "Deep generative modeling for single-cell transcriptomics", 2018.

// #import shared/gamma

fn dispersion(log_dispersion: vec4f) -> vec4f {
  return exp(clamp(log_dispersion, vec4f(-20.0), vec4f(20.0)));
}

fn negative_binomial_loss(log_mean: vec4f, log_dispersion: vec4f, x: vec4f) -> vec4f {
  let r = dispersion(log_dispersion);
  let difference = log_mean - log_dispersion;
  return log_gamma(x + 1.0) - log_gamma_difference(r, x)
    + r * softplus(difference) + x * softplus(-difference);
}

/// m / (r + m)
fn success_probability(log_mean: vec4f, log_dispersion: vec4f) -> vec4f {
  return 1.0 / (1.0 + exp(clamp(log_dispersion - log_mean, vec4f(-80.0), vec4f(80.0))));
}

fn log_mean_gradient(log_mean: vec4f, log_dispersion: vec4f, x: vec4f) -> vec4f {
  // Written as r p - x (1 - p), which avoids subtracting two numbers near x.
  return dispersion(log_dispersion) * success_probability(log_mean, log_dispersion)
    - x * success_probability(log_dispersion, log_mean);
}

fn log_dispersion_gradient(log_mean: vec4f, log_dispersion: vec4f, x: vec4f) -> vec4f {
  let r = dispersion(log_dispersion);
  let through_gamma = softplus(log_mean - log_dispersion) - digamma_difference(r, x);
  return r * (through_gamma - success_probability(log_mean, log_dispersion))
    + x * success_probability(log_dispersion, log_mean);
}
