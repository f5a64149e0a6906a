// activation_gradient: dy/dx = 1 where y > 0, else y + 1, which is exp(x)

@group(1) @binding(0) var<storage, read> activated: array<vec4f>; // [M, K]

fn activation_gradient(index: u32) -> vec4f {
  return min(activated[index] + 1.0, vec4f(1.0));
}
