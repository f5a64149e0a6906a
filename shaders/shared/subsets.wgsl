// Subsets of the modalities of an example, bit by bit; 0 stands for all that are there.

/// True if a subset holds none but modalities that are there.
/// @param once false if the subset of all that are there counts however it is named
fn subset_counts(subset: u32, there: u32, once: bool) -> bool {
  let lies_within = (subset & ~there) == 0u;
  let again = once & (subset == there);
  return (subset == 0u) | (lies_within & !again);
}
