// term_weight: a step scalar, the same for every row.

// #import shared/loss_weight

/// Zero for rows past the row count.
fn term_weight(row: u32) -> f32 {
  return loss_weight(row);
}
