// normalization_backward: the gradient of normalized values.
//
//   dx = rstd (g - mean of g - x̂ mean of g x̂), with g = dy weight[channel], x̂ = (x - mean) rstd
//   dy, x, dx [M, BLOCKS*PIXELS*GROUPS*WIDTH], see shared/normalization; weight [GROUPS*WIDTH]
//   stats [_, 2*BLOCKS*GROUPS] = mean | rstd, means [_, 2*BLOCKS*GROUPS] = means of g | g x̂; both of
//   each row, or of the batch if SHARED; zero past the row count; added to dx when ACCUMULATE
//
// Launch: one invocation per vec4 of dx; x along a row, y along M.
// Numerics: f32.

// #import shared/step
// #import shared/columns
// #import shared/normalization

const M: u32 = 128u;
const SAMPLES: u32 = 1u;
const SHARED: bool = false;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> dy: array<vec4f>; // [M, BLOCKS*PIXELS*GROUPS*WIDTH]
@group(1) @binding(1) var<storage, read> x: array<vec4f>; // [M, BLOCKS*PIXELS*GROUPS*WIDTH]
@group(1) @binding(2) var<storage, read> stats: array<f32>; // [_, 2*BLOCKS*GROUPS]
@group(1) @binding(3) var<storage, read> weight: array<vec4f>; // [GROUPS*WIDTH]
@group(1) @binding(4) var<storage, read> means: array<f32>; // [_, 2*BLOCKS*GROUPS]
@group(1) @binding(5) var<storage, read_write> dx: array<vec4f>; // [M, BLOCKS*PIXELS*GROUPS*WIDTH]

const X4 = (COLUMNS + 7u) / 8u * 2u;

/// Statistics of four neighbouring values.
fn stats4(first: u32, column: u32) -> vec4f {
  if (WIDTH % 4u == 0u) {
    return vec4f(stats[first + group_of(column)]);
  }
  var values = vec4f();
  for (var i = 0u; i < 4u; i++) {
    values[i] = stats[first + group_of(column + i)];
  }
  return values;
}

/// Means of the groups of four neighbouring values.
fn means4(first: u32, column: u32) -> vec4f {
  if (WIDTH % 4u == 0u) {
    return vec4f(means[first + group_of(column)]);
  }
  var values = vec4f();
  for (var i = 0u; i < 4u; i++) {
    values[i] = means[first + group_of(column + i)];
  }
  return values;
}

/// Weights of four neighbouring values.
fn weight4(column: u32) -> vec4f {
  if (CHANNELS % 4u == 0u) {
    return weight[column % CHANNELS / 4u];
  }
  var values = vec4f();
  for (var i = 0u; i < 4u; i++) {
    let channel = (column + i) % CHANNELS;
    values[i] = weight[channel / 4u][channel % 4u];
  }
  return values;
}

@compute @workgroup_size(64, 1)
fn normalization_backward(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= X4 || id.y >= M) {
    return;
  }
  let index = id.y * X4 + id.x;
  let column = 4u * id.x;
  let first = select(id.y * STATS_WIDTH, 0u, SHARED);
  let rstd = stats4(first + ROW_GROUPS, column);
  let normalized = (x[index] - stats4(first, column)) * rstd;
  let common = means4(first, column) + normalized * means4(first + ROW_GROUPS, column);
  let gradient = rstd * (dy[index] * weight4(column) - common);
  let counts = id.y < step.row_count * SAMPLES;
  let value = select(vec4f(), keep_columns(gradient, id.x, COLUMNS), counts);
  if (ACCUMULATE) {
    dx[index] += value;
  } else {
    dx[index] = value;
  }
}
