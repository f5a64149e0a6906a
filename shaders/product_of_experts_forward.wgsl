// product_of_experts_forward: the normalized product of some of an example's Gaussians, for each of several
// subsets of them.
//
//   logvar = -log Σ_x exp(-logvar_x),  mu = Σ_x exp(logvar - logvar_x) mu_x,
//   x over the members of the subset and, if PRIOR, N(0, 1); N(0, 1) where there is none
//   experts [M, EXPERTS*2*L], for each expert mu | logvar; members [M*SUBSETS, EXPERTS], above ½ if an expert is
//   one; product [M*SUBSETS, 2*L] = mu | logvar
//
// Source: Wu & Goodman, "Multimodal generative models for scalable weakly-supervised learning", 2018.
// Launch: one invocation per latent dimension; x along L, y along the subsets of all rows.
// Numerics: exponentials are those of numbers of at most 0, whatever the variances.

const M: u32 = 128u;
const L: u32 = 20u;
const EXPERTS: u32 = 2u;
const SUBSETS: u32 = 3u;
const PRIOR: bool = true;

@group(1) @binding(0) var<storage, read> experts: array<f32>; // [M, EXPERTS*2*L]
@group(1) @binding(1) var<storage, read> members: array<f32>; // [M*SUBSETS, EXPERTS]
@group(1) @binding(2) var<storage, read_write> product: array<f32>; // [M*SUBSETS, 2*L]

const EXPERTS_WIDTH = (EXPERTS * 2u * L + 7u) / 8u * 8u;
const MEMBERS_WIDTH = (EXPERTS + 7u) / 8u * 8u;
const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const LARGEST = 3.4028234e38;

@compute @workgroup_size(8, 8)
fn product_of_experts_forward(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= L || id.y >= M * SUBSETS) {
    return;
  }
  let first = id.y / SUBSETS * EXPERTS_WIDTH + id.x;
  var least = select(LARGEST, 0.0, PRIOR);
  for (var x = 0u; x < EXPERTS; x++) {
    let logvar = experts[first + (2u * x + 1u) * L];
    let is_member = members[id.y * MEMBERS_WIDTH + x] > 0.5;
    least = select(least, min(least, logvar), is_member);
  }
  var precision = select(0.0, exp(least), PRIOR);
  var mean = 0.0;
  for (var x = 0u; x < EXPERTS; x++) {
    let logvar = experts[first + (2u * x + 1u) * L];
    let is_member = members[id.y * MEMBERS_WIDTH + x] > 0.5;
    let share = select(0.0, exp(min(least - logvar, 0.0)), is_member);
    precision += share;
    mean += share * experts[first + 2u * x * L];
  }
  // Without an expert the precision is 0.
  let some = precision > 0.0;
  let divisor = select(1.0, precision, some);
  product[id.y * STATS_WIDTH + id.x] = select(0.0, mean / divisor, some);
  product[id.y * STATS_WIDTH + L + id.x] = select(0.0, least - log(divisor), some);
}
