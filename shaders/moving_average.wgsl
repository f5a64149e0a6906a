// moving_average: moves a variable towards the batch's mean, column by column.
//
//   average[column] ← average[column] + RATE (mean over valid rows of x[row, column] - average[column])
//   x [M, K], average [K]; health [1]: after a step that met NaN or infinity nothing changes
//
// Launch: one workgroup of 64 per column.
// Numerics: each invocation sums every 64th row, then a fixed tree: the same inputs, the same bits.

// #import shared/step
// #import shared/sum64

const M: u32 = 128u;
const K: u32 = 20u;
const RATE: f32 = 0.1;

@group(1) @binding(0) var<storage, read> x: array<f32>; // [M, K]
@group(1) @binding(1) var<storage, read_write> average: array<f32>; // [K]
@group(1) @binding(2) var<storage, read_write> health: array<atomic<u32>>; // u32 [1]

const WIDTH = (K + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn moving_average(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let column = workgroup.x;
  let rows = min(M, step.row_count);
  var sum = 0.0;
  for (var row = lane; row < rows; row += 64u) {
    sum += x[row * WIDTH + column];
  }
  let total = sum64(sum, lane);
  if (lane == 0u && rows > 0u && atomicLoad(&health[0]) >= step.counter) {
    average[column] += RATE * (total / f32(rows) - average[column]);
  }
}
