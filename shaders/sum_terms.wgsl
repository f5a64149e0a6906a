// sum_terms: a loss term summed over the batch, for every slot of the ring.
//
//   sums[slot] = Σ_row terms[slot, row]
//   terms [RING, M], sums [RING]
//   health [1]: lowered to the first step of the burst whose sum is NaN or infinite
//
// Launch: one workgroup of 64 a ring slot; once a burst, not once a step.
// Numerics: each invocation sums every 64th row, then a fixed tree.

// #import shared/sum64
// #import shared/step
// #import shared/finite

const M: u32 = 128u;
const RING: u32 = 64u;

@group(1) @binding(0) var<storage, read> terms: array<f32>; // [RING, M]
@group(1) @binding(1) var<storage, read_write> sums: array<f32>; // [RING]
@group(1) @binding(2) var<storage, read_write> health: array<atomic<u32>>; // u32 [1]

const TERMS_WIDTH = (M + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn sum_terms(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  var sum = 0.0;
  for (var row = lane; row < M; row += 64u) {
    sum += terms[workgroup.x * TERMS_WIDTH + row];
  }
  let total = sum64(sum, lane);
  if (lane == 0u) {
    sums[workgroup.x] = total;
    // The step scalars are those of the burst's last step, which wrote slot `ring_slot`.
    if (workgroup.x <= step.ring_slot && !all_finite(vec4f(total))) {
      atomicMin(&health[0], step.counter - (step.ring_slot - workgroup.x));
    }
  }
}
