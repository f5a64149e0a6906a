// Whole quotients by constants as products with their reciprocals: CPU adapters divide vectors one value at a
// time. Exact for numbers below 2^21: ½ is added, so that the quotient is at least 0.5 / divisor from a whole number,
// and the rounding of reciprocal and product changes it by less.

fn quotient(number: u32, reciprocal: f32) -> u32 {
  return u32(i32((f32(number) + 0.5) * reciprocal));
}

fn quotients(numbers: vec4u, reciprocal: f32) -> vec4u {
  return vec4u(vec4i((vec4f(numbers) + 0.5) * reciprocal));
}
