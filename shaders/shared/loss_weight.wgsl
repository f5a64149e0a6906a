// The weight of a loss term in the differentiated sum: a step scalar, so that beta,
// its annealing and the weights of an adversarial pair are all the same thing. Of several
// rows an example, the loss is the mean.

// #import shared/samples

const TERM: u32 = 0u; // number of the loss term

/// Zero for rows past the row count: they add exactly nothing to any gradient.
fn loss_weight(row: u32) -> f32 {
  let weight = step.loss_weights[TERM / 4u][TERM % 4u] / f32(SAMPLES);
  return select(0.0, weight, row_counts(row));
}
