// A planar flow: y = z + û tanh(w · z + b), with û = u + (softplus(w · u) - 1 - w · u) w / |w|², so that
// û · w = softplus(w · u) - 1 > -1 and the flow is invertible. Its numbers are u | w | b.
//
//   det ∂y/∂z = 1 + û · w (1 - t²) = t² + softplus(w · u) (1 - t²), t = tanh(w · z + b)
//
// Source: Rezende & Mohamed, "Variational inference with normalizing flows", 2015, appendix A.1.

// #import shared/flow_row
// #import shared/log1p

const LEAST = 1e-12; // of |w|², which divides

const SIZE = 2u * L + 1u;
const PARAMETERS_WIDTH = (FLOWS * SIZE + 7u) / 8u * 8u;

/// The numbers that a flow computes from u and w alone.
struct Direction {
  soft: f32, // softplus(w · u)
  share: f32, // of w in û
}

/// `along`: w · u, `square`: |w|²
fn direction(along: f32, square: f32) -> Direction {
  let soft = softplus(vec4f(along)).x;
  return Direction(soft, (soft - 1.0 - along) / max(square, LEAST));
}

/// tanh of w · z + b
fn bend(inner: f32) -> f32 {
  return tanh(clamp(inner, -10.0, 10.0));
}

fn determinant(soft: f32, bent: f32) -> f32 {
  return bent * bent + soft * (1.0 - bent * bent);
}
