// -log p(x | l, s, g) of a count that is 0 with probability sigmoid(g), else negative binomial with mean
// exp(l) and dispersion exp(s), in nats.
//
//   x > 0:  softplus(g) + N,               N the loss of the negative binomial
//   x = 0:  softplus(g) - log(exp(g) + exp(-N))
//
// Source: Lopez et al., "Deep generative modeling for single-cell transcriptomics", 2018.

// #import shared/negative_binomial

/// The loss of the negative binomial where x is 0.
fn loss_of_none(log_mean: vec4f, log_dispersion: vec4f) -> vec4f {
  return dispersion(log_dispersion) * softplus(log_mean - log_dispersion);
}

fn zero_inflated_loss(log_mean: vec4f, log_dispersion: vec4f, zero_logit: vec4f, x: vec4f) -> vec4f {
  let none = loss_of_none(log_mean, log_dispersion);
  let zero = -max(zero_logit, -none) - log1p(exp(-abs(zero_logit + none)));
  let counted = negative_binomial_loss(log_mean, log_dispersion, x);
  return softplus(zero_logit) + select(counted, zero, x == vec4f());
}

fn probability(logit: vec4f) -> vec4f {
  return 1.0 / (1.0 + exp(clamp(-logit, vec4f(-80.0), vec4f(80.0))));
}

/// The probability that a count comes from the negative binomial: 1 unless it is 0.
fn counted_share(log_mean: vec4f, log_dispersion: vec4f, zero_logit: vec4f, x: vec4f) -> vec4f {
  let share = probability(-zero_logit - loss_of_none(log_mean, log_dispersion));
  return select(vec4f(1.0), share, x == vec4f());
}
