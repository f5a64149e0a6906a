// clip_scale: the factor that limits the norm of gradients to CLIP_NORM.
//
//   scale = min(1, CLIP_NORM / (norm + 1e-6)),  norm² = Σ squares
//   squares [PARTS], scale [1]
//   health [1]: lowered to this step if the norm is NaN or infinite; an infinite one would make
//   zeros of finite gradients, and the step would pass for a good one
//
// Source: torch.nn.utils.clip_grad_norm_, 1e-6 included.
// Launch: one workgroup of 64.
// Numerics: each invocation sums every 64th part, then a fixed tree: the same bits every time.

// #import shared/sum64
// #import shared/step
// #import shared/finite

const PARTS: u32 = 256u;
const CLIP_NORM: f32 = 1.0;

@group(1) @binding(0) var<storage, read> squares: array<f32>; // [PARTS]
@group(1) @binding(1) var<storage, read_write> scale: array<f32>; // [1]
@group(1) @binding(2) var<storage, read_write> health: array<atomic<u32>>; // u32 [1]

@compute @workgroup_size(64)
fn clip_scale(@builtin(local_invocation_index) lane: u32) {
  var sum = 0.0;
  for (var i = lane; i < PARTS; i += 64u) {
    sum += squares[i];
  }
  let total = sum64(sum, lane);
  if (lane == 0u) {
    scale[0] = min(1.0, CLIP_NORM / (sqrt(total) + 1e-6));
    if (!all_finite(vec4f(total))) {
      atomicMin(&health[0], step.counter);
    }
  }
}
