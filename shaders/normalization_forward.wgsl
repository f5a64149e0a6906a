// normalization_forward: normalizes values by the statistics of their group.
//
//   y = activation((x - mean) rstd weight[channel] + bias[channel]) (slot activation)
//   x, y [M, BLOCKS*PIXELS*GROUPS*WIDTH], see shared/normalization; weight, bias [GROUPS*WIDTH]
//   stats [_, 2*BLOCKS*GROUPS] = mean | rstd, of each row, or of the batch if SHARED
//
// Launch: one invocation per vec4 of y; x along a row, y along M.
// Numerics: f32.

// #import shared/columns
// #import shared/normalization
// #slot activation: identity

const M: u32 = 128u;
const SHARED: bool = false;

@group(1) @binding(0) var<storage, read> x: array<vec4f>; // [M, BLOCKS*PIXELS*GROUPS*WIDTH]
@group(1) @binding(1) var<storage, read> stats: array<f32>; // [_, 2*BLOCKS*GROUPS]
@group(1) @binding(2) var<storage, read> weight: array<vec4f>; // [GROUPS*WIDTH]
@group(1) @binding(3) var<storage, read> bias: array<vec4f>; // [GROUPS*WIDTH]
@group(1) @binding(4) var<storage, read_write> y: array<vec4f>; // [M, BLOCKS*PIXELS*GROUPS*WIDTH]

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

/// `values` weighted and shifted by their channels.
fn affine(values: vec4f, column: u32) -> vec4f {
  if (CHANNELS % 4u == 0u) {
    let channel4 = column % CHANNELS / 4u;
    return values * weight[channel4] + bias[channel4];
  }
  var result = vec4f();
  for (var i = 0u; i < 4u; i++) {
    let channel = (column + i) % CHANNELS;
    result[i] = values[i] * weight[channel / 4u][channel % 4u] + bias[channel / 4u][channel % 4u];
  }
  return result;
}

@compute @workgroup_size(64, 1)
fn normalization_forward(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= X4 || id.y >= M) {
    return;
  }
  let index = id.y * X4 + id.x;
  let column = 4u * id.x;
  let first = select(id.y * STATS_WIDTH, 0u, SHARED);
  let normalized = (x[index] - stats4(first, column)) * stats4(first + ROW_GROUPS, column);
  y[index] = keep_columns(activate(affine(normalized, column)), id.x, COLUMNS);
}
