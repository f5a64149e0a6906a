// likelihood: Laplace with a known scale b; the outputs are medians m. In nats.
//
//   -log p(x | m) = |x - m| / b + log 2b,  gradient sign(m - x) / b, 0 at m = x

const SCALE: f32 = 1.0;

fn likelihood_loss(row: u32, column4: u32, outputs: vec4f, x: vec4f) -> vec4f {
  return abs(x - outputs) / SCALE + log(2.0 * SCALE);
}

fn likelihood_gradient(row: u32, column4: u32, outputs: vec4f, x: vec4f) -> vec4f {
  return sign(outputs - x) / SCALE;
}
