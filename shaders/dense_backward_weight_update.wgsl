// dense_backward_weight_update: the weight and bias gradients of several fully connected layers
// and the optimizer's step; the gradients stay in registers.
//
//   for each layer: dweight = dyᵀ · x,  dbias = column sums of dy;  the slot optimizer
//   has the formula of the step
//   gradients [_] holds each layer's dy [M, N], the slot input loads its x [M, K],
//   state [3*P] = parameters | m | v its weight [N, K] and bias [N], from the vec4 that the
//   tables below give; health [1] as in optimizer_update
//
// Launch: one dimension; the tiles of the first layer's weight, then the next layer's, as defined
// by the slot product. The workgroups of a layer's first columns update its bias afterwards, an
// invocation four values: in the epilogue the loads of that sum would take registers from the product.
// Numerics: sums as dense_backward_weight, the step as optimizer_update, bit for bit.

// #import shared/optimizer
// #import shared/optimizer_scalars
// #import shared/step
// #slot input: activations
// #slot optimizer: adam
// #slot product: direct_8x8

const M: u32 = 128u;
const P: u32 = 654592u;
const LAYERS: u32 = 1u;
const N: array<u32, 8> = array<u32, 8>(400u, 0u, 0u, 0u, 0u, 0u, 0u, 0u);
const K: array<u32, 8> = array<u32, 8>(784u, 0u, 0u, 0u, 0u, 0u, 0u, 0u);
const DY: array<u32, 8> = array<u32, 8>(0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u);
const X: array<u32, 8> = array<u32, 8>(0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u);
const WEIGHT: array<u32, 8> = array<u32, 8>(0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u);
const BIAS: array<u32, 8> = array<u32, 8>(78400u, 0u, 0u, 0u, 0u, 0u, 0u, 0u);

@group(1) @binding(0) var<storage, read> gradients: array<vec4f>; // [_]
@group(1) @binding(1) var<storage, read_write> state: array<vec4f>; // [3*P]
@group(1) @binding(2) var<storage, read_write> health: array<atomic<u32>>; // u32 [1]

const INNER4 = (M + 7u) / 8u * 2u;
const P4 = P / 4u;

/// The current layer: widths in vec4, and the starts of its tensors.
struct Layer {
  n4: u32,
  k4: u32,
  dy: u32,
  x: u32,
  weight: u32,
  bias: u32,
}

var<private> layer: Layer;
/// True after a step with NaN or infinity. Read once; checked only where no barrier follows.
var<private> halted: bool;

fn rows4() -> u32 {
  return layer.n4;
}

fn columns4() -> u32 {
  return layer.k4;
}

fn left_start(row4: u32) -> vec4u {
  return layer.dy + row4 + vec4u(0u, 1u, 2u, 3u) * layer.n4;
}

fn left_block(start: vec4u, i: u32) -> mat4x4f {
  let at = start + 4u * layer.n4 * i;
  return transpose(mat4x4f(gradients[at.x], gradients[at.y], gradients[at.z], gradients[at.w]));
}

fn right_start(column4: u32) -> vec4u {
  return input_start(layer.x, column4);
}

fn right_block(start: vec4u, i: u32) -> mat4x4f {
  return input_block(start, layer.k4, i);
}

fn update(i: u32, g: vec4f) {
  let before = OptimizerState(state[i], state[P4 + i], state[2u * P4 + i]);
  let after = optimizer_step(before, clip_value(g));
  if (!optimizer_finite(after, g)) {
    atomicMin(&health[0], step.counter);
  }
  state[i] = after.w;
  if (KEEPS_M) {
    state[P4 + i] = after.m;
  }
  if (KEEPS_V) {
    state[2u * P4 + i] = after.v;
  }
}

fn emit(row4: u32, column4: u32, left: mat4x4f, right: mat4x4f) {
  var steps = array<mat4x4f, 2>(left, right);
  let start = layer.weight + 4u * row4 * layer.k4 + column4;
  // Compilers do not unroll a loop of unknown length, so the update is compiled once.
  for (var i = 0u; i < select(8u, 0u, halted); i++) {
    update(start + (i >> 1u) * layer.k4 + (i & 1u), steps[i & 1u][i >> 1u]);
  }
}

fn update_bias(row4: u32) {
  if (row4 >= rows4()) {
    return;
  }
  var sum = vec4f();
  // Eight loads are in flight at a time; rows past the last are zero.
  for (var i = 0u; i < select(INNER4 / 2u, 0u, halted); i++) {
    let start = layer.dy + 8u * i * layer.n4 + row4;
    for (var row = 0u; row < 8u; row++) {
      sum += gradients[start + row * layer.n4];
    }
  }
  if (!halted) {
    update(layer.bias + row4, sum);
  }
}

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn dense_backward_weight_update(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  var tile = workgroup.y * workgroups.x + workgroup.x;
  var number = 0u;
  var across = 1u;
  for (; number < LAYERS; number++) {
    across = ((K[number] + 7u) / 8u * 2u + TILE_COLUMNS4 - 1u) / TILE_COLUMNS4;
    let down = ((N[number] + 7u) / 8u * 2u + TILE_ROWS4 - 1u) / TILE_ROWS4;
    if (tile < across * down) {
      break;
    }
    tile -= across * down;
  }
  // A launch that wraps into y has some surplus workgroups.
  if (number == LAYERS) {
    return;
  }
  halted = atomicLoad(&health[0]) < step.counter;
  layer = Layer(
    (N[number] + 7u) / 8u * 2u, (K[number] + 7u) / 8u * 2u,
    DY[number], X[number], WEIGHT[number], BIAS[number],
  );
  product(vec2u(tile % across, tile / across), lane);
  if (tile % across == 0u) {
    for (var i = lane; i < TILE_ROWS4; i += WORKGROUP_X * WORKGROUP_Y) {
      update_bias(tile / across * TILE_ROWS4 + i);
    }
  }
}
