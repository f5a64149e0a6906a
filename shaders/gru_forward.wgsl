// gru_forward: all steps of a gated recurrent unit in one dispatch; one step is gru_step_forward.
//
//   weight [3*H, H], bias [3*H], inputs [M*LENGTH, 3*H], states [M*LENGTH+M, H] whose first place is given, gates
//   [M*LENGTH, 4*H]
//
// Launch: one workgroup per four rows, whose states it keeps in workgroup memory; an invocation computes whole units.
// Numerics: f32; sums over H in ascending order, four at a time.

// #import shared/recurrent_sequence
// #slot valid: all

const REVERSED: bool = false;

@group(1) @binding(0) var<storage, read> weight: array<vec4f>; // [3*H, H]
@group(1) @binding(1) var<storage, read> bias: array<f32>; // [3*H]
@group(1) @binding(2) var<storage, read> inputs: array<f32>; // [M*LENGTH, 3*H]
@group(1) @binding(3) var<storage, read_write> states: array<f32>; // [M*LENGTH+M, H]
@group(1) @binding(4) var<storage, read_write> gates: array<vec4f>; // [M*LENGTH, 4*H]

/// States of four rows by unit, before the step and after it in turn. What is past H stays zero.
var<workgroup> shown: array<vec4f, 2u * H8>;

@compute @workgroup_size(128)
fn gru_forward(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let rows = rows_of(workgroup.x);
  for (var turn = 0u; turn < TURNS; turn++) {
    let unit = lane + turn * LANES;
    if (unit < H) {
      let at = rows * PLACES * H8 + unit;
      shown[unit] = vec4f(states[at.x], states[at.y], states[at.z], states[at.w]);
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
        let first = 3u * unit;
        var r = vec4f();
        var z = vec4f();
        var a = vec4f();
        for (var i = 0u; i < H4; i++) {
          let from = before + 4u * i;
          let h = mat4x4f(shown[from], shown[from + 1u], shown[from + 2u], shown[from + 3u]);
          r += h * weight[first * H4 + i];
          z += h * weight[(first + 1u) * H4 + i];
          a += h * weight[(first + 2u) * H4 + i];
        }
        a += bias[first + 2u];
        let x = (rows * LENGTH + now) * SUMS_WIDTH + first;
        r = sigmoid4(r + bias[first] + vec4f(inputs[x.x], inputs[x.y], inputs[x.z], inputs[x.w]));
        z = sigmoid4(z + bias[first + 1u] +
          vec4f(inputs[x.x + 1u], inputs[x.y + 1u], inputs[x.z + 1u], inputs[x.w + 1u]));
        let n = tanh4(r * a +
          vec4f(inputs[x.x + 2u], inputs[x.y + 2u], inputs[x.z + 2u], inputs[x.w + 2u]));
        let own = shown[before + unit];
        let after = select(own, (1.0 - z) * n + z * own, valid);
        shown[H8 - before + unit] = after;
        let of_rows = transpose(mat4x4f(
          select(vec4f(), r, valid), select(vec4f(1.0), z, valid),
          select(vec4f(), n, valid), select(vec4f(), a, valid),
        ));
        for (var i = 0u; i < 4u; i++) {
          let row = 4u * workgroup.x + i;
          if (row < M) {
            gates[(row * LENGTH + now) * GATES4 + unit] = of_rows[i];
            states[(row * PLACES + now + 1u) * H8 + unit] = after[i];
          }
        }
      }
    }
    workgroupBarrier();
  }
}
