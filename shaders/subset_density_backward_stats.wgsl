// subset_density_backward_stats: the gradient of -log density of a mixture of an example's Gaussians with respect to
// their moments.
//
//   w = weight of the code (slot term_weight) · shares[r, s],  d = z[r, l] - mu_s[l]
//   dmu_s[l] = -exp(-logvar_s[l]) Σ_r w d,  dlogvar_s[l] = ½ Σ_r w (1 - d² exp(-logvar_s[l])),
//   r over the codes of the example
//   z [M*DRAWS, L], stats and dstats [M*SUBSETS, 2*L] = mu | logvar, shares [M*DRAWS, SUBSETS]; added to dstats when
//   ACCUMULATE
//
// Launch: one invocation per latent dimension of a Gaussian; x along L, y along the Gaussians.

// #slot term_weight: scalar

const M: u32 = 128u;
const L: u32 = 20u;
const SUBSETS: u32 = 2u;
const DRAWS: u32 = 2u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> z: array<f32>; // [M*DRAWS, L]
@group(1) @binding(1) var<storage, read> stats: array<f32>; // [M*SUBSETS, 2*L]
@group(1) @binding(2) var<storage, read> shares: array<f32>; // [M*DRAWS, SUBSETS]
@group(1) @binding(3) var<storage, read_write> dstats: array<f32>; // [M*SUBSETS, 2*L]

const Z_WIDTH = (L + 7u) / 8u * 8u;
const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const SHARES_WIDTH = (SUBSETS + 7u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn subset_density_backward_stats(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= L || id.y >= M * SUBSETS) {
    return;
  }
  let mu = id.y * STATS_WIDTH + id.x;
  let logvar = mu + L;
  let center = stats[mu];
  let precision = exp(-stats[logvar]);
  var sums = vec2f();
  for (var d = 0u; d < DRAWS; d++) {
    let code = id.y / SUBSETS * DRAWS + d;
    let share = shares[code * SHARES_WIDTH + id.y % SUBSETS];
    let distance = z[code * Z_WIDTH + id.x] - center;
    let moved = vec2f(-precision * distance, 0.5 - 0.5 * precision * distance * distance);
    sums += select(term_weight(code) * share * moved, vec2f(), share == 0.0);
  }
  if (ACCUMULATE) {
    dstats[mu] += sums.x;
    dstats[logvar] += sums.y;
  } else {
    dstats[mu] = sums.x;
    dstats[logvar] = sums.y;
  }
}
