// activation_gradient: dy/dx = 1 where y > 0, else 0.01 (also at the kink, as in PyTorch)

@group(1) @binding(0) var<storage, read> activated: array<vec4f>; // [M, K]

fn activation_gradient(index: u32) -> vec4f {
  return select(vec4f(0.01), vec4f(1.0), activated[index] > vec4f());
}
