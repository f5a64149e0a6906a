// The step scalars: everything that changes from one training step to the next.
//
// The host uploads one record a step for a whole burst and binds the right one by
// dynamic offset, so a burst needs a single upload and no object creation.

struct Step {
  row_count: u32,              // valid rows of this batch; rows past it count for nothing
  first_row: u32,              // position of the batch's first row in the row index
  ring_slot: u32,              // row of the loss ring that this step writes
  counter: u32,                // random counter, unique within (seed, stream)
  data_counter: u32,           // the same for what draws on the data: equal where steps share a batch
  data_row: u32,               // place of the batch's first row among those that draw together
  seed: u32,
  noise_scale: f32,            // standard deviation of samples of the prior: the temperature
  optimizers: array<vec4f, 4>, // step scalars of the optimizer, by parameter group: shared/optimizer_scalars
  loss_weights: array<vec4f, 4>, // weight of each loss term in each update, by place
  targets: array<vec4f, 2>,    // target of each loss term that has one, by place
}

@group(0) @binding(0) var<uniform> step: Step;
