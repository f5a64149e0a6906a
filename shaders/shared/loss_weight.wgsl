// The weight of a loss term in the differentiated sum: a step scalar, which serves beta, its
// annealing and the weights of adversarial losses alike. With several rows per example, the loss is
// their mean.

// #import shared/samples

const TERM: u32 = 0u; // index of the loss term

/// Zero for rows past the row count: they add exactly zero to any gradient.
fn loss_weight(row: u32) -> f32 {
  let weight = step.loss_weights[TERM / 4u][TERM % 4u] / f32(SAMPLES);
  return select(0.0, weight, row_counts(row));
}
