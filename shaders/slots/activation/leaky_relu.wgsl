// activation: y = x where x > 0, else 0.01 x, with PyTorch's default slope.
// Source: Maas, Hannun & Ng, "Rectifier nonlinearities improve neural network acoustic models", 2013.

fn activate(value: vec4f) -> vec4f {
  return select(0.01 * value, value, value > vec4f());
}
