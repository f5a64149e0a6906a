// gru_step_forward: one step of a gated recurrent unit, of all rows.
//
//   with x = inputs of the step, h = the state before it, a = weight h + bias:
//   r = σ(x_r + a_r), z = σ(x_z + a_z), n = tanh(x_n + r a_n), state after = (1 - z) n + z h
//   weight [3*H, H], bias [3*H], inputs [M*LENGTH, 3*H] with the gates r, z, n of each unit, states
//   [M*LENGTH+M, H], gates [M*LENGTH, 4*H] = r, z, n, a_n of each unit; at [1] the step
//
// A padded step (slot valid) has z = 1 and r = n = a_n = 0, so that the state stays and no gradient reaches its gates.
// Launch: tiles of units times four, as defined by the slot product.
// Numerics: f32; sums over H in ascending order, four at a time.
// Source: Cho et al., "Learning phrase representations using RNN encoder-decoder", 2014, with the reset
// after the product, as in torch.nn.GRU.

// #import shared/recurrent_step_forward
// #slot valid: all
// #slot product: direct_8x8

const REVERSED: bool = false;

@group(1) @binding(0) var<storage, read> weight: array<vec4f>; // [3*H, H]
@group(1) @binding(1) var<storage, read> bias: array<f32>; // [3*H]
@group(1) @binding(2) var<storage, read> inputs: array<f32>; // [M*LENGTH, 3*H]
@group(1) @binding(3) var<storage, read> at: array<u32>; // u32 [1]
@group(1) @binding(4) var<storage, read_write> states: array<f32>; // [M*LENGTH+M, H]
@group(1) @binding(5) var<storage, read_write> gates: array<vec4f>; // [M*LENGTH, 4*H]

fn four_inputs(index: vec4u) -> vec4f {
  return vec4f(inputs[index.x], inputs[index.y], inputs[index.z], inputs[index.w]);
}

/// @param sums of the gates, by row
fn advance(row: u32, unit: u32, sums: mat4x4f) {
  let now = at[0];
  let rows = rows_from(row);
  let valid = valid_rows(rows, select(now, LENGTH - 1u - now, REVERSED));
  let of_gates = transpose(sums);
  let x = (rows * LENGTH + now) * SUMS_WIDTH + 3u * unit;
  let r = sigmoid4(four_inputs(x) + (of_gates[0] + bias[3u * unit]));
  let z = sigmoid4(four_inputs(x + 1u) + (of_gates[1] + bias[3u * unit + 1u]));
  let a = of_gates[2] + bias[3u * unit + 2u];
  let n = tanh4(four_inputs(x + 2u) + r * a);
  let state = (rows * PLACES + now) * 4u * H4 + unit;
  let before = vec4f(states[state.x], states[state.y], states[state.z], states[state.w]);
  let after = select(before, (1.0 - z) * n + z * before, valid);
  let of_rows = transpose(mat4x4f(
    select(vec4f(), r, valid), select(vec4f(1.0), z, valid),
    select(vec4f(), n, valid), select(vec4f(), a, valid),
  ));
  for (var i = 0u; i < 4u; i++) {
    if (row + i < M) {
      gates[((row + i) * LENGTH + now) * GATES4 + unit] = of_rows[i];
      states[((row + i) * PLACES + now + 1u) * 4u * H4 + unit] = after[i];
    }
  }
}

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn gru_step_forward(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  product(workgroup.xy, lane);
}
