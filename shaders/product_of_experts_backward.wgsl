// product_of_experts_backward: the gradient of products of an example's Gaussians with respect to each of
// these.
//
//   dmu_x = Σ_s w dmu,  dlogvar_x = Σ_s w (dlogvar - (mu_x - mu) dmu),
//   with w = exp(logvar - logvar_x) if expert x is a member of subset s, else 0
//   experts and dexperts [M, EXPERTS*2*L], for each expert mu | logvar; members [M*SUBSETS, EXPERTS], above ½ if an
//   expert is one; product and dproduct [M*SUBSETS, 2*L]; added to dexperts when ACCUMULATE
//
// Launch: one invocation per latent dimension of an expert; x along L, y along the experts of all rows.
// Numerics: a product is at least as precise as its experts, so w is at most 1.

const M: u32 = 128u;
const L: u32 = 20u;
const EXPERTS: u32 = 2u;
const SUBSETS: u32 = 3u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> experts: array<f32>; // [M, EXPERTS*2*L]
@group(1) @binding(1) var<storage, read> members: array<f32>; // [M*SUBSETS, EXPERTS]
@group(1) @binding(2) var<storage, read> product: array<f32>; // [M*SUBSETS, 2*L]
@group(1) @binding(3) var<storage, read> dproduct: array<f32>; // [M*SUBSETS, 2*L]
@group(1) @binding(4) var<storage, read_write> dexperts: array<f32>; // [M, EXPERTS*2*L]

const EXPERTS_WIDTH = (EXPERTS * 2u * L + 7u) / 8u * 8u;
const MEMBERS_WIDTH = (EXPERTS + 7u) / 8u * 8u;
const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn product_of_experts_backward(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= L || id.y >= M * EXPERTS) {
    return;
  }
  let row = id.y / EXPERTS;
  let expert = id.y % EXPERTS;
  let mu = row * EXPERTS_WIDTH + 2u * expert * L + id.x;
  let logvar = mu + L;
  var sums = vec2f();
  for (var s = 0u; s < SUBSETS; s++) {
    let subset = row * SUBSETS + s;
    let place = subset * STATS_WIDTH + id.x;
    let is_member = members[subset * MEMBERS_WIDTH + expert] > 0.5;
    let share = select(0.0, exp(min(product[place + L] - experts[logvar], 0.0)), is_member);
    let dmu = dproduct[place];
    sums += share * vec2f(dmu, dproduct[place + L] - (experts[mu] - product[place]) * dmu);
  }
  if (ACCUMULATE) {
    dexperts[mu] += sums.x;
    dexperts[logvar] += sums.y;
  } else {
    dexperts[mu] = sums.x;
    dexperts[logvar] = sums.y;
  }
}
