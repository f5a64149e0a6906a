// total_correlation_backward_stats: the gradient of the three parts of the KL with respect to the
// posteriors.
//
//   dmu[n, l] = Σ_row gradient(row, n, l) d exp(-logvar[n, l]),  d = z[row, l] - mu[n, l]
//   dlogvar[n, l] = ½ Σ_row gradient(row, n, l) (d² exp(-logvar[n, l]) - 1)
//   z [M*SAMPLES, L], stats [M, 2*L] = mu | logvar, dstats [M, 2*L] = dmu | dlogvar;
//   pairs and densities as total_correlation_forward writes them; zero past the row count;
//   added to dstats when ACCUMULATE
//
// The gradient of a pair is in shared/total_correlation_gradient.
// Launch: one invocation per latent dimension of an example; x along L, y along M.
// Numerics: a sum over the rows of z in order.

// #import shared/total_correlation
// #import shared/total_correlation_gradient

const M: u32 = 128u;
const L: u32 = 20u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> z: array<f32>; // [M*SAMPLES, L]
@group(1) @binding(1) var<storage, read> stats: array<f32>; // [M, 2*L]
@group(1) @binding(2) var<storage, read> pairs: array<f32>; // [M*SAMPLES, M]
@group(1) @binding(3) var<storage, read> densities: array<f32>; // [M*SAMPLES, L+1]
@group(1) @binding(4) var<storage, read_write> dstats: array<f32>; // [M, 2*L]

const Z_WIDTH = (L + 7u) / 8u * 8u;
const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const PAIRS_WIDTH = (M + 7u) / 8u * 8u;
const DENSITIES_WIDTH = (L + 8u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn total_correlation_backward_stats(@builtin(global_invocation_id) id: vec3u) {
  let l = id.x;
  let n = id.y;
  if (l >= L || n >= M) {
    return;
  }
  let rows = select(0u, min(M, step.row_count) * SAMPLES, n < step.row_count);
  let index = n * STATS_WIDTH + l;
  let logvar = stats[index + L];
  let precision = exp(-logvar);
  var sums = vec2f();
  for (var row = 0u; row < rows; row++) {
    let distance = z[row * Z_WIDTH + l] - stats[index];
    let first = row * DENSITIES_WIDTH;
    let joint = exp(pairs[row * PAIRS_WIDTH + n] - densities[first + L]);
    let single = exp(log_weight(row, n) + log_normal(distance, logvar) - densities[first + l]);
    let gradient = pair_gradient(n == row / SAMPLES, joint, single);
    sums += gradient * vec2f(distance * precision, 0.5 * (distance * distance * precision - 1.0));
  }
  if (ACCUMULATE) {
    dstats[index] += sums.x;
    dstats[index + L] += sums.y;
  } else {
    dstats[index] = sums.x;
    dstats[index + L] = sums.y;
  }
}
