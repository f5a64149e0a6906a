// log(1 + u) for u >= 0, to f32's relative error also near 0, where 1 + u loses u.
//
// Within the radius it sums the series of 2 atanh(u / (2 + u)); the first omitted term is below
// 1e-7 of the sum.

const LOG1P_RADIUS = 0.5;

fn log1p(u: vec4f) -> vec4f {
  let near = min(u, vec4f(LOG1P_RADIUS));
  let s = near / (2.0 + near);
  let q = s * s;
  let series = 2.0 * s * (1.0 + q * (1.0 / 3.0 + q * (1.0 / 5.0 + q * (1.0 / 7.0 + q * (1.0 / 9.0 + q / 11.0)))));
  return select(log(1.0 + u), series, u < vec4f(LOG1P_RADIUS));
}

/// log(1 + exp(v)) for any v
fn softplus(v: vec4f) -> vec4f {
  return max(v, vec4f()) + log1p(exp(-abs(v)));
}
