// sum_terms: a loss term summed over the batch, for every slot of the ring that the burst used.
//
//   sums[slot] = Σ_part Σ_row terms[slot, part, row] / SAMPLES
//   terms [RING, PARTS, M], with SAMPLES rows an example; sums [RING]
//   health [1]: lowered to the first step of the burst whose sum is NaN or infinite
//
// Launch: one workgroup of 64 per ring slot; once per burst, not once per step.
// Numerics: each invocation sums every 64th value, then a fixed tree.

// #import shared/sum64
// #import shared/step
// #import shared/finite

const M: u32 = 128u;
const PARTS: u32 = 1u;
const RING: u32 = 32u;
const SAMPLES: u32 = 1u;

@group(1) @binding(0) var<storage, read> terms: array<f32>; // [RING, PARTS, M]
@group(1) @binding(1) var<storage, read_write> sums: array<f32>; // [RING]
@group(1) @binding(2) var<storage, read_write> health: array<atomic<u32>>; // u32 [1]

// Rows are padded with zeros.
const SLOT_WIDTH = PARTS * ((M + 7u) / 8u * 8u);

@compute @workgroup_size(64)
fn sum_terms(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  // The step scalars are those of the burst's last step, which wrote slot `ring_slot`.
  if (workgroup.x > step.ring_slot) {
    return;
  }
  var sum = 0.0;
  for (var turn = 0u; turn < (SLOT_WIDTH + 63u) / 64u; turn++) {
    let i = 64u * turn + lane;
    if (i < SLOT_WIDTH) {
      sum += terms[workgroup.x * SLOT_WIDTH + i];
    }
  }
  let total = sum64(sum, lane) / f32(SAMPLES);
  if (lane == 0u) {
    sums[workgroup.x] = total;
    if (!all_finite(vec4f(total))) {
      atomicMin(&health[0], step.counter - (step.ring_slot - workgroup.x));
    }
  }
}
