// valid: the first steps of each sequence, as many as its length says.

@group(1) @binding(0) var<storage, read> lengths: array<u32>; // u32 [M, 1]

/// True if a step of a sequence is no padding.
fn is_valid(row: u32, time: u32) -> bool {
  return time < lengths[8u * row];
}
