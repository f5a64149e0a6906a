// clip: scales gradients so that their total norm is at most a given one; clip_scale computes the
// scale.

@group(1) @binding(0) var<storage, read> scale: array<f32>; // [1]

fn clip_norm(g: vec4f) -> vec4f {
  return scale[0] * g;
}
