// expert_subsets: the experts of each subset of an example's modalities, and how much the losses of the
// subset count.
//
//   members[row * SUBSETS + s, e] = 1 if modality e is there and in subset s, else 0
//   counts[row * SUBSETS + s, e] = weight if modality e is there (and in the subset if OWN), else 0
//   counts[row * SUBSETS + s, MODALITIES] = weight,
//   with weight = SUBSETS (/ the number of subsets that count, if MEAN) if subset s counts, else 0: the mean
//   over an example's subsets is the sum (or the mean) over those that count
//   present [M, MODALITIES], above THERE if a modality is there; subsets [SUBSETS], bit e for modality e
//
// With JOINT another expert, the last one, stands for all modalities together where none is missing.
// Launch: one invocation per subset of a row.

// #import shared/subsets

const M: u32 = 128u;
const MODALITIES: u32 = 2u;
const SUBSETS: u32 = 3u;
const EXPERTS: u32 = 2u;
const JOINT: bool = false;
const MEAN: bool = false;
const OWN: bool = false;
const ONCE: bool = false; // a subset of all that are there counts where it is named 0 alone

@group(1) @binding(0) var<storage, read> present: array<f32>; // [M, MODALITIES]
@group(1) @binding(1) var<storage, read> subsets: array<u32>; // u32 [SUBSETS]
@group(1) @binding(2) var<storage, read_write> members: array<f32>; // [M*SUBSETS, EXPERTS]
@group(1) @binding(3) var<storage, read_write> counts: array<f32>; // [M*SUBSETS, MODALITIES+1]

const PRESENT_WIDTH = (MODALITIES + 7u) / 8u * 8u;
const MEMBERS_WIDTH = (EXPERTS + 7u) / 8u * 8u;
const COUNTS_WIDTH = (MODALITIES + 8u) / 8u * 8u;
const THERE = 0.002; // below 1 / 255, a byte of 1 as a share

@compute @workgroup_size(64)
fn expert_subsets(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= M * SUBSETS) {
    return;
  }
  let row = id.x / SUBSETS;
  var there = 0u;
  for (var e = 0u; e < MODALITIES; e++) {
    there |= u32(present[row * PRESENT_WIDTH + e] > THERE) << e;
  }
  var counted = 0u;
  for (var s = 0u; s < SUBSETS; s++) {
    counted += u32(subset_counts(subsets[s], there, ONCE));
  }
  let subset = subsets[id.x % SUBSETS];
  let shared_by = select(1.0, f32(max(counted, 1u)), MEAN);
  let weight = select(0.0, f32(SUBSETS) / shared_by, subset_counts(subset, there, ONCE));
  let chosen = select(subset & there, there, subset == 0u);
  let whole = JOINT & (there == (1u << MODALITIES) - 1u);
  for (var e = 0u; e < MODALITIES; e++) {
    let is_member = ((chosen >> e) & 1u) == 1u;
    let is_there = ((there >> e) & 1u) == 1u;
    members[id.x * MEMBERS_WIDTH + e] = select(0.0, 1.0, is_member & !whole);
    counts[id.x * COUNTS_WIDTH + e] = select(0.0, weight, select(is_there, is_member, OWN));
  }
  if (JOINT) {
    members[id.x * MEMBERS_WIDTH + MODALITIES] = select(0.0, 1.0, whole);
  }
  counts[id.x * COUNTS_WIDTH + MODALITIES] = weight;
}
