// The step scalars of one parameter group's optimizer. Groups may have different optimizers,
// learning rates and counts of steps.

// #import shared/step

const GROUP: u32 = 0u; // number of the group in its store

/// The learning rate; of Adam divided by 1 - beta1^t.
fn step_size() -> f32 {
  return step.optimizers[GROUP].x;
}

/// Of Adam: sqrt(1 - beta2^t).
fn bias_correction2_sqrt() -> f32 {
  return step.optimizers[GROUP].y;
}

/// Of AdamW: learning rate · weight decay.
fn decay() -> f32 {
  return step.optimizers[GROUP].z;
}
