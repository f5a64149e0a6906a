// Several samples of z per example: their rows are adjacent.

// #import shared/step

const SAMPLES: u32 = 1u; // rows of one example

/// True if a row belongs to an example of the batch.
fn row_counts(row: u32) -> bool {
  return row / SAMPLES < step.row_count;
}
