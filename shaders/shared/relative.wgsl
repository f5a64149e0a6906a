// A Gaussian seen from another one: the mean and the log variance of (z - mu_p) / exp(logvar_p / 2),
// with z from the first, in one dimension. KL(q || p) is that of this Gaussian and N(0, 1).
//
//   ((mu - mu_p) exp(-logvar_p / 2), logvar - logvar_p)

/// Both are (mu, logvar).
fn relative(q: vec2f, p: vec2f) -> vec2f {
  return vec2f((q.x - p.x) * exp(-0.5 * p.y), q.y - p.y);
}
