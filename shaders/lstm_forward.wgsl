// lstm_forward: all steps of long short-term memory in one dispatch; one step is lstm_step_forward.
//
//   weight [4*H, H], bias [4*H], inputs [M*LENGTH, 4*H], states and cells [M*LENGTH+M, H] whose first places are given,
//   gates [M*LENGTH, 4*H]
//
// Launch: one workgroup per four rows, whose states it keeps in workgroup memory; an invocation computes whole units.
// Numerics: f32; sums over H in ascending order, four at a time.

// #import shared/recurrent_sequence
// #slot valid: all

const REVERSED: bool = false;

@group(1) @binding(0) var<storage, read> weight: array<vec4f>; // [4*H, H]
@group(1) @binding(1) var<storage, read> bias: array<vec4f>; // [4*H]
@group(1) @binding(2) var<storage, read> inputs: array<vec4f>; // [M*LENGTH, 4*H]
@group(1) @binding(3) var<storage, read_write> states: array<f32>; // [M*LENGTH+M, H]
@group(1) @binding(4) var<storage, read_write> cells: array<f32>; // [M*LENGTH+M, H]
@group(1) @binding(5) var<storage, read_write> gates: array<vec4f>; // [M*LENGTH, 4*H]

/// States of four rows by unit, before the step and after it in turn. What is past H stays zero.
var<workgroup> shown: array<vec4f, 2u * H8>;

@compute @workgroup_size(128)
fn lstm_forward(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let rows = rows_of(workgroup.x);
  var kept: array<vec4f, TURNS>;
  for (var turn = 0u; turn < TURNS; turn++) {
    let unit = lane + turn * LANES;
    if (unit < H) {
      let at = rows * PLACES * H8 + unit;
      shown[unit] = vec4f(states[at.x], states[at.y], states[at.z], states[at.w]);
      kept[turn] = vec4f(cells[at.x], cells[at.y], cells[at.z], cells[at.w]);
    }
  }
  workgroupBarrier();
  for (var now = 0u; now < LENGTH; now++) {
    let before = (now & 1u) * H8;
    let time = select(now, LENGTH - 1u - now, REVERSED);
    let valid = vec4<bool>(
      is_valid(rows.x, time), is_valid(rows.y, time), is_valid(rows.z, time), is_valid(rows.w, time),
    );
    for (var turn = 0u; turn < TURNS; turn++) {
      let unit = lane + turn * LANES;
      if (unit < H) {
        let first = 4u * unit;
        var i_sum = vec4f();
        var f_sum = vec4f();
        var g_sum = vec4f();
        var o_sum = vec4f();
        for (var i = 0u; i < H4; i++) {
          let from = before + 4u * i;
          let h = mat4x4f(shown[from], shown[from + 1u], shown[from + 2u], shown[from + 3u]);
          i_sum += h * weight[first * H4 + i];
          f_sum += h * weight[(first + 1u) * H4 + i];
          g_sum += h * weight[(first + 2u) * H4 + i];
          o_sum += h * weight[(first + 3u) * H4 + i];
        }
        let x = (rows * LENGTH + now) * GATES4 + unit;
        let added = transpose(mat4x4f(inputs[x.x], inputs[x.y], inputs[x.z], inputs[x.w]));
        let shift = bias[unit];
        let i_gate = sigmoid4(i_sum + added[0] + shift.x);
        let f_gate = sigmoid4(f_sum + added[1] + shift.y);
        let g_gate = tanh4(g_sum + added[2] + shift.z);
        let o_gate = sigmoid4(o_sum + added[3] + shift.w);
        let cell = select(kept[turn], f_gate * kept[turn] + i_gate * g_gate, valid);
        kept[turn] = cell;
        let after = select(shown[before + unit], o_gate * tanh4(cell), valid);
        shown[H8 - before + unit] = after;
        let of_rows = transpose(mat4x4f(
          select(vec4f(), i_gate, valid), select(vec4f(1.0), f_gate, valid),
          select(vec4f(), g_gate, valid), select(vec4f(-1.0), o_gate, valid),
        ));
        for (var i = 0u; i < 4u; i++) {
          let row = 4u * workgroup.x + i;
          if (row < M) {
            gates[(row * LENGTH + now) * GATES4 + unit] = of_rows[i];
            states[(row * PLACES + now + 1u) * H8 + unit] = after[i];
            cells[(row * PLACES + now + 1u) * H8 + unit] = cell[i];
          }
        }
      }
    }
    workgroupBarrier();
  }
}
