// The gradient of the three parts of the KL of a sample with respect to log q(z_l | x_n).
//
//   gradient = a [the sample is of n] + b joint + c single
//   a, b and c are the weights of log q(z | x), log q(z) and Σ_l log q(z_l) in the loss;
//   joint and single are the shares of posterior n in q(z) and in q(z_l)

// #import shared/samples

const TERM_MUTUAL: u32 = 0u; // indices of the terms among the loss weights
const TERM_TOTAL: u32 = 1u;
const TERM_DIMENSIONS: u32 = 2u;

/// The weight of a term of an example that counts. With several samples the loss is their mean.
fn weight_of(term: u32) -> f32 {
  return step.loss_weights[term / 4u][term % 4u] / f32(SAMPLES);
}

fn pair_gradient(own: bool, joint: f32, single: f32) -> f32 {
  let mutual = weight_of(TERM_MUTUAL);
  let total = weight_of(TERM_TOTAL);
  let shares = (total - mutual) * joint + (weight_of(TERM_DIMENSIONS) - total) * single;
  return select(0.0, mutual, own) + shares;
}
