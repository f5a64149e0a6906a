// activation_gradient: dy/dx = σ + x σ (1 - σ), σ = sigmoid(x), from the preactivation: SiLU is not
// monotonic, so its output does not determine x.
//
// Numerics: σ (1 - σ) = e / (1 + e)² with e = exp(-|x|). Subtracting σ from 1 would leave a
// rounding error, which x would enlarge.

@group(1) @binding(0) var<storage, read> preactivation: array<vec4f>; // [M, K]

fn activation_gradient(index: u32) -> vec4f {
  let x = preactivation[index];
  let e = exp(-abs(x));
  let share = 1.0 / (1.0 + e);
  return share * (select(e, vec4f(1.0), x >= vec4f()) + x * e * share);
}
