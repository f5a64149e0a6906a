// Adam's step, for the optimizers that differ in their weight decay only.
//
//   m ← beta1 m + (1 - beta1) g,  v ← beta2 v + (1 - beta2) g²
//   w ← w - step_size m / (sqrt(v) / bias_correction2_sqrt + epsilon)
//
// Source: Kingma & Ba, "Adam", 2014, arranged as in torch.optim.Adam, with epsilon outside the
// square root. 1 - beta is a separate constant because 1 - 0.999 computed in f32 is off by
// 5e-5.

// #import shared/optimizer

const BETA1: f32 = 0.9;
const ONE_MINUS_BETA1: f32 = 0.1;
const BETA2: f32 = 0.999;
const ONE_MINUS_BETA2: f32 = 0.001;
const EPSILON: f32 = 1e-8;

fn adam_step(before: OptimizerState, g: vec4f) -> OptimizerState {
  let m = BETA1 * before.m + ONE_MINUS_BETA1 * g;
  let v = BETA2 * before.v + ONE_MINUS_BETA2 * g * g;
  let w = before.w - step_size() * m / (sqrt(v) / bias_correction2_sqrt() + EPSILON);
  return OptimizerState(w, m, v);
}
