// gate_rule: d/dkl max(target, kl), which is zero below the target.
//
// Source: Kingma et al., "Improving variational inference with inverse autoregressive flow", 2016:
// the objective with free bits, Σ_j max(λ, KL_j). 1 at the kink, like PyTorch's clamp.

fn gate_rule(kl: f32, goal: f32) -> f32 {
  return select(0.0, 1.0, kl >= goal);
}
