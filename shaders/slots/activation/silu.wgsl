// activation: y = x sigmoid(x). The sigmoid is computed from exp(-|x|), which never overflows.
// Source: Elfwing, Uchibe & Doya, "Sigmoid-weighted linear units for neural network function
// approximation in reinforcement learning", 2018.

fn activate(value: vec4f) -> vec4f {
  let e = exp(-abs(value));
  return value * select(e, vec4f(1.0), value >= vec4f()) / (1.0 + e);
}
