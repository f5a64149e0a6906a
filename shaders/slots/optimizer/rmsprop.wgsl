// optimizer: RMSprop, with momentum.
//
//   v ← alpha v + (1 - alpha) g²,  m ← momentum m + g / (sqrt(v) + epsilon)
//   w ← w - step_size m
//
// Source: Hinton, "Neural networks for machine learning", lecture 6e, 2012, as
// torch.optim.RMSprop, not centered, with epsilon outside the square root.

// #import shared/optimizer
// #import shared/l2_penalty

const ALPHA: f32 = 0.99;
const ONE_MINUS_ALPHA: f32 = 0.01;
const EPSILON: f32 = 1e-8;
const MOMENTUM: f32 = 0.0;

const KEEPS_M = MOMENTUM != 0.0;
const KEEPS_V = true;

fn optimizer_step(before: OptimizerState, gradient: vec4f) -> OptimizerState {
  let g = penalized(gradient, before.w);
  let v = ALPHA * before.v + ONE_MINUS_ALPHA * g * g;
  let m = MOMENTUM * before.m + g / (sqrt(v) + EPSILON);
  return OptimizerState(before.w - step_size() * m, m, v);
}
