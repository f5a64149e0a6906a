// activation: y = x where x > 0, else exp(x) - 1 (alpha = 1).
// Source: Clevert, Unterthiner & Hochreiter, "Fast and accurate deep network learning by
// exponential linear units (ELUs)", 2016.

// #import shared/expm1

fn activate(value: vec4f) -> vec4f {
  return select(expm1(min(value, vec4f())), value, value > vec4f());
}
