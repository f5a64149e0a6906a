// optimizer: stochastic gradient descent, with optional momentum or Nesterov momentum.
//
//   m ← momentum m + g;  w ← w - step_size d
//   d = g without momentum, g + momentum m with Nesterov's, m otherwise
//
// Source: torch.optim.SGD with dampening 0. PyTorch initialises m with the first gradient; starting
// from zero gives the same.

// #import shared/optimizer
// #import shared/l2_penalty

const MOMENTUM: f32 = 0.0;
const NESTEROV: bool = false;

const KEEPS_M = MOMENTUM != 0.0;
const KEEPS_V = false;

fn optimizer_step(before: OptimizerState, gradient: vec4f) -> OptimizerState {
  let g = penalized(gradient, before.w);
  let m = MOMENTUM * before.m + g;
  let direction = select(m, g + MOMENTUM * m, NESTEROV);
  return OptimizerState(before.w - step_size() * direction, m, before.v);
}
