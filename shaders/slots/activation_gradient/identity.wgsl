// activation_gradient: dy/dx = 1

fn activation_gradient(index: u32) -> vec4f {
  return vec4f(1.0);
}
