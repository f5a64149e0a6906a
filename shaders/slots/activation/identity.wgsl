// activation: y = x

fn activate(value: vec4f) -> vec4f {
  return value;
}
