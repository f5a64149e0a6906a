// log(sinh(l / 2) / (l / 2)) and its derivative, the log normaliser of exp(-l (½ - x)) on [0, 1].
//
//   |l| / 2 + log((1 - exp(-|l|)) / |l|),  derivative ½ coth(l / 2) - 1 / l
//
// Near l = 0, where both forms are 0/0, the Taylor series are used; the first omitted terms are
// below 1e-8 of the sum.

const SERIES_RADIUS = 1.0;

/// An even function.
fn log_sinhc(l: vec4f) -> vec4f {
  let size = max(abs(l), vec4f(SERIES_RADIUS));
  let closed = 0.5 * size + log((1.0 - exp(-size)) / size);
  let q = l * l;
  let series = q / 24.0 * (1.0 - q * (1.0 / 120.0 - q * (1.0 / 7560.0 - q / 403200.0)));
  return select(closed, series, abs(l) < vec4f(SERIES_RADIUS));
}

/// Its derivative, an odd function.
fn log_sinhc_gradient(l: vec4f) -> vec4f {
  let size = max(abs(l), vec4f(SERIES_RADIUS));
  let small = exp(-size);
  let closed = sign(l) * (0.5 * (1.0 + small) / (1.0 - small) - 1.0 / size);
  let q = l * l;
  let series = l / 12.0 * (1.0 - q * (1.0 / 60.0 - q * (1.0 / 2520.0 - q / 100800.0)));
  return select(closed, series, abs(l) < vec4f(SERIES_RADIUS));
}
