// low_rank_kl_backward: the gradient of KL(N(mu, S) || N(0, I)), S = D + U Uᵀ.
//
//   dmu = mu,  dlogvar = ½ d (1 - S⁻¹_ll),  dU = U - S⁻¹ U, times the weight of the row (slot term_weight)
//   gaussian and dgaussian [M, 2*L] = mu | logvar, factor and dfactor [M, L*R], solved [M, R*R] of low_rank_kl_forward;
//   added to dgaussian and dfactor when ACCUMULATE_GAUSSIAN and ACCUMULATE_FACTOR
//
// Launch: one invocation per latent dimension of a row; x along L, y along M.

// #import shared/kl
// #slot term_weight: scalar

const M: u32 = 128u;
const L: u32 = 20u;
const R: u32 = 2u;
const ACCUMULATE_GAUSSIAN: bool = false;
const ACCUMULATE_FACTOR: bool = false;

@group(1) @binding(0) var<storage, read> gaussian: array<f32>; // [M, 2*L]
@group(1) @binding(1) var<storage, read> factor: array<f32>; // [M, L*R]
@group(1) @binding(2) var<storage, read> solved: array<f32>; // [M, R*R]
@group(1) @binding(3) var<storage, read_write> dgaussian: array<f32>; // [M, 2*L]
@group(1) @binding(4) var<storage, read_write> dfactor: array<f32>; // [M, L*R]

const WIDTH = (2u * L + 7u) / 8u * 8u;
const FACTOR_WIDTH = (L * R + 7u) / 8u * 8u;
const SOLVED_WIDTH = (R * R + 7u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn low_rank_kl_backward(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= L || id.y >= M) {
    return;
  }
  let weight = term_weight(id.y);
  let place = id.y * WIDTH + id.x;
  let first = id.y * FACTOR_WIDTH + id.x * R;
  let precision = exp(-gaussian[place + L]);
  var shared_part = 0.0;
  for (var i = 0u; i < R; i++) {
    var own = 0.0;
    for (var j = 0u; j < R; j++) {
      own += factor[first + j] * solved[id.y * SOLVED_WIDTH + j * R + i];
    }
    own *= precision;
    shared_part += own * factor[first + i];
    let value = weight * (factor[first + i] - own);
    dfactor[first + i] = select(0.0, dfactor[first + i], ACCUMULATE_FACTOR) + value;
  }
  let gradient = kl_gradient(gaussian[place], gaussian[place + L]);
  let before = vec2f(dgaussian[place], dgaussian[place + L]);
  let value = weight * (gradient + vec2f(0.0, 0.5 * shared_part));
  let sums = select(vec2f(), before, ACCUMULATE_GAUSSIAN) + value;
  dgaussian[place] = sums.x;
  dgaussian[place + L] = sums.y;
}
