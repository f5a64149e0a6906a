// The numbers of an example's flows: FLOWS times SIZE of them, one flow after the other, in the kernel's
// `parameters`. A flow changes a row of L values.

// #import shared/columns

const L: u32 = 20u;
const FLOWS: u32 = 4u;

const L4 = (L + 7u) / 8u * 2u;
const USED4 = (L + 3u) / 4u; // vec4s that hold values

/// Four of the L numbers from `first` on; zero past the last.
fn four(first: u32, column4: u32) -> vec4f {
  let at = vec4u(first) + min(vec4u(4u * column4) + vec4u(0u, 1u, 2u, 3u), vec4u(L - 1u));
  let value = vec4f(parameters[at.x], parameters[at.y], parameters[at.z], parameters[at.w]);
  return keep_columns(value, column4, L);
}
