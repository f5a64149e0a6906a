// normalization_means: what a group has in common in its gradient: the means of g and of g x̂.
//
//   means = Σ g / n | Σ g x̂ / n, over the n = PIXELS * WIDTH values of a group
//   g = dy weight[channel], x̂ = (x - mean) rstd
//   dy, x [M, BLOCKS*PIXELS*GROUPS*WIDTH], see shared/normalization; weight [GROUPS*WIDTH]
//   stats [M, 2*BLOCKS*GROUPS] = mean | rstd, means [M, 2*BLOCKS*GROUPS]
//
// Launch: one invocation per group of up to 64 values, else one workgroup of 64 per group; x along the
// groups, y along M.
// Numerics: an invocation sums in order; a workgroup joins its sums in a fixed tree.

// #import shared/sum64
// #import shared/normalization

const M: u32 = 128u;

@group(1) @binding(0) var<storage, read> dy: array<f32>; // [M, BLOCKS*PIXELS*GROUPS*WIDTH]
@group(1) @binding(1) var<storage, read> x: array<f32>; // [M, BLOCKS*PIXELS*GROUPS*WIDTH]
@group(1) @binding(2) var<storage, read> stats: array<f32>; // [M, 2*BLOCKS*GROUPS]
@group(1) @binding(3) var<storage, read> weight: array<f32>; // [GROUPS*WIDTH]
@group(1) @binding(4) var<storage, read_write> means: array<f32>; // [M, 2*BLOCKS*GROUPS]

const X_WIDTH = (COLUMNS + 7u) / 8u * 8u;
const SIZE = PIXELS * WIDTH;
const SMALL = SIZE <= 64u;
const STRIDE = select(64u, 1u, SMALL);
const TURNS = (SIZE + STRIDE - 1u) / STRIDE;

/// Sums of g and of g x̂ over the invocation's values of a group.
fn sums_from(row: u32, group: u32, first: u32) -> vec2f {
  let start = row * X_WIDTH + group / GROUPS * PIXELS * CHANNELS;
  let mean = stats[row * STATS_WIDTH + group];
  let rstd = stats[row * STATS_WIDTH + group + ROW_GROUPS];
  var sums = vec2f();
  for (var turn = 0u; turn < TURNS; turn++) {
    let i = first + turn * STRIDE;
    if (i < SIZE) {
      let channel = group % GROUPS * WIDTH + i % WIDTH;
      let index = start + i / WIDTH * CHANNELS + channel;
      let g = dy[index] * weight[channel];
      sums += vec2f(g, g * ((x[index] - mean) * rstd));
    }
  }
  return sums;
}

fn store(row: u32, group: u32, sums: vec2f) {
  let index = row * STATS_WIDTH + group;
  means[index] = sums.x / f32(SIZE);
  means[index + ROW_GROUPS] = sums.y / f32(SIZE);
}

@compute @workgroup_size(64)
fn normalization_means(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let row = workgroup.y;
  if (SMALL) {
    let group = 64u * workgroup.x + lane;
    if (group < ROW_GROUPS) {
      store(row, group, sums_from(row, group, 0u));
    }
  } else {
    let sums = sums_from(row, workgroup.x, lane);
    let first = sum64_for_all(sums.x, lane);
    let second = sum64(sums.y, lane);
    if (lane == 0u) {
      store(row, workgroup.x, vec2f(first, second));
    }
  }
}
