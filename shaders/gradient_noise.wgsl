// gradient_noise: what makes a sum of clipped gradients private.
//
//   gradient = SCALE · (gradient + noise_scale · n),  n standard normal
//   gradient [N, K], in place; padding stays zero
//   n: 16 of each block of ChaCha20, by the key and (place of the block, step, PLACE of the parameter)
//
// Launch: one invocation per block, which takes four vec4, in one dimension.
// Numerics: Box-Muller. u keeps the precision of small numbers, so that |n| reaches 6.76: tails that
// end sooner would show.

// #import shared/chacha20
// #import shared/columns
// #import shared/linear
// #import shared/step

const N: u32 = 400u;
const K: u32 = 784u;
const PLACE: u32 = 0u;
const SCALE: f32 = 1.0;

@group(1) @binding(0) var<storage, read> key: array<vec4u>; // u32 [8]
@group(1) @binding(1) var<storage, read_write> gradient: array<vec4f>; // [N, K]

const K4 = (K + 7u) / 8u * 2u;
const SIZE4 = N * K4;

fn normals(bits: vec4u) -> vec4f {
  let u = vec2f(bits.xz) * 0x1p-32 + 0x1p-33;
  let radius = sqrt(max(vec2f(), -2.0 * log(u)));
  let angle = 6.283185307179586 * ((vec2f(bits.yw >> vec2u(9u)) + 0.5) * 0x1p-23 - 0.5);
  let x = radius * cos(angle);
  let y = radius * sin(angle);
  return vec4f(x.x, y.x, x.y, y.y);
}

fn add_noise(index: u32, bits: vec4u) {
  if (index >= SIZE4) {
    return;
  }
  let sum = gradient[index] + step.noise_scale * normals(bits);
  gradient[index] = keep_columns(SCALE * sum, index % K4, K);
}

@compute @workgroup_size(64)
fn gradient_noise(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  let place = linear_index(id, workgroups, 64u);
  if (4u * place >= SIZE4) {
    return;
  }
  let block = chacha20(key[0], key[1], vec4u(place, step.counter, PLACE, 0u));
  add_noise(4u * place, block.a);
  add_noise(4u * place + 1u, block.b);
  add_noise(4u * place + 2u, block.c);
  add_noise(4u * place + 3u, block.d);
}
