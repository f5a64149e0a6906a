// A Sylvester flow in the coordinates in which its matrices are triangular: y = z + R tanh(S z + b) for upper
// triangular R and S. Its numbers are a matrix, which holds R above its diagonal, the transpose of S below it and
// r on it, then s | b: tanh of r and s are the diagonals of R and S, so that the flow is invertible.
//
//   det ∂y/∂z = Π_i (1 + (1 - h_i²) tanh(r_i) tanh(s_i)), h = tanh(S z + b)
//
// Source: van den Berg, Hasenclever, Tomczak & Welling, "Sylvester normalizing flows for variational
// inference", 2018.

const L: u32 = 20u;

const Z_WIDTH = (L + 7u) / 8u * 8u;
const SIZE = L * (L + 2u);
const PARAMETERS_WIDTH = (SIZE + 7u) / 8u * 8u;

fn bounded_tanh(x: f32) -> f32 {
  return tanh(clamp(x, -10.0, 10.0));
}

/// Where R_ij lies for j ≥ i, and S_ji for i > j.
fn place(first: u32, i: u32, j: u32) -> u32 {
  return first + i * L + j;
}

/// Where s_i lies. b_i lies L further.
fn place_of_s(first: u32, i: u32) -> u32 {
  return first + L * L + i;
}
