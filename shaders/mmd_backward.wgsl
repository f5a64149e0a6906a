// mmd_backward: the gradient of the squared maximum mean discrepancy with respect to the samples of
// posteriors.
//
//   dz[i, l] = 4 weight / n (1 / SAMPLES Σ_j own[i, j] (z[i, l] - z[j, l])
//                            - Σ_j other[i, j] (z[i, l] - prior[j, l]))
//   z, dz [M*SAMPLES, L], prior [M, L]; own and other as mmd_forward writes them; n examples that
//   count; zero past the row count; added to dz when ACCUMULATE
//
// Launch: one invocation per value of z; x along L, y along its rows.
// Numerics: a sum over rows in order.

// #import shared/loss_weight

const M: u32 = 128u;
const L: u32 = 20u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> z: array<f32>; // [M*SAMPLES, L]
@group(1) @binding(1) var<storage, read> prior: array<f32>; // [M, L]
@group(1) @binding(2) var<storage, read> own: array<f32>; // [M*SAMPLES, M*SAMPLES]
@group(1) @binding(3) var<storage, read> other: array<f32>; // [M*SAMPLES, M]
@group(1) @binding(4) var<storage, read_write> dz: array<f32>; // [M*SAMPLES, L]

const WIDTH = (L + 7u) / 8u * 8u;
const PRIOR_WIDTH = (M + 7u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn mmd_backward(@builtin(global_invocation_id) id: vec3u) {
  let l = id.x;
  let row = id.y;
  if (l >= L || row >= M * SAMPLES) {
    return;
  }
  let rows_width = (M * SAMPLES + 7u) / 8u * 8u;
  let examples = min(M, step.row_count);
  let value = z[row * WIDTH + l];
  var own_sum = 0.0;
  for (var j = 0u; j < examples * SAMPLES; j++) {
    own_sum += own[row * rows_width + j] * (value - z[j * WIDTH + l]);
  }
  var other_sum = 0.0;
  for (var j = 0u; j < examples; j++) {
    other_sum += other[row * PRIOR_WIDTH + j] * (value - prior[j * WIDTH + l]);
  }
  let sum = own_sum / f32(SAMPLES) - other_sum;
  let gradient = 4.0 * loss_weight(row) * sum / f32(max(examples, 1u));
  if (ACCUMULATE) {
    dz[row * WIDTH + l] += gradient;
  } else {
    dz[row * WIDTH + l] = gradient;
  }
}
