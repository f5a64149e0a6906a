// activation: y = 1 / (1 + exp(-x)). The exponent is clamped so that exp stays
// finite; at 80 the result is within 2e-35 of its limit.

fn activate(value: vec4f) -> vec4f {
  return 1.0 / (1.0 + exp(clamp(-value, vec4f(-80.0), vec4f(80.0))));
}
