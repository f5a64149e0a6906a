// activation_gradient: dy/dx = Φ(x) + x φ(x), from the preactivation: GELU is not monotonic, so its
// output does not determine x.

// #import shared/gaussian

@group(1) @binding(0) var<storage, read> preactivation: array<vec4f>; // [M, K]

fn activation_gradient(index: u32) -> vec4f {
  let x = preactivation[index];
  return gaussian_cdf(x) + x * gaussian_density(x);
}
