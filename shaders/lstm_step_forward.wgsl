// lstm_step_forward: one step of long short-term memory, of all rows.
//
//   with x = inputs of the step, h and c = state and cell before it, a = x + weight h + bias:
//   i = σ(a_i), f = σ(a_f), g = tanh(a_g), o = σ(a_o), cell after = f c + i g, state after = o tanh(cell after)
//   weight [4*H, H], bias [4*H], inputs [M*LENGTH, 4*H] with the gates i, f, g, o of each unit, states and cells
//   [M*LENGTH+M, H], gates [M*LENGTH, 4*H] = i, f, g, o of each unit; at [1] the step
//
// A padded step (slot valid) has i = g = 0, f = 1 and o = -1, which no sigmoid gives: state and cell stay.
// Launch: tiles of units times four, as defined by the slot product.
// Numerics: f32; sums over H in ascending order, four at a time.
// Source: Hochreiter & Schmidhuber, "Long short-term memory", 1997, with the forget gate of Gers et al., 2000.

// #import shared/recurrent_step_forward
// #slot valid: all
// #slot product: direct_8x8

const REVERSED: bool = false;

@group(1) @binding(0) var<storage, read> weight: array<vec4f>; // [4*H, H]
@group(1) @binding(1) var<storage, read> bias: array<vec4f>; // [4*H]
@group(1) @binding(2) var<storage, read> inputs: array<vec4f>; // [M*LENGTH, 4*H]
@group(1) @binding(3) var<storage, read> at: array<u32>; // u32 [1]
@group(1) @binding(4) var<storage, read_write> states: array<f32>; // [M*LENGTH+M, H]
@group(1) @binding(5) var<storage, read_write> cells: array<f32>; // [M*LENGTH+M, H]
@group(1) @binding(6) var<storage, read_write> gates: array<vec4f>; // [M*LENGTH, 4*H]

/// @param sums of the gates, by row
fn advance(row: u32, unit: u32, sums: mat4x4f) {
  let now = at[0];
  let rows = rows_from(row);
  let valid = valid_rows(rows, select(now, LENGTH - 1u - now, REVERSED));
  let index = (rows * LENGTH + now) * GATES4 + unit;
  let own = bias[unit];
  let of_gates = transpose(mat4x4f(
    inputs[index.x] + sums[0] + own, inputs[index.y] + sums[1] + own,
    inputs[index.z] + sums[2] + own, inputs[index.w] + sums[3] + own,
  ));
  let i_gate = select(vec4f(), sigmoid4(of_gates[0]), valid);
  let f_gate = select(vec4f(1.0), sigmoid4(of_gates[1]), valid);
  let g_gate = select(vec4f(), tanh4(of_gates[2]), valid);
  let o_gate = select(vec4f(-1.0), sigmoid4(of_gates[3]), valid);
  let state = (rows * PLACES + now) * 4u * H4 + unit;
  let cell_before = vec4f(cells[state.x], cells[state.y], cells[state.z], cells[state.w]);
  let before = vec4f(states[state.x], states[state.y], states[state.z], states[state.w]);
  let cell = f_gate * cell_before + i_gate * g_gate;
  let after = select(before, o_gate * tanh4(cell), valid);
  let of_rows = transpose(mat4x4f(i_gate, f_gate, g_gate, o_gate));
  for (var i = 0u; i < 4u; i++) {
    if (row + i < M) {
      let place = ((row + i) * PLACES + now + 1u) * 4u * H4 + unit;
      gates[((row + i) * LENGTH + now) * GATES4 + unit] = of_rows[i];
      cells[place] = cell[i];
      states[place] = after[i];
    }
  }
}

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn lstm_step_forward(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  product(workgroup.xy, lane);
}
