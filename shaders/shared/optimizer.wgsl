// Input and output of every optimizer: four parameters with their state.
//
//   w parameters, m momentum or first moment, v second moment or square average
//
// An optimizer is a file of slots/optimizer with `optimizer_step`, `KEEPS_M` and `KEEPS_V`. The
// constants tell whether it uses m and v; unused state is not written. Its step scalars are functions of the kernel:
// those of shared/optimizer_scalars, or others of the same names.

// #import shared/finite

/// Gradients are clamped to ± this, like torch.nn.utils.clip_grad_value_; 0 turns it off.
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

/// Checks the gradient before clipping, which would hide infinities. The square of a finite gradient may
/// overflow: then v stays infinite, and w never changes again. An overflow of m makes w infinite too.
fn optimizer_finite(after: OptimizerState, g: vec4f) -> bool {
  return all_finite(g) && all_finite(after.v) && all_finite(after.w);
}
