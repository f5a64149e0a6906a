// exp(x) - 1 without cancellation near 0: within ±0.5 the Taylor series is summed; its first
// omitted term is below 2e-8 of the result.

fn expm1(x: vec4f) -> vec4f {
  let series = x * (1.0 + x / 2.0 * (1.0 + x / 3.0 * (1.0 + x / 4.0 * (1.0 + x / 5.0 *
    (1.0 + x / 6.0 * (1.0 + x / 7.0 * (1.0 + x / 8.0)))))));
  return select(exp(x) - 1.0, series, abs(x) < vec4f(0.5));
}
