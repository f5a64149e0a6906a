// The density of samples under the aggregate posterior q(z), estimated from the posteriors of a
// batch: q(z) ≈ Σ_n weight(n) q(z | x_n), in one dimension or in all.
//
//   weighted:   weight = 1 / (DATA_ROWS · batch)
//   stratified: 1 / DATA_ROWS for the posterior that the sample is of, (DATA_ROWS - b) / (DATA_ROWS b)
//               for the next one of the batch, 1 / b for each other; b = batch - 1
//
// Source: Chen et al., "Isolating sources of disentanglement in variational autoencoders", 2018,
// appendix C.

// #import shared/samples

const DATA_ROWS: f32 = 1.0;
const STRATIFIED: bool = false;

/// Log of the weight of a posterior in the density of a sample.
fn log_weight(row: u32, n: u32) -> f32 {
  let batch = f32(step.row_count);
  let data = max(DATA_ROWS, batch);
  let own = row / SAMPLES;
  let next = select(own + 1u, 0u, own + 1u == step.row_count);
  let others = max(batch - 1.0, 1.0);
  let other = select(1.0 / others, (data - others) / (data * others), n == next);
  let stratified = select(other, 1.0 / data, n == own);
  return log(select(1.0 / (DATA_ROWS * batch), stratified, STRATIFIED));
}

/// Log of the density of N(0, exp(logvar)).
fn log_normal(distance: f32, logvar: f32) -> f32 {
  return -0.5 * (1.8378770664093453 + logvar + distance * distance * exp(-logvar));
}
