// mask_weight: the weights that an autoregressive network keeps, so that what it computes for a block of
// values depends on the blocks before it alone.
//
//   y = weight where the column may reach the row, else 0
//   weight [N, K], y [N, K]; added to y when ACCUMULATE
//
// Degrees decide. Values of z are cut into blocks of BLOCK; a block's degree is its number, from 1, counted
// from the end if REVERSED. Hidden units have the degrees LOWEST, LOWEST + 1, … of a PERIOD in turn. A hidden
// unit sees columns of at most its own degree; an output, which belongs to value row % DIMENSIONS, of smaller ones.
// Input columns past DIMENSIONS are a context, which every hidden unit sees.
// The mask is its own adjoint, so the kernel is its own backward pass.
// Source: Germain, Gregor, Murray & Larochelle, "MADE: masked autoencoder for distribution estimation", 2015.
// Launch: one invocation per vec4; x along K / 4, y along N.

const N: u32 = 64u;
const K: u32 = 20u;
const DIMENSIONS: u32 = 20u;
const BLOCK: u32 = 1u;
const REVERSED: bool = false;
const PERIOD: u32 = 19u;
const LOWEST: u32 = 1u;
const FROM_INPUTS: bool = true; // columns are inputs, else hidden units
const TO_OUTPUTS: bool = false; // rows are outputs, else hidden units
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> weight: array<vec4f>; // [N, K]
@group(1) @binding(1) var<storage, read_write> y: array<vec4f>; // [N, K]

const K4 = (K + 7u) / 8u * 2u;
const BLOCKS = (DIMENSIONS + BLOCK - 1u) / BLOCK;

fn value_degree(value: vec4u) -> vec4u {
  let block = value / BLOCK;
  return 1u + select(block, BLOCKS - 1u - block, vec4<bool>(REVERSED));
}

fn hidden_degree(unit: vec4u) -> vec4u {
  return unit % PERIOD + LOWEST;
}

@compute @workgroup_size(64, 1)
fn mask_weight(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= K4 || id.y >= N) {
    return;
  }
  let row = vec4u(id.y);
  let column = vec4u(4u * id.x) + vec4u(0u, 1u, 2u, 3u);
  let inputs = select(vec4u(), value_degree(min(column, vec4u(DIMENSIONS - 1u))), column < vec4u(DIMENSIONS));
  let from_degree = select(hidden_degree(column), inputs, vec4<bool>(FROM_INPUTS));
  let keeps = select(
    hidden_degree(row) >= from_degree,
    value_degree(row % DIMENSIONS) > from_degree,
    vec4<bool>(TO_OUTPUTS),
  );
  let index = id.y * K4 + id.x;
  let value = select(vec4f(), weight[index], keeps);
  y[index] = value + select(vec4f(), y[index], vec4<bool>(ACCUMULATE));
}
