// Weight decay as a penalty WEIGHT_DECAY / 2 · |w|² in the loss: its gradient is added to that of
// the loss, as in torch.optim's Adam, SGD and RMSprop.

const WEIGHT_DECAY: f32 = 0.0;

fn penalized(g: vec4f, w: vec4f) -> vec4f {
  if (WEIGHT_DECAY == 0.0) {
    return g;
  }
  return g + WEIGHT_DECAY * w;
}
