// likelihood: Gaussian with a known standard deviation; the outputs are means. In nats.
//
//   -log p(x | mu) = ½ ((x - mu) / sigma)² + log sigma + ½ log 2π,  gradient (mu - x) / sigma²

const SIGMA: f32 = 1.0;

fn likelihood_loss(row: u32, column4: u32, outputs: vec4f, x: vec4f) -> vec4f {
  let deviation = (x - outputs) / SIGMA;
  return 0.5 * deviation * deviation + (log(SIGMA) + 0.9189385332046727);
}

fn likelihood_gradient(row: u32, column4: u32, outputs: vec4f, x: vec4f) -> vec4f {
  return (outputs - x) / (SIGMA * SIGMA);
}
