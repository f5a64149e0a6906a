// gate_rule: d/dkl |kl - target|, which moves the KL towards the target from either side.
//
// Source: Burgess et al., "Understanding disentangling in beta-VAE", 2018. 0 at the kink, like
// PyTorch's abs.

fn gate_rule(kl: f32, goal: f32) -> f32 {
  return sign(kl - goal);
}
