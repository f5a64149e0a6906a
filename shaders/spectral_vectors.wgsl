// spectral_vectors: what a power iteration leaves: singular vectors and the largest singular value.
//
//   left = rows / max(‖rows‖, 1e-12), right = columns / max(‖columns‖, 1e-12), sigma = leftᵀ · rows
//   columns [K], rows [N], left [N], right [K], sigma [1]
//
// Source: torch.nn.utils.spectral_norm, 1e-12 included.
// Launch: one workgroup of 64.
// Numerics: each invocation sums every 64th value, then a fixed tree.

// #import shared/sum64

const N: u32 = 64u;
const K: u32 = 20u;

@group(1) @binding(0) var<storage, read> columns: array<f32>; // [K]
@group(1) @binding(1) var<storage, read> rows: array<f32>; // [N]
@group(1) @binding(2) var<storage, read_write> left: array<f32>; // [N]
@group(1) @binding(3) var<storage, read_write> right: array<f32>; // [K]
@group(1) @binding(4) var<storage, read_write> sigma: array<f32>; // [1]

@compute @workgroup_size(64)
fn spectral_vectors(@builtin(local_invocation_index) lane: u32) {
  var of_rows = 0.0;
  for (var i = lane; i < N; i += 64u) {
    of_rows += rows[i] * rows[i];
  }
  var of_columns = 0.0;
  for (var i = lane; i < K; i += 64u) {
    of_columns += columns[i] * columns[i];
  }
  let squares = sum64_for_all(of_rows, lane);
  let columns_norm = max(sqrt(sum64_for_all(of_columns, lane)), 1e-12);
  let rows_norm = max(sqrt(squares), 1e-12);
  for (var i = lane; i < N; i += 64u) {
    left[i] = rows[i] / rows_norm;
  }
  for (var i = lane; i < K; i += 64u) {
    right[i] = columns[i] / columns_norm;
  }
  if (lane == 0u) {
    sigma[0] = squares / rows_norm;
  }
}
