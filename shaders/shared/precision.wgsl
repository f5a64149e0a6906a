// The precisions, exp(-logvar), of two Gaussians together, in one dimension.
//
// Numerics: the exponential is that of a number of at most 0, whatever the variances.

/// The shares of the two in the sum of their precisions.
fn precision_shares(logvar_a: f32, logvar_b: f32) -> vec2f {
  let small = exp(-abs(logvar_a - logvar_b));
  let shares = vec2f(1.0, small) / (1.0 + small);
  return select(shares.yx, shares, logvar_a <= logvar_b);
}

/// -log(exp(-logvar_a) + exp(-logvar_b))
fn merged_logvar(logvar_a: f32, logvar_b: f32) -> f32 {
  return min(logvar_a, logvar_b) - log(1.0 + exp(-abs(logvar_a - logvar_b)));
}
