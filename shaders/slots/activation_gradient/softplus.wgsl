// activation_gradient: dy/dx = sigmoid(x) = 1 - exp(-y)

// #import shared/expm1

@group(1) @binding(0) var<storage, read> activated: array<vec4f>; // [M, K]

fn activation_gradient(index: u32) -> vec4f {
  return -expm1(-activated[index]);
}
