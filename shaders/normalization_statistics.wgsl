// normalization_statistics: mean and reciprocal standard deviation of each group of a row's values.
//
//   mean = Σ x / n, rstd = 1 / √(Σ (x - mean)² / n + EPSILON), over the n = PIXELS * WIDTH values of a group
//   x [M, BLOCKS*PIXELS*GROUPS*WIDTH], see shared/normalization; stats [M, 2*BLOCKS*GROUPS] = mean | rstd
//
// Source: Ba et al., "Layer normalization", 2016; Wu & He, "Group normalization", 2018.
// Launch: one invocation per group of up to 64 values, else one workgroup of 64 per group; x along the
// groups, y along M.
// Numerics: two passes, so nothing cancels. An invocation sums in order; a workgroup joins its sums in
// a fixed tree.

// #import shared/sum64
// #import shared/normalization

const M: u32 = 128u;
const EPSILON: f32 = 1e-5;

@group(1) @binding(0) var<storage, read> x: array<f32>; // [M, BLOCKS*PIXELS*GROUPS*WIDTH]
@group(1) @binding(1) var<storage, read_write> stats: array<f32>; // [M, 2*BLOCKS*GROUPS]

const X_WIDTH = (COLUMNS + 7u) / 8u * 8u;
const SIZE = PIXELS * WIDTH;
const SMALL = SIZE <= 64u;
const STRIDE = select(64u, 1u, SMALL);
const TURNS = (SIZE + STRIDE - 1u) / STRIDE;

/// Where the first value of a group lies.
fn start_of(row: u32, group: u32) -> u32 {
  return row * X_WIDTH + group / GROUPS * PIXELS * CHANNELS + group % GROUPS * WIDTH;
}

/// Sum of the invocation's values of a group.
fn sum_from(start: u32, first: u32) -> f32 {
  var sum = 0.0;
  for (var turn = 0u; turn < TURNS; turn++) {
    let i = first + turn * STRIDE;
    if (i < SIZE) {
      sum += x[start + i / WIDTH * CHANNELS + i % WIDTH];
    }
  }
  return sum;
}

/// Sum of their squared distances from the mean.
fn squares_from(start: u32, first: u32, mean: f32) -> f32 {
  var sum = 0.0;
  for (var turn = 0u; turn < TURNS; turn++) {
    let i = first + turn * STRIDE;
    if (i < SIZE) {
      let distance = x[start + i / WIDTH * CHANNELS + i % WIDTH] - mean;
      sum += distance * distance;
    }
  }
  return sum;
}

fn store(row: u32, group: u32, mean: f32, squares: f32) {
  let index = row * STATS_WIDTH + group;
  stats[index] = mean;
  stats[index + ROW_GROUPS] = inverseSqrt(squares / f32(SIZE) + EPSILON);
}

@compute @workgroup_size(64)
fn normalization_statistics(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let row = workgroup.y;
  if (SMALL) {
    let group = 64u * workgroup.x + lane;
    if (group < ROW_GROUPS) {
      let start = start_of(row, group);
      let mean = sum_from(start, 0u) / f32(SIZE);
      store(row, group, mean, squares_from(start, 0u, mean));
    }
  } else {
    let start = start_of(row, workgroup.x);
    let mean = sum64_for_all(sum_from(start, lane), lane) / f32(SIZE);
    let squares = sum64(squares_from(start, lane, mean), lane);
    if (lane == 0u) {
      store(row, workgroup.x, mean, squares);
    }
  }
}
