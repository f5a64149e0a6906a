// importance_bound_forward: the importance-weighted bound of each example, as a loss in nats, and
// the share of each sample in it.
//
//   cost = reconstruction + kl of a sample = -log w,  bound = -log (1 / DRAWS Σ_s w_s)
//   shares[DRAWS row + s] = w_s / Σ w
//   reconstruction and kl [RING, 1, M*DRAWS], bound [RING, 1, M], shares [M*DRAWS];
//   both zero past the row count
//
// Source: Burda et al., "Importance weighted autoencoders", 2015, equations 8 and 13.
// Launch: one invocation per example.
// Numerics: relative to the smallest cost, so that nothing overflows.

// #import shared/step

const M: u32 = 128u;
const DRAWS: u32 = 8u;
const RING: u32 = 32u;

@group(1) @binding(0) var<storage, read_write> bound: array<f32>; // [RING, 1, M]
@group(1) @binding(1) var<storage, read> reconstruction: array<f32>; // [RING, 1, M*DRAWS]
@group(1) @binding(2) var<storage, read> kl: array<f32>; // [RING, 1, M*DRAWS]
@group(1) @binding(3) var<storage, read_write> shares: array<f32>; // [M*DRAWS]

const ROWS_WIDTH = (M * DRAWS + 7u) / 8u * 8u;
const BOUND_WIDTH = (M + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn importance_bound_forward(@builtin(global_invocation_id) id: vec3u) {
  let row = id.x;
  if (row >= M) {
    return;
  }
  let slot = step.ring_slot % RING;
  let first = slot * ROWS_WIDTH + DRAWS * row;
  var least = 3.4e38;
  for (var s = 0u; s < DRAWS; s++) {
    least = min(least, reconstruction[first + s] + kl[first + s]);
  }
  var sum = 0.0;
  for (var s = 0u; s < DRAWS; s++) {
    sum += exp(least - (reconstruction[first + s] + kl[first + s]));
  }
  let counts = row < step.row_count;
  for (var s = 0u; s < DRAWS; s++) {
    let share = exp(least - (reconstruction[first + s] + kl[first + s])) / sum;
    shares[DRAWS * row + s] = select(0.0, share, counts);
  }
  bound[slot * BOUND_WIDTH + row] = select(0.0, least - log(sum / f32(DRAWS)), counts);
}
