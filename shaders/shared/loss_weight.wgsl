// The weight of a loss term in the differentiated sum: a step scalar, so that beta,
// its annealing and the weights of an adversarial pair are all the same thing.

// #import shared/step

const TERM: u32 = 0u; // number of the loss term

/// Zero for rows past the row count: they add exactly nothing to any gradient.
fn loss_weight(row: u32) -> f32 {
  return select(0.0, step.loss_weights[TERM / 4u][TERM % 4u], row < step.row_count);
}
