// term_weight: one weight per row, the gradient from another operation on the loss term.

@group(1) @binding(0) var<storage, read> dterms: array<f32>; // [_]

/// Zero for rows past the row count, since their gradient is zero.
fn term_weight(row: u32) -> f32 {
  return dterms[row];
}
