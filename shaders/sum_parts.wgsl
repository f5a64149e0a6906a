// sum_parts: the gradients of a layer's weights and bias from their parts.
//
//   dweight = Σ_part parts[part, 0 ..],  dbias = Σ_part parts[part, past the weights ..]
//   parts [PARTS, SIZE], dweight [ROWS, WIDTH], dbias [_]; added to what is there
//   when ACCUMULATE_…
//
// Launch: one invocation per vec4.
// Numerics: f32; parts in ascending order.

// #import shared/parts

const ACCUMULATE_WEIGHT: bool = false;
const ACCUMULATE_BIAS: bool = false;
const ROWS: u32 = 32u;
const WIDTH: u32 = 16u;

@group(1) @binding(0) var<storage, read> parts: array<vec4f>; // [PARTS, SIZE]
@group(1) @binding(1) var<storage, read_write> dweight: array<vec4f>; // [ROWS, WIDTH]
@group(1) @binding(2) var<storage, read_write> dbias: array<vec4f>; // [_]

const FIRST4 = (ROWS + 7u) / 8u * ((WIDTH + 7u) / 8u) * 16u;

fn part_load(i: u32) -> vec4f {
  return parts[i];
}

@compute @workgroup_size(64)
fn sum_parts(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= SIZE / 4u) {
    return;
  }
  let sum = parts_sum(i);
  if (i < FIRST4) {
    dweight[i] = select(sum, dweight[i] + sum, ACCUMULATE_WEIGHT);
  } else {
    let at = i - FIRST4;
    dbias[at] = select(sum, dbias[at] + sum, ACCUMULATE_BIAS);
  }
}
