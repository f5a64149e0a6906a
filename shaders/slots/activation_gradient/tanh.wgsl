// activation_gradient: dy/dx = 1 - y²

@group(1) @binding(0) var<storage, read> activated: array<vec4f>; // [M, K]

fn activation_gradient(index: u32) -> vec4f {
  let y = activated[index];
  return 1.0 - y * y;
}
