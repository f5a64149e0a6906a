// A radial flow: y = z + (p - α) / (α + r) (z - c), r = |z - c|, with α = softplus(a) and p = softplus(b),
// so that it is invertible. Its numbers are c | a | b.
//
//   det ∂y/∂z = ((r + p) / (α + r))^(L - 1) (r² + 2 α r + p α) / (α + r)²
//
// Source: Rezende & Mohamed, "Variational inference with normalizing flows", 2015, appendix A.2.

// #import shared/flow_row
// #import shared/log1p

const SIZE = L + 2u;
const PARAMETERS_WIDTH = (FLOWS * SIZE + 7u) / 8u * 8u;

/// α and p of a flow whose numbers begin at `first`.
fn strengths(first: u32) -> vec2f {
  return softplus(vec4f(parameters[first + L], parameters[first + L + 1u], 0.0, 0.0)).xy;
}

/// The rest of the determinant's numerator: r² + 2 α r + p α
fn numerator(r: f32, alpha: f32, p: f32) -> f32 {
  return r * (r + 2.0 * alpha) + p * alpha;
}
