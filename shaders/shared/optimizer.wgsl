// What every optimizer is given and gives: four parameters with their state.
//
//   w parameters, m momentum or first moment, v second moment or square average
//
// An optimizer is a file of slots/optimizer: `optimizer_step`, and `KEEPS_M` and `KEEPS_V`, which
// say what of the state it uses; nothing else of it is written.

// #import shared/finite

/// Gradients are clamped to ± this, as torch.nn.utils.clip_grad_value_ does; 0 is off.
const CLIP_VALUE: f32 = 0.0;

struct OptimizerState {
  w: vec4f,
  m: vec4f,
  v: vec4f,
}

fn clip_value(g: vec4f) -> vec4f {
  if (CLIP_VALUE == 0.0) {
    return g;
  }
  return clamp(g, vec4f(-CLIP_VALUE), vec4f(CLIP_VALUE));
}

/// Takes the gradient as it came: clipping would hide its infinities. A finite gradient's square
/// may overflow: then v stays infinite, and w never changes again. An m that overflows takes w along.
fn optimizer_finite(after: OptimizerState, g: vec4f) -> bool {
  return all_finite(g) && all_finite(after.v) && all_finite(after.w);
}
