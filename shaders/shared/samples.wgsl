// Several samples of z an example: their rows follow one another.

// #import shared/step

const SAMPLES: u32 = 1u; // rows of one example

/// Whether a row is of an example of the batch.
fn row_counts(row: u32) -> bool {
  return row / SAMPLES < step.row_count;
}
