// transform: log(1 + x) of counts; 0 where x is below 0.

// #import shared/log1p

fn transform(value: vec4f, row: u32, column4: u32) -> vec4f {
  return log1p(max(value, vec4f()));
}
