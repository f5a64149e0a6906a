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

fn advance(row: u32, unit: u32, sums: vec4f) {
  let now = at[0];
  let state = (row * PLACES + now) * 4u * H4 + unit;
  let index = (row * LENGTH + now) * GATES4 + unit;
  let a = inputs[index] + sums + bias[unit];
  let open = sigmoid4(a);
  let g = tanh4(vec4f(a.z)).x;
  let valid = is_valid(row, select(now, LENGTH - 1u - now, REVERSED));
  let gate = select(
    vec4f(0.0, 1.0, 0.0, -1.0), vec4f(open.x, open.y, g, open.w), vec4<bool>(valid),
  );
  let cell = gate.y * cells[state] + gate.x * gate.z;
  gates[index] = gate;
  cells[state + 4u * H4] = cell;
  states[state + 4u * H4] = select(states[state], gate.w * tanh4(vec4f(cell)).x, valid);
}

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn lstm_step_forward(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  product(workgroup.xy, lane);
}
