// The step scalars of one parameter group's optimizer. Groups may have different optimizers,
// learning rates and counts of steps.

// #import shared/step

const GROUP: u32 = 0u; // index of the group in its store

/// The learning rate; for Adam divided by 1 - beta1^t.
fn step_size() -> f32 {
  return step.optimizers[GROUP].x;
}

/// For Adam: sqrt(1 - beta2^t).
fn bias_correction2_sqrt() -> f32 {
  return step.optimizers[GROUP].y;
}

/// For AdamW: learning rate · weight decay.
fn decay() -> f32 {
  return step.optimizers[GROUP].z;
}
