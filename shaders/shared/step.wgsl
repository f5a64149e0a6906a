// The step scalars: everything that changes from one training step to the next.
//
// The host uploads one record a step for a whole burst and binds the right one by
// dynamic offset, so a burst needs a single upload and no object creation.

struct Step {
  row_count: u32,              // valid rows of this batch; rows past it are ignored
  first_row: u32,              // position of the batch's first row in the row index
  ring_slot: u32,              // row of the loss ring that this step writes
  counter: u32,                // random counter, unique within (seed, stream)
  data_counter: u32,           // random counter for draws on the data: equal for steps that share a batch
  data_row: u32,               // index of the batch's first row within the rows that share a data counter
  seed: u32,
  noise_scale: f32,            // standard deviation of samples of the prior: the temperature
  optimizers: array<vec4f, 4>, // step scalars of the optimizer, by parameter group: shared/optimizer_scalars
  loss_weights: array<vec4f, 4>, // weight of each loss term in each update, by index
  targets: array<vec4f, 2>,    // targets of loss terms that have one, by index
}

@group(0) @binding(0) var<uniform> step: Step;
