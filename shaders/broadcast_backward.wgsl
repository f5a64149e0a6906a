// broadcast_backward: the gradient of broadcast values.
//
//   dvalues[k] = Σ_row dy[row, k], or dvalues[0] = Σ_row Σ_k dy[row, k] if SHARED
//   dy [M, K], dvalues [_]; added to dvalues when ACCUMULATE
//
// Launch: one invocation per column; if SHARED, a single workgroup of 64.
// Numerics: rows in ascending order; if SHARED, each invocation takes every 64th column, then a
// fixed tree.

// #import shared/sum64

const M: u32 = 128u;
const K: u32 = 784u;
const SHARED: bool = false;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> dy: array<f32>; // [M, K]
@group(1) @binding(1) var<storage, read_write> dvalues: array<f32>; // [_]

const K_WIDTH = (K + 7u) / 8u * 8u;

fn column_sum(column: u32) -> f32 {
  var sum = 0.0;
  for (var row = 0u; row < M; row++) {
    sum += dy[row * K_WIDTH + column];
  }
  return sum;
}

fn store(index: u32, value: f32) {
  if (ACCUMULATE) {
    dvalues[index] += value;
  } else {
    dvalues[index] = value;
  }
}

@compute @workgroup_size(64)
fn broadcast_backward(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  if (SHARED) {
    if (workgroup.x > 0u) {
      return;
    }
    var sum = 0.0;
    for (var turn = 0u; turn < (K + 63u) / 64u; turn++) {
      let column = 64u * turn + lane;
      if (column < K) {
        sum += column_sum(column);
      }
    }
    let total = sum64(sum, lane);
    if (lane == 0u) {
      store(0u, total);
    }
  } else {
    let column = 64u * workgroup.x + lane;
    if (column < K) {
      store(column, column_sum(column));
    }
  }
}
