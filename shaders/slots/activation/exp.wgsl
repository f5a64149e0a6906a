// activation: y = exp(x), a positive mean from its logarithm; for outputs only. x is clamped so
// that the result and its reciprocal stay finite.

fn activate(value: vec4f) -> vec4f {
  return exp(clamp(value, vec4f(-80.0), vec4f(80.0)));
}
