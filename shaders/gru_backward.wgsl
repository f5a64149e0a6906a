// gru_backward: all steps back through a gated recurrent unit in one dispatch; one step is gru_step_backward.
//
//   weight [3*H, H], gates [M*LENGTH, 4*H], states, dstates [M*LENGTH+M, H], dinputs [M*LENGTH, 3*H], dsums
//   [M*LENGTH+M, 3*H], zero at the last place; added to dinputs when ACCUMULATE_INPUTS
//   dstates: gradients of the states when GIVEN; its first place becomes the gradient of the initial state when LAST
//
// Launch: one workgroup per four rows. It keeps the gradients of all gates of a step in workgroup memory, and each
// invocation those of the states of its units in registers.
// Numerics: f32; sums over the gates of all units in ascending order.

// #import shared/recurrent_sequence

const LAST: bool = false;
const GIVEN: bool = true;
const ACCUMULATE_INPUTS: bool = false;

@group(1) @binding(0) var<storage, read> weight: array<f32>; // [3*H, H]
@group(1) @binding(1) var<storage, read> gates: array<vec4f>; // [M*LENGTH, 4*H]
@group(1) @binding(2) var<storage, read> states: array<f32>; // [M*LENGTH+M, H]
@group(1) @binding(3) var<storage, read_write> dstates: array<f32>; // [M*LENGTH+M, H]
@group(1) @binding(4) var<storage, read_write> dinputs: array<f32>; // [M*LENGTH, 3*H]
@group(1) @binding(5) var<storage, read_write> dsums: array<f32>; // [M*LENGTH+M, 3*H]

/// The gradients of a step's gates, of four rows.
var<workgroup> changes: array<vec4f, 3u * H8>;

@compute @workgroup_size(128)
fn gru_backward(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let rows = rows_of(workgroup.x);
  var gradients: array<vec4f, TURNS>;
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
        let h = vec4f(
          states[after.x - H8], states[after.y - H8], states[after.z - H8], states[after.w - H8],
        );
        let shut = 1.0 - gate[1];
        let dz = gradient * (h - gate[2]) * gate[1] * shut;
        let dn = gradient * shut * (1.0 - gate[2] * gate[2]);
        let dr = dn * gate[3] * gate[0] * (1.0 - gate[0]);
        let da = dn * gate[0];
        gradients[turn] = gradient * gate[1];
        changes[3u * unit] = dr;
        changes[3u * unit + 1u] = dz;
        changes[3u * unit + 2u] = da;
        let of_rows = transpose(mat4x4f(dr, dz, dn, da));
        for (var i = 0u; i < 4u; i++) {
          let row = 4u * workgroup.x + i;
          if (row < M) {
            let each = of_rows[i];
            let index = (row * LENGTH + now) * SUMS_WIDTH + 3u * unit;
            put(index, each.x);
            put(index + 1u, each.y);
            put(index + 2u, each.z);
            let place = (row * PLACES + now) * SUMS_WIDTH + 3u * unit;
            dsums[place] = each.x;
            dsums[place + 1u] = each.y;
            dsums[place + 2u] = each.w;
          }
        }
      }
    }
    workgroupBarrier();
    for (var turn = 0u; turn < TURNS; turn++) {
      let unit = min(lane + turn * LANES, H - 1u);
      var sums = vec4f();
      for (var i = 0u; i < 3u * H; i++) {
        sums += changes[i] * weight[i * H8 + unit];
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
          let last = (row * PLACES + LENGTH) * SUMS_WIDTH + 3u * unit;
          dsums[last] = 0.0;
          dsums[last + 1u] = 0.0;
          dsums[last + 2u] = 0.0;
          if (LAST) {
            let first = row * PLACES * H8 + unit;
            dstates[first] = gradients[turn][i] + select(0.0, dstates[first], GIVEN);
          }
        }
      }
    }
  }
}

fn put(index: u32, value: f32) {
  dinputs[index] = value + select(0.0, dinputs[index], ACCUMULATE_INPUTS);
}
