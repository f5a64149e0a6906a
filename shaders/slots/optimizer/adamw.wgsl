// optimizer: AdamW, which is Adam with weight decay separate from the gradient.
//
//   w ← w - decay w,  decay = learning rate · weight decay;  then as shared/adam
//
// Source: Loshchilov & Hutter, "Decoupled weight decay regularization", 2017, as torch.optim.AdamW.
// w (1 - decay) would round 1 - decay, a systematic error in every step.

// #import shared/adam

const KEEPS_M = true;
const KEEPS_V = true;

fn optimizer_step(before: OptimizerState, g: vec4f) -> OptimizerState {
  let decayed = before.w - decay() * before.w;
  return adam_step(OptimizerState(decayed, before.m, before.v), g);
}
