// full_nll_backward: the gradient of -log density of Gaussians with triangular factors C of their covariances.
//
//   With w = C⁻¹ (x - mu) and g = C⁻ᵀ w:  dmu = -g,  dlogvar_i = ½ (1 - g_i C_ii w_i),  dlower_ij = -g_i w_j, times the weight of
//   the row (slot term_weight). gaussian, solved = w | g and dgaussian [M, 2*L], dlower [M, T]: see full_nll_forward.
//   Added to dgaussian and dlower when ACCUMULATE_GAUSSIAN, ACCUMULATE_LOWER
//
// Launch: one invocation per dimension of a row; x along L, y along M.

// #slot term_weight: scalar

const M: u32 = 128u;
const L: u32 = 20u;
const T: u32 = 190u;
const ACCUMULATE_GAUSSIAN: bool = false;
const ACCUMULATE_LOWER: bool = false;

@group(1) @binding(0) var<storage, read> gaussian: array<f32>; // [M, 2*L]
@group(1) @binding(1) var<storage, read> solved: array<f32>; // [M, 2*L]
@group(1) @binding(2) var<storage, read_write> dgaussian: array<f32>; // [M, 2*L]
@group(1) @binding(3) var<storage, read_write> dlower: array<f32>; // [M, T]

const WIDTH = (2u * L + 7u) / 8u * 8u;
const T_WIDTH = (T + 7u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn full_nll_backward(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= L || id.y >= M) {
    return;
  }
  let weight = term_weight(id.y);
  let first = id.y * WIDTH;
  let place = first + id.x;
  let pull = solved[place + L];
  let scale = exp(0.5 * gaussian[place + L]);
  let dlogvar = 0.5 * weight * (1.0 - pull * scale * solved[place]);
  dgaussian[place] = select(0.0, dgaussian[place], ACCUMULATE_GAUSSIAN) - weight * pull;
  dgaussian[place + L] = select(0.0, dgaussian[place + L], ACCUMULATE_GAUSSIAN) + dlogvar;
  let start = id.y * T_WIDTH + id.x * (max(id.x, 1u) - 1u) / 2u;
  for (var j = 0u; j < id.x; j++) {
    let before = select(0.0, dlower[start + j], ACCUMULATE_LOWER);
    dlower[start + j] = before - weight * pull * solved[first + j];
  }
}
