// subset_density_backward_z: the gradient of -log density of a mixture of an example's Gaussians with respect to the
// codes.
//
//   dz[r, l] = weight of the row (slot term_weight) · Σ_s shares[r, s] (z[r, l] - mu_s[l]) exp(-logvar_s[l])
//   z and dz [M*DRAWS, L], stats [M*SUBSETS, 2*L] = mu | logvar, shares [M*DRAWS, SUBSETS]; added to dz when
//   ACCUMULATE
//
// Launch: one invocation per latent dimension of a code; x along L, y along the codes.

// #slot term_weight: scalar

const M: u32 = 128u;
const L: u32 = 20u;
const SUBSETS: u32 = 2u;
const DRAWS: u32 = 2u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> z: array<f32>; // [M*DRAWS, L]
@group(1) @binding(1) var<storage, read> stats: array<f32>; // [M*SUBSETS, 2*L]
@group(1) @binding(2) var<storage, read> shares: array<f32>; // [M*DRAWS, SUBSETS]
@group(1) @binding(3) var<storage, read_write> dz: array<f32>; // [M*DRAWS, L]

const Z_WIDTH = (L + 7u) / 8u * 8u;
const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const SHARES_WIDTH = (SUBSETS + 7u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn subset_density_backward_z(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= L || id.y >= M * DRAWS) {
    return;
  }
  let place = id.y * Z_WIDTH + id.x;
  var sum = 0.0;
  for (var s = 0u; s < SUBSETS; s++) {
    let mu = (id.y / DRAWS * SUBSETS + s) * STATS_WIDTH + id.x;
    let share = shares[id.y * SHARES_WIDTH + s];
    let value = share * ((z[place] - stats[mu]) * exp(-stats[mu + L]));
    sum += select(value, 0.0, share == 0.0);
  }
  let value = term_weight(id.y) * sum;
  if (ACCUMULATE) {
    dz[place] += value;
  } else {
    dz[place] = value;
  }
}
