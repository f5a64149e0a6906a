// activation: y = tanh(x). Past 10 the result is 1 in f32; the clamp keeps
// implementations that expand tanh into exponentials from overflowing.

fn activate(value: vec4f) -> vec4f {
  return tanh(clamp(value, vec4f(-10.0), vec4f(10.0)));
}
