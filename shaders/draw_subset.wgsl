// draw_subset: the experts of a subset of an example's modalities that is drawn from those that count, all with
// the same probability.
//
//   members[row * DRAWS + d, e] = 1 if modality e is there and in the drawn subset, else 0,
//   by one draw of the row (slot uniform); 0 everywhere if no subset counts
//   present [M, MODALITIES], above THERE if a modality is there; subsets [SUBSETS], bit e for modality e
//
// Launch: one invocation per draw.

// #import shared/subsets
// #slot uniform: counter

const M: u32 = 128u;
const MODALITIES: u32 = 2u;
const SUBSETS: u32 = 3u;
const DRAWS: u32 = 1u;
const K: u32 = 1u; // uniform numbers of a row

@group(1) @binding(0) var<storage, read> present: array<f32>; // [M, MODALITIES]
@group(1) @binding(1) var<storage, read> subsets: array<u32>; // u32 [SUBSETS]
@group(1) @binding(2) var<storage, read_write> members: array<f32>; // [M*DRAWS, MODALITIES]

const WIDTH = (MODALITIES + 7u) / 8u * 8u;
const THERE = 0.002; // below 1 / 255, a byte of 1 as a share

@compute @workgroup_size(64)
fn draw_subset(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= M * DRAWS) {
    return;
  }
  let row = id.x / DRAWS;
  var there = 0u;
  for (var e = 0u; e < MODALITIES; e++) {
    there |= u32(present[row * WIDTH + e] > THERE) << e;
  }
  var counted = 0u;
  for (var s = 0u; s < SUBSETS; s++) {
    counted += u32(subset_counts(subsets[s], there, false));
  }
  let wanted = u32(f32(counted) * uniform_noise4(id.x, 0u).x);
  var passed = 0u;
  var chosen = 0u;
  for (var s = 0u; s < SUBSETS; s++) {
    let is_counted = subset_counts(subsets[s], there, false);
    let takes = is_counted & (passed <= wanted);
    chosen = select(chosen, select(subsets[s], there, subsets[s] == 0u), takes);
    passed += u32(is_counted);
  }
  for (var e = 0u; e < MODALITIES; e++) {
    members[id.x * WIDTH + e] = f32((chosen >> e) & 1u);
  }
}
