// term_weight: a loss term that another operation weighs, row by row: its gradient.

@group(1) @binding(0) var<storage, read> dterms: array<f32>; // [_]

/// Zero for rows past the row count, as whoever made the gradient left them.
fn term_weight(row: u32) -> f32 {
  return dterms[row];
}
