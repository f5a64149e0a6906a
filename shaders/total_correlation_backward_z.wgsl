// total_correlation_backward_z: the gradient of the three parts of the KL with respect to the
// samples, and to -log p(z) of each.
//
//   dz[row, l] = Σ_n gradient(row, n, l) (mu[n, l] - z[row, l]) exp(-logvar[n, l])
//   dnll[row] = weight of dimension_kl
//   z, dz [M*SAMPLES, L], stats [M, 2*L] = mu | logvar, dnll [M*SAMPLES];
//   pairs and densities as total_correlation_forward writes them; zero past the row count;
//   added to dz, dnll when ACCUMULATE_Z, ACCUMULATE_NLL
//
// The gradient of a pair is in shared/total_correlation_gradient.
// Launch: one invocation per value of z; x along L, y along rows.
// Numerics: a sum over the batch in order.

// #import shared/total_correlation
// #import shared/total_correlation_gradient

const M: u32 = 128u;
const L: u32 = 20u;
const ACCUMULATE_Z: bool = false;
const ACCUMULATE_NLL: bool = false;

@group(1) @binding(0) var<storage, read> z: array<f32>; // [M*SAMPLES, L]
@group(1) @binding(1) var<storage, read> stats: array<f32>; // [M, 2*L]
@group(1) @binding(2) var<storage, read> pairs: array<f32>; // [M*SAMPLES, M]
@group(1) @binding(3) var<storage, read> densities: array<f32>; // [M*SAMPLES, L+1]
@group(1) @binding(4) var<storage, read_write> dz: array<f32>; // [M*SAMPLES, L]
@group(1) @binding(5) var<storage, read_write> dnll: array<f32>; // [M*SAMPLES]

const Z_WIDTH = (L + 7u) / 8u * 8u;
const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const PAIRS_WIDTH = (M + 7u) / 8u * 8u;
const DENSITIES_WIDTH = (L + 8u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn total_correlation_backward_z(@builtin(global_invocation_id) id: vec3u) {
  let l = id.x;
  let row = id.y;
  if (l >= L || row >= M * SAMPLES) {
    return;
  }
  let counts = row_counts(row);
  let batch = select(0u, min(M, step.row_count), counts);
  let index = row * Z_WIDTH + l;
  let density = densities[row * DENSITIES_WIDTH + l];
  let joint_density = densities[row * DENSITIES_WIDTH + L];
  var sum = 0.0;
  for (var n = 0u; n < batch; n++) {
    let logvar = stats[n * STATS_WIDTH + L + l];
    let distance = z[index] - stats[n * STATS_WIDTH + l];
    let joint = exp(pairs[row * PAIRS_WIDTH + n] - joint_density);
    let single = exp(log_weight(row, n) + log_normal(distance, logvar) - density);
    sum -= pair_gradient(n == row / SAMPLES, joint, single) * distance * exp(-logvar);
  }
  if (ACCUMULATE_Z) {
    dz[index] += sum;
  } else {
    dz[index] = sum;
  }
  if (l == 0u) {
    let weight = select(0.0, weight_of(TERM_DIMENSIONS), counts);
    if (ACCUMULATE_NLL) {
      dnll[row] += weight;
    } else {
      dnll[row] = weight;
    }
  }
}
