// activation: y = log(1 + exp(x)) = max(x, 0) + log(1 + e), e = exp(-|x|), finite for any x.
//
// Numerics: log(1 + e) = 2 artanh(s) with s = e / (2 + e) of at most 1/3, as its Taylor series.
// WGSL bounds only the absolute error of log near 1, and 1 + e would lose the digits of a small e.
// The first omitted term is below 2e-8 of the sum.

fn activate(value: vec4f) -> vec4f {
  let e = exp(-abs(value));
  let s = e / (2.0 + e);
  let q = s * s;
  let series = 1.0 + q * (1.0 / 3.0 + q * (1.0 / 5.0 + q * (1.0 / 7.0 + q * (1.0 / 9.0 +
    q * (1.0 / 11.0 + q * (1.0 / 13.0))))));
  return max(value, vec4f()) + 2.0 * s * series;
}
