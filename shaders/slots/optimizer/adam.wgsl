// optimizer: Adam with weight decay as an L2 penalty; the formula is in shared/adam.

// #import shared/adam
// #import shared/l2_penalty

const KEEPS_M = true;
const KEEPS_V = true;

fn optimizer_step(before: OptimizerState, g: vec4f) -> OptimizerState {
  return adam_step(before, penalized(g, before.w));
}
