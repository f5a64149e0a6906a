// gradient_noise: what makes a layer's sums of clipped gradients private.
//
//   dweight = SCALE · (dweight + noise_scale · n), and dbias likewise;  n standard normal
//   dweight [N, K], dbias [B], in place; padding stays zero
//   n: 16 of each block of ChaCha20, by the key and (place of the block, step, PLACE of the layer, USE);
//   data_counter is the step, and counts on where early stopping takes steps back
//
// Launch: one invocation per block, which takes four vec4, in one dimension: those of dweight, then
// those of dbias.
// Numerics: Box-Muller. u keeps the precision of small numbers, so that |n| reaches 6.76: tails that
// end sooner would show.

// #import shared/chacha20
// #import shared/columns
// #import shared/linear
// #import shared/step

const N: u32 = 400u;
const K: u32 = 784u;
const B: u32 = 400u;
const PLACE: u32 = 0u;
const SCALE: f32 = 1.0;

@group(1) @binding(0) var<storage, read> key: array<vec4u>; // u32 [8]
@group(1) @binding(1) var<storage, read_write> dweight: array<vec4f>; // [N, K]
@group(1) @binding(2) var<storage, read_write> dbias: array<vec4f>; // [B]

// SECRET_USES.gradients of src/random/secret.ts
const USE = 0u;

const K4 = (K + 7u) / 8u * 2u;
const B4 = (B + 7u) / 8u * 2u;
const WEIGHT4 = N * K4;
const WEIGHT_BLOCKS = (WEIGHT4 + 3u) / 4u;

struct Normals {
  a: vec4f,
  b: vec4f,
}

/// Of two vec4 at once: functions of a whole vec4 cost a CPU what those of half of one do.
fn normals(a: vec4u, b: vec4u) -> Normals {
  let u = vec4f(vec4u(a.xz, b.xz)) * 0x1p-32 + 0x1p-33;
  let radius = sqrt(max(vec4f(), -2.0 * log(u)));
  let turns = (vec4f(vec4u(a.yw, b.yw) >> vec4u(9u)) + 0.5) * 0x1p-23 - 0.5;
  let angle = 6.283185307179586 * turns;
  let x = radius * cos(angle);
  let y = radius * sin(angle);
  return Normals(vec4f(x.x, y.x, x.y, y.y), vec4f(x.z, y.z, x.w, y.w));
}

fn noisy(sum: vec4f, normal: vec4f) -> vec4f {
  return SCALE * (sum + step.noise_scale * normal);
}

fn add_to_weight(index: u32, normal: vec4f) {
  if (index < WEIGHT4) {
    dweight[index] = keep_columns(noisy(dweight[index], normal), index % K4, K);
  }
}

fn add_to_bias(index: u32, normal: vec4f) {
  if (index < B4) {
    dbias[index] = keep_columns(noisy(dbias[index], normal), index, B);
  }
}

@compute @workgroup_size(64)
fn gradient_noise(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  let place = linear_index(id, workgroups, 64u);
  if (place >= WEIGHT_BLOCKS + (B4 + 3u) / 4u) {
    return;
  }
  let block = chacha20(key[0], key[1], vec4u(place, step.data_counter, PLACE, USE));
  let first = normals(block.a, block.b);
  let second = normals(block.c, block.d);
  if (place < WEIGHT_BLOCKS) {
    add_to_weight(4u * place, first.a);
    add_to_weight(4u * place + 1u, first.b);
    add_to_weight(4u * place + 2u, second.a);
    add_to_weight(4u * place + 3u, second.b);
  } else {
    let start = 4u * (place - WEIGHT_BLOCKS);
    add_to_bias(start, first.a);
    add_to_bias(start + 1u, first.b);
    add_to_bias(start + 2u, second.a);
    add_to_bias(start + 3u, second.b);
  }
}
