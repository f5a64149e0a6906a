// A recurrent layer whose workgroups go over all steps of four rows. An invocation computes every LANES-th unit, of
// all four rows at once.

// #import shared/recurrent

const LANES = 128u;
const H8 = (H + 7u) / 8u * 8u;
/// Units that one invocation computes.
const TURNS = (H + LANES - 1u) / LANES;

/// Four rows. Those past the last repeat it, and nothing is written for them.
fn rows_of(workgroup: u32) -> vec4u {
  return min(4u * workgroup + vec4u(0u, 1u, 2u, 3u), vec4u(M - 1u));
}
