// The vectors of a chain of Householder flows, in the order in which they reflect.

// #import shared/flow_row

const REVERSED: bool = false;

const LEAST = 1e-12; // of |v|², which divides
const PARAMETERS_WIDTH = (FLOWS * L + 7u) / 8u * 8u;

/// Where the vector of an example's n-th reflection begins.
fn first_of(example: u32, n: u32) -> u32 {
  return example * PARAMETERS_WIDTH + L * select(n, FLOWS - 1u - n, REVERSED);
}
