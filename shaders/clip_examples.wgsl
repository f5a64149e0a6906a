// clip_examples: limits the gradient of each example to the norm CLIP, as the gradient of a layer's outputs.
//
//   dy = min(1, CLIP / √squares) · dy, row by row; 0 if squares is NaN or infinite
//   dy [M, N], in place; squares [M]: of the gradient with respect to all parameters
//
// Launch: one invocation per vec4; x along N / 4, y along M.
// Numerics: f32. An example counts as nothing if its gradient is not finite: it must not show.

// #import shared/finite

const M: u32 = 128u;
const N: u32 = 400u;
const CLIP: f32 = 1.0;

@group(1) @binding(0) var<storage, read> squares: array<f32>; // [M]
@group(1) @binding(1) var<storage, read_write> dy: array<vec4f>; // [M, N]

const N4 = (N + 7u) / 8u * 2u;

@compute @workgroup_size(64, 1)
fn clip_examples(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= N4 || id.y >= M) {
    return;
  }
  let square = squares[id.y];
  let index = id.y * N4 + id.x;
  let norm = sqrt(square);
  let scale = select(1.0, CLIP / norm, norm > CLIP);
  dy[index] = select(vec4f(), scale * dy[index], all_finite(vec4f(square)));
}
