// activation_gradient: dy/dx = y (1 - y)

@group(1) @binding(0) var<storage, read> activated: array<vec4f>; // [M, K]

fn activation_gradient(index: u32) -> vec4f {
  let y = activated[index];
  return y * (1.0 - y);
}
