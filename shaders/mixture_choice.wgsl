// mixture_choice: the moments of a component of a mixture, drawn by its weight for each row.
//
//   chosen[row] = stats[n], n with probability softmax(log_weights)_n, by one draw of the row (slot uniform)
//   stats [N, 2*L] = mu | logvar, log_weights [N], chosen [M, 2*L]
//
// Launch: one invocation per row.
// Numerics: weights relative to the largest, added in ascending order.

// #import shared/step
// #slot uniform: counter

const M: u32 = 128u;
const N: u32 = 10u;
const L: u32 = 20u;
const K: u32 = 1u; // draws of a row

@group(1) @binding(0) var<storage, read> stats: array<f32>; // [N, 2*L]
@group(1) @binding(1) var<storage, read> log_weights: array<f32>; // [N]
@group(1) @binding(2) var<storage, read_write> chosen: array<f32>; // [M, 2*L]

const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn mixture_choice(@builtin(global_invocation_id) id: vec3u) {
  let row = id.x;
  if (row >= M) {
    return;
  }
  var largest = log_weights[0];
  for (var n = 1u; n < N; n++) {
    largest = max(largest, log_weights[n]);
  }
  var total = 0.0;
  for (var n = 0u; n < N; n++) {
    total += exp(log_weights[n] - largest);
  }
  let wanted = total * uniform_noise4(row, 0u).x;
  var passed = 0.0;
  var choice = 0u;
  // Hides the length from a compiler that would unroll the loop, and spill the weights of all turns.
  for (var n = 0u; n < min(N, N + step.row_count) - 1u; n++) {
    passed += exp(log_weights[n] - largest);
    choice += u32(passed <= wanted);
  }
  for (var column = 0u; column < 2u * L; column++) {
    chosen[row * STATS_WIDTH + column] = stats[choice * STATS_WIDTH + column];
  }
}
