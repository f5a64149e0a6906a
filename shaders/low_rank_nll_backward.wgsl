// low_rank_nll_backward: the gradient of -log density of Gaussians with covariance S = D + U Uᵀ.
//
//   With w = S⁻¹ δ:  dx = w,  dmu = -w,  dlogvar = ½ d (S⁻¹ - w wᵀ)_ll,  dU = (S⁻¹ - w wᵀ) U, times the weight of the row
//   (slot term_weight) and added up over the M / A rows of a Gaussian. See low_rank_nll_forward for shapes and solved.
//   Added to dgaussian, dfactor and dx when ACCUMULATE_GAUSSIAN, ACCUMULATE_FACTOR and ACCUMULATE_X; dx is written when DX, which
//   takes an x of its own for each row
//
// Launch: one invocation per dimension of a Gaussian; x along L, y along A.
// Numerics: rows in ascending order.

// #slot term_weight: scalar

const M: u32 = 128u;
const L: u32 = 20u;
const R: u32 = 2u;
const A: u32 = 128u;
const B: u32 = 128u;
const DX: bool = true;
const ACCUMULATE_GAUSSIAN: bool = false;
const ACCUMULATE_FACTOR: bool = false;
const ACCUMULATE_X: bool = false;

@group(1) @binding(0) var<storage, read> gaussian: array<f32>; // [A, 2*L]
@group(1) @binding(1) var<storage, read> factor: array<f32>; // [A, L*R]
@group(1) @binding(2) var<storage, read> x: array<f32>; // [B, L]
@group(1) @binding(3) var<storage, read> solved: array<f32>; // [M, R*R+R]
@group(1) @binding(4) var<storage, read_write> dgaussian: array<f32>; // [A, 2*L]
@group(1) @binding(5) var<storage, read_write> dfactor: array<f32>; // [A, L*R]
@group(1) @binding(6) var<storage, read_write> dx: array<f32>; // [B, L]

const DRAWS = M / A;
const X_WIDTH = (L + 7u) / 8u * 8u;
const WIDTH = (2u * L + 7u) / 8u * 8u;
const FACTOR_WIDTH = (L * R + 7u) / 8u * 8u;
const SOLVED_WIDTH = (R * R + R + 7u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn low_rank_nll_backward(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= L || id.y >= A) {
    return;
  }
  let place = id.y * WIDTH + id.x;
  let first = id.y * FACTOR_WIDTH + id.x * R;
  let precision = exp(-gaussian[place + L]);
  var total = 0.0;
  var pulls = 0.0;
  var squares = 0.0;
  var products: array<f32, R>;
  for (var draw = 0u; draw < DRAWS; draw++) {
    let row = id.y * DRAWS + draw;
    let weight = term_weight(row);
    let of_x = row / (M / B) * X_WIDTH + id.x;
    let of_solved = row * SOLVED_WIDTH + R * R;
    var apart = x[of_x] - gaussian[place];
    for (var i = 0u; i < R; i++) {
      apart -= factor[first + i] * solved[of_solved + i];
    }
    let pull = apart * precision;
    total += weight;
    pulls += weight * pull;
    squares += weight * pull * pull;
    for (var i = 0u; i < R; i++) {
      products[i] += weight * pull * solved[of_solved + i];
    }
    if (DX) {
      dx[of_x] = select(0.0, dx[of_x], ACCUMULATE_X) + weight * pull;
    }
  }
  let inverse = id.y * DRAWS * SOLVED_WIDTH;
  var shared_part = 0.0;
  for (var i = 0u; i < R; i++) {
    var own = 0.0;
    for (var j = 0u; j < R; j++) {
      own += factor[first + j] * solved[inverse + j * R + i];
    }
    own *= precision;
    shared_part += own * factor[first + i];
    let value = total * own - products[i];
    dfactor[first + i] = select(0.0, dfactor[first + i], ACCUMULATE_FACTOR) + value;
  }
  let dlogvar = 0.5 * (total * (1.0 - shared_part) - squares / precision);
  dgaussian[place] = select(0.0, dgaussian[place], ACCUMULATE_GAUSSIAN) - pulls;
  dgaussian[place + L] = select(0.0, dgaussian[place + L], ACCUMULATE_GAUSSIAN) + dlogvar;
}
