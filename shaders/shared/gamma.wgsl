// The logarithm of the gamma function and its derivative, for z > 0.
//
//   log Γ(z) = (z - ½) log z - z + ½ log 2π + 1 / 12z - 1 / 360z³ + 1 / 1260z⁵ - …
//   ψ(z) = log z - 1 / 2z - 1 / 12z² + 1 / 120z⁴ - 1 / 252z⁶ + …
//
// Below GAMMA_SHIFT by the recurrence Γ(z) = Γ(z + 1) / z, eight times. Source: Abramowitz &
// Stegun, "Handbook of Mathematical Functions", 6.1.40, 6.3.18 and 6.1.15. The first omitted terms
// are below 1e-9.

// #import shared/log1p

const GAMMA_SHIFT = 8.0;

/// z if the series is accurate there, else z + 8.
fn shifted(z: vec4f) -> vec4f {
  return select(z, z + GAMMA_SHIFT, z < vec4f(GAMMA_SHIFT));
}

/// log of z (z + 1) … (z + 7) if z was shifted, else 0.
fn shift_loss(z: vec4f) -> vec4f {
  let near = min(z, vec4f(GAMMA_SHIFT));
  let product = near * (near + 1.0) * (near + 2.0) * (near + 3.0)
    * (near + 4.0) * (near + 5.0) * (near + 6.0) * (near + 7.0);
  return select(vec4f(), log(product), z < vec4f(GAMMA_SHIFT));
}

fn stirling_correction(z: vec4f) -> vec4f {
  let inverse = 1.0 / z;
  let square = inverse * inverse;
  return inverse * (1.0 / 12.0 - square * (1.0 / 360.0 - square / 1260.0));
}

fn log_gamma(z: vec4f) -> vec4f {
  let at = shifted(z);
  let series = (at - 0.5) * log(at) - at + 0.9189385332046727 + stirling_correction(at);
  return series - shift_loss(z);
}

/// log Γ(z + n) - log Γ(z) for n >= 0. For large z the two are nearly equal, so their difference is
/// taken term by term.
fn log_gamma_difference(z: vec4f, n: vec4f) -> vec4f {
  let low = shifted(z);
  let high = low + n;
  let far = (low - 0.5) * log1p(n / low) + n * log(high) - n
    + stirling_correction(high) - stirling_correction(low);
  // If only z + n is past the shift, the two values differ enough for a plain subtraction.
  let apart = log_gamma(z + n) - log_gamma(z);
  let alike = (z < vec4f(GAMMA_SHIFT)) == (z + n < vec4f(GAMMA_SHIFT));
  return select(apart, far - shift_loss(z + n) + shift_loss(z), alike);
}

fn digamma(z: vec4f) -> vec4f {
  let at = shifted(z);
  let inverse = 1.0 / at;
  let square = inverse * inverse;
  let series = log(at) - 0.5 * inverse
    - square * (1.0 / 12.0 - square * (1.0 / 120.0 - square / 252.0));
  var recurrence = vec4f();
  for (var i = 0u; i < 8u; i++) {
    recurrence += 1.0 / (z + f32(i));
  }
  return series - select(vec4f(), recurrence, z < vec4f(GAMMA_SHIFT));
}

/// ψ(z + n) - ψ(z) for n >= 0, term by term as above.
fn digamma_difference(z: vec4f, n: vec4f) -> vec4f {
  let high = z + n;
  let far = log1p(n / z) + 0.5 * n / (z * high)
    + n * (z + high) / (12.0 * z * z * high * high);
  // Past 64 the next term is below 1e-9.
  return select(digamma(high) - digamma(z), far, z >= vec4f(64.0));
}
