// Tests for NaN and infinity by their exponent bits: WGSL may assume that neither occurs,
// so comparisons and built-in functions must not be trusted to find them.

fn all_finite(values: vec4f) -> bool {
  let exponents = bitcast<vec4u>(values) & vec4u(0x7f800000u);
  return all(exponents != vec4u(0x7f800000u));
}
