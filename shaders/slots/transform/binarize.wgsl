// transform: dynamic binarisation, 1 with probability x, else 0, drawn again at every step. Exact
// at the ends: 0 stays 0, 1 stays 1.
// Source: Salakhutdinov & Murray, "On the quantitative analysis of deep belief networks", 2008.

// #import shared/uniform

const STREAM: u32 = 0u; // different for training and evaluation

fn transform(value: vec4f, row: u32, column4: u32) -> vec4f {
  return select(vec4f(), vec4f(1.0), uniform4(STREAM, row, column4, K) < value);
}
