// lstm_backward: all steps back through long short-term memory in one dispatch; one step is lstm_step_backward.
//
//   weight [4*H, H], gates [M*LENGTH, 4*H], cells, dstates, dcells [M*LENGTH+M, H], dinputs [M*LENGTH, 4*H], dsums
//   [M*LENGTH+M, 4*H], zero at the last place; added to dinputs when ACCUMULATE_INPUTS
//   dstates, dcells: gradients of states and cells when GIVEN, GIVEN_CELLS; their first places become the gradients of
//   the initial ones when LAST
//
// Launch: one workgroup per four rows. It keeps the gradients of all gates of a step in workgroup memory, and each
// invocation those of the states of its units in registers.
// Numerics: f32; sums over the gates of all units in ascending order.

// #import shared/recurrent_sequence

const LAST: bool = false;
const GIVEN: bool = true;
const GIVEN_CELLS: bool = true;
const ACCUMULATE_INPUTS: bool = false;

@group(1) @binding(0) var<storage, read> weight: array<f32>; // [4*H, H]
@group(1) @binding(1) var<storage, read> gates: array<vec4f>; // [M*LENGTH, 4*H]
@group(1) @binding(2) var<storage, read> cells: array<f32>; // [M*LENGTH+M, H]
@group(1) @binding(3) var<storage, read_write> dstates: array<f32>; // [M*LENGTH+M, H]
@group(1) @binding(4) var<storage, read_write> dcells: array<f32>; // [M*LENGTH+M, H]
@group(1) @binding(5) var<storage, read_write> dinputs: array<vec4f>; // [M*LENGTH, 4*H]
@group(1) @binding(6) var<storage, read_write> dsums: array<vec4f>; // [M*LENGTH+M, 4*H]

/// The gradients of a step's gates, of four rows: one gate of all units after another, so that neighbours write to
/// different banks.
var<workgroup> changes: array<vec4f, 4u * H8>;

@compute @workgroup_size(128)
fn lstm_backward(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let rows = rows_of(workgroup.x);
  var gradients: array<vec4f, TURNS>;
  var cell_gradients: array<vec4f, TURNS>;
  for (var n = 0u; n < LENGTH; n++) {
    let now = LENGTH - 1u - n;
    for (var turn = 0u; turn < TURNS; turn++) {
      let unit = lane + turn * LANES;
      if (unit < H) {
        let after = (rows * PLACES + now + 1u) * H8 + unit;
        let own = vec4f(dstates[after.x], dstates[after.y], dstates[after.z], dstates[after.w]);
        let gradient = gradients[turn] + select(vec4f(), own, vec4<bool>(GIVEN));
        let at = (rows * LENGTH + now) * GATES4 + unit;
        let gate = transpose(mat4x4f(gates[at.x], gates[at.y], gates[at.z], gates[at.w]));
        let before = after - H8;
        let c = vec4f(cells[before.x], cells[before.y], cells[before.z], cells[before.w]);
        let t = tanh4(vec4f(cells[after.x], cells[after.y], cells[after.z], cells[after.w]));
        let of_cell = vec4f(dcells[after.x], dcells[after.y], dcells[after.z], dcells[after.w]);
        let passed = cell_gradients[turn] + select(vec4f(), of_cell, vec4<bool>(GIVEN_CELLS));
        let o = max(gate[3], vec4f());
        let dc = passed + gradient * o * (1.0 - t * t);
        let di = dc * gate[2] * gate[0] * (1.0 - gate[0]);
        let df = dc * c * gate[1] * (1.0 - gate[1]);
        let dg = dc * gate[0] * (1.0 - gate[2] * gate[2]);
        let d_o = gradient * t * o * (1.0 - o);
        gradients[turn] = select(vec4f(), gradient, gate[3] < vec4f(-0.5));
        cell_gradients[turn] = dc * gate[1];
        changes[unit] = di;
        changes[H8 + unit] = df;
        changes[2u * H8 + unit] = dg;
        changes[3u * H8 + unit] = d_o;
        let of_rows = transpose(mat4x4f(di, df, dg, d_o));
        for (var i = 0u; i < 4u; i++) {
          let row = 4u * workgroup.x + i;
          if (row < M) {
            let index = (row * LENGTH + now) * GATES4 + unit;
            dinputs[index] = of_rows[i] + select(vec4f(), dinputs[index], vec4<bool>(ACCUMULATE_INPUTS));
            dsums[(row * PLACES + now) * GATES4 + unit] = of_rows[i];
          }
        }
      }
    }
    workgroupBarrier();
    for (var turn = 0u; turn < TURNS; turn++) {
      let unit = min(lane + turn * LANES, H - 1u);
      var sums = vec4f();
      for (var i = 0u; i < H; i++) {
        let first = 4u * i * H8 + unit;
        sums += changes[i] * weight[first];
        sums += changes[H8 + i] * weight[first + H8];
        sums += changes[2u * H8 + i] * weight[first + 2u * H8];
        sums += changes[3u * H8 + i] * weight[first + 3u * H8];
      }
      gradients[turn] += sums;
    }
    workgroupBarrier();
  }
  for (var turn = 0u; turn < TURNS; turn++) {
    let unit = lane + turn * LANES;
    if (unit < H) {
      for (var i = 0u; i < 4u; i++) {
        let row = 4u * workgroup.x + i;
        if (row < M) {
          dsums[(row * PLACES + LENGTH) * GATES4 + unit] = vec4f();
          if (LAST) {
            let first = row * PLACES * H8 + unit;
            dstates[first] = gradients[turn][i] + select(0.0, dstates[first], GIVEN);
            dcells[first] = cell_gradients[turn][i] + select(0.0, dcells[first], GIVEN_CELLS);
          }
        }
      }
    }
  }
}
