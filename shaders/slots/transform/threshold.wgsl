// transform: static binarisation, 1 where x >= 1/2, else 0.

fn transform(value: vec4f, row: u32, column4: u32) -> vec4f {
  return select(vec4f(), vec4f(1.0), value >= vec4f(0.5));
}
