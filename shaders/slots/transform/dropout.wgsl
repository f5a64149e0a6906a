// transform: inverted dropout, 0 with probability RATE and else x / (1 - RATE), so that the mean
// stays x; drawn again at every step.
// Source: Srivastava, Hinton, Krizhevsky, Sutskever & Salakhutdinov, "Dropout: a simple way to
// prevent neural networks from overfitting", 2014.

// #import shared/uniform

const STREAM: u32 = 0u; // different for training and evaluation
const RATE: f32 = 0.5;

fn transform(value: vec4f, row: u32, column4: u32) -> vec4f {
  return select(value / (1.0 - RATE), vec4f(), uniform4(STREAM, row, column4, K) < vec4f(RATE));
}
