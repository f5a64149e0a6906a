// gru_step_backward: one step back through a gated recurrent unit, of all rows.
//
//   with g = the gradient of the state after the step, its own and that of the steps after; r, z, n, a = gates, h = the
//   state before:
//   dz = g (h - n) z (1 - z), dn = g (1 - z) (1 - n²), dr = dn a r (1 - r)
//   dinputs = dr, dz, dn and dsums = dr, dz, r dn of each unit; dstates before += g z
//   weight [3*H, H], gates [M*LENGTH, 4*H], states, dstates [M*LENGTH+M, H], dinputs [M*LENGTH, 3*H], dsums
//   [M*LENGTH+M, 3*H], zero at the last place; added to dinputs when ACCUMULATE_INPUTS
//
// Launch: tiles of dstates at one place, as defined by the slot product.
// Numerics: f32; sums over the gates of all units in ascending order, four at a time.

// #import shared/recurrent_step_backward
// #slot product: direct_8x8

const ACCUMULATE_INPUTS: bool = false;

@group(1) @binding(0) var<storage, read> weight: array<vec4f>; // [3*H, H]
@group(1) @binding(1) var<storage, read> at: array<u32>; // u32 [1]
@group(1) @binding(2) var<storage, read> gates: array<vec4f>; // [M*LENGTH, 4*H]
@group(1) @binding(3) var<storage, read> states: array<vec4f>; // [M*LENGTH+M, H]
@group(1) @binding(4) var<storage, read_write> dstates: array<vec4f>; // [M*LENGTH+M, H]
@group(1) @binding(5) var<storage, read_write> dinputs: array<vec4f>; // [M*LENGTH, 3*H]
@group(1) @binding(6) var<storage, read_write> dsums: array<vec4f>; // [M*LENGTH+M, 3*H]

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
  let shut = 1.0 - gate[1];
  let dz = gradient * (states[state] - gate[2]) * gate[1] * shut;
  let dn = gradient * shut * (1.0 - gate[2] * gate[2]);
  let dr = dn * gate[3] * gate[0] * (1.0 - gate[0]);
  dstates[state] = gradient * gate[1] + select(vec4f(), dstates[state], vec4<bool>(GIVEN));
  var of_inputs = interleaved(dr, dz, dn);
  var of_sums = interleaved(dr, dz, dn * gate[0]);
  for (var i = 0u; i < 3u; i++) {
    let column4 = 3u * unit4 + i;
    if (column4 < SUMS4) {
      let index = now * SUMS4 + column4;
      dinputs[index] = of_inputs[i] + select(vec4f(), dinputs[index], vec4<bool>(ACCUMULATE_INPUTS));
      dsums[(after - 1u) * SUMS4 + column4] = of_sums[i];
      if (FIRST) {
        dsums[after * SUMS4 + column4] = vec4f();
      }
    }
  }
}

/// Three gates of four units, unit by unit.
fn interleaved(r: vec4f, z: vec4f, n: vec4f) -> array<vec4f, 3> {
  return array<vec4f, 3>(
    vec4f(r.x, z.x, n.x, r.y), vec4f(z.y, n.y, r.z, z.z), vec4f(n.z, r.w, z.w, n.w),
  );
}

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn gru_step_backward(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  product(workgroup.xy, lane);
}
