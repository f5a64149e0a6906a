// lstm_step_backward: one step back through long short-term memory, of all rows.
//
//   with g_h, g_c = the gradients of state and cell after the step, their own and those of the steps after; i, f, g, o
//   = gates, c = the cell before, t = tanh(the cell after), and dc = g_c + g_h o (1 - t²):
//   di = dc g i (1 - i), df = dc c f (1 - f), dg = dc i (1 - g²), do = g_h t o (1 - o)
//   dinputs = dsums = di, df, dg, do of each unit; dcells before += dc f; dstates before += g_h where the step is
//   padded, which o = -1 tells
//   weight [4*H, H], gates [M*LENGTH, 4*H], cells, dcells, dstates [M*LENGTH+M, H], dinputs [M*LENGTH, 4*H], dsums
//   [M*LENGTH+M, 4*H], zero at the last place; added to dinputs when ACCUMULATE_INPUTS
//
// Launch: tiles of dstates at one place, as defined by the slot product.
// Numerics: f32; sums over the gates of all units in ascending order, four at a time.

// #import shared/recurrent_step_backward
// #slot product: direct_8x8

const ACCUMULATE_INPUTS: bool = false;
/// There is a gradient of the cells beside that of the steps after.
const GIVEN_CELLS: bool = true;

@group(1) @binding(0) var<storage, read> weight: array<vec4f>; // [4*H, H]
@group(1) @binding(1) var<storage, read> at: array<u32>; // u32 [1]
@group(1) @binding(2) var<storage, read> gates: array<vec4f>; // [M*LENGTH, 4*H]
@group(1) @binding(3) var<storage, read> cells: array<vec4f>; // [M*LENGTH+M, H]
@group(1) @binding(4) var<storage, read_write> dstates: array<vec4f>; // [M*LENGTH+M, H]
@group(1) @binding(5) var<storage, read_write> dcells: array<vec4f>; // [M*LENGTH+M, H]
@group(1) @binding(6) var<storage, read_write> dinputs: array<vec4f>; // [M*LENGTH, 4*H]
@group(1) @binding(7) var<storage, read_write> dsums: array<vec4f>; // [M*LENGTH+M, 4*H]

fn retreat(row: u32, unit4: u32, sums: vec4f) {
  let after = row * PLACES + at[0];
  let own = dstates[after * H4 + unit4];
  let gradient = sums + select(vec4f(), own, vec4<bool>(GIVEN | !FIRST));
  if (LAST) {
    dstates[after * H4 + unit4] = gradient;
    return;
  }
  let now = at[0] + row * LENGTH - 1u;
  let first = now * GATES4 + 4u * unit4;
  let last = now * GATES4 + GATES4 - 1u;
  let gate = transpose(mat4x4f(
    gates[min(first, last)], gates[min(first + 1u, last)],
    gates[min(first + 2u, last)], gates[min(first + 3u, last)],
  ));
  let state = (after - 1u) * H4 + unit4;
  let o = max(gate[3], vec4f());
  let t = tanh4(cells[after * H4 + unit4]);
  let passed = select(vec4f(), dcells[after * H4 + unit4], vec4<bool>(GIVEN_CELLS | !FIRST));
  let dc = passed + gradient * o * (1.0 - t * t);
  let changes = mat4x4f(
    dc * gate[2] * gate[0] * (1.0 - gate[0]), dc * cells[state] * gate[1] * (1.0 - gate[1]),
    dc * gate[0] * (1.0 - gate[2] * gate[2]), gradient * t * o * (1.0 - o),
  );
  dcells[state] = dc * gate[1] + select(vec4f(), dcells[state], vec4<bool>(GIVEN_CELLS));
  dstates[state] = select(vec4f(), gradient, gate[3] < vec4f(-0.5)) +
    select(vec4f(), dstates[state], vec4<bool>(GIVEN));
  var of_units = transpose(changes);
  for (var i = 0u; i < 4u; i++) {
    let column4 = 4u * unit4 + i;
    if (column4 < SUMS4) {
      let index = now * SUMS4 + column4;
      dinputs[index] = of_units[i] + select(vec4f(), dinputs[index], vec4<bool>(ACCUMULATE_INPUTS));
      dsums[(after - 1u) * SUMS4 + column4] = of_units[i];
      if (FIRST) {
        dsums[after * SUMS4 + column4] = vec4f();
      }
    }
  }
}

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn lstm_step_backward(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  product(workgroup.xy, lane);
}
