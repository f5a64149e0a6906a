// likelihood: Poisson over counts; the outputs are log rates l. In nats.
//
//   -log p(x | l) = exp(l) - x l + log Γ(x + 1),  gradient exp(l) - x; rates stay below e^80

// #import shared/gamma

fn likelihood_loss(row: u32, column4: u32, outputs: vec4f, x: vec4f) -> vec4f {
  return exp(min(outputs, vec4f(80.0))) - x * outputs + log_gamma(x + 1.0);
}

fn likelihood_gradient(row: u32, column4: u32, outputs: vec4f, x: vec4f) -> vec4f {
  return exp(min(outputs, vec4f(80.0))) - x;
}
