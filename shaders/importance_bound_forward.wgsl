// importance_bound_forward: the importance-weighted bound of each example, as a loss in nats, and
// the share of each sample in it.
//
//   cost = reconstruction + kl of a sample = -log w,  bound = -log (1 / DRAWS Σ_s w_s)
//   shares[DRAWS row + s] = w_s / Σ w
//   with ELBO_SHARE e: bound = (1 - e) bound + e mean cost, shares = (1 - e) shares + e / DRAWS
//   reconstruction and kl [RING, 1, M*DRAWS], bound [RING, 1, M], shares [M*DRAWS];
//   both zero past the row count.
//   An example has SAMPLES rows, each a bound of its own.
//
// Sources: Burda et al., "Importance weighted autoencoders", 2015, equations 8 and 13; Rainforth et
// al., "Tighter variational bounds are not necessarily better", 2018, equations 8 (several bounds) and
// 9 (a share of the evidence lower bound).
// Launch: one invocation per row.
// Numerics: relative to the smallest cost, so that nothing overflows.

// #import shared/samples

const M: u32 = 128u;
const DRAWS: u32 = 8u;
const RING: u32 = 32u;
const ELBO_SHARE: f32 = 0.0;

@group(1) @binding(0) var<storage, read_write> bound: array<f32>; // [RING, 1, M]
@group(1) @binding(1) var<storage, read> reconstruction: array<f32>; // [RING, 1, M*DRAWS]
@group(1) @binding(2) var<storage, read> kl: array<f32>; // [RING, 1, M*DRAWS]
@group(1) @binding(3) var<storage, read_write> shares: array<f32>; // [M*DRAWS]

const ROWS_WIDTH = (M * DRAWS + 7u) / 8u * 8u;
const BOUND_WIDTH = (M + 7u) / 8u * 8u;

/// A value of the importance-weighted bound, and of the evidence lower bound by its share.
fn mixed(weighted: f32, elbo: f32) -> f32 {
  if (ELBO_SHARE == 0.0) {
    return weighted;
  }
  return (1.0 - ELBO_SHARE) * weighted + ELBO_SHARE * elbo;
}

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
  var mean = 0.0;
  for (var s = 0u; s < DRAWS; s++) {
    let cost = reconstruction[first + s] + kl[first + s];
    sum += exp(least - cost);
    mean += cost / f32(DRAWS);
  }
  let counts = row_counts(row);
  for (var s = 0u; s < DRAWS; s++) {
    let share = exp(least - (reconstruction[first + s] + kl[first + s])) / sum;
    shares[DRAWS * row + s] = select(0.0, mixed(share, 1.0 / f32(DRAWS)), counts);
  }
  let value = mixed(least - log(sum / f32(DRAWS)), mean);
  bound[slot * BOUND_WIDTH + row] = select(0.0, value, counts);
}
