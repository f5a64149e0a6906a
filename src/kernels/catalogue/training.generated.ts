// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const trainingKernels = {
  modules: {
    'shared/adam': `











const BETA1: f32 = 0.9;
const ONE_MINUS_BETA1: f32 = 0.1;
const BETA2: f32 = 0.999;
const ONE_MINUS_BETA2: f32 = 0.001;
const EPSILON: f32 = 1e-8;

fn adam_step(before: OptimizerState, g: vec4f) -> OptimizerState {
 let m = BETA1 * before.m + ONE_MINUS_BETA1 * g;
 let v = BETA2 * before.v + ONE_MINUS_BETA2 * g * g;
 let w = before.w - step_size() * m / (sqrt(v) / bias_correction2_sqrt() + EPSILON);
 return OptimizerState(w, m, v);
}` as string,
    'shared/l2_penalty': `


const WEIGHT_DECAY: f32 = 0.0;

fn penalized(g: vec4f, w: vec4f) -> vec4f {
 if (WEIGHT_DECAY == 0.0) {
 return g;
 }
 return g + WEIGHT_DECAY * w;
}` as string,
    'shared/linear': `

fn linear_index(id: vec3u, workgroups: vec3u, workgroup_width: u32) -> u32 {
 return id.y * workgroups.x * workgroup_width + id.x;
}` as string,
    'shared/optimizer': `









const CLIP_VALUE: f32 = 0.0;

struct OptimizerState {
 w: vec4f,
 m: vec4f,
 v: vec4f,
}

fn clip_value(g: vec4f) -> vec4f {
 if (CLIP_VALUE == 0.0) {
 return g;
 }
 return clamp(g, vec4f(-CLIP_VALUE), vec4f(CLIP_VALUE));
}



fn optimizer_finite(after: OptimizerState, g: vec4f) -> bool {
 return all_finite(g) && all_finite(after.v) && all_finite(after.w);
}` as string,
    'shared/optimizer_scalars': `




const GROUP: u32 = 0u;


fn step_size() -> f32 {
 return step.optimizers[GROUP].x;
}


fn bias_correction2_sqrt() -> f32 {
 return step.optimizers[GROUP].y;
}


fn decay() -> f32 {
 return step.optimizers[GROUP].z;
}` as string,
  },
  slots: {
    activation_gradient: {
      identity: {
        code: `

fn activation_gradient(index: u32) -> vec4f {
 return vec4f(1.0);
}` as string,
        imports: [],
        bindings: [],
        enables: [],
        constants: {},
      },
      relu: {
        code: `

@group(1) @binding(0) var<storage, read> activated: array<vec4f>;

fn activation_gradient(index: u32) -> vec4f {
 return select(vec4f(), vec4f(1.0), activated[index] > vec4f());
}` as string,
        imports: [],
        bindings: [{ name: 'activated', access: 'read', element: 'f32', shape: ['M', 'K'] }],
        enables: [],
        constants: {},
      },
      sigmoid: {
        code: `

@group(1) @binding(0) var<storage, read> activated: array<vec4f>;

fn activation_gradient(index: u32) -> vec4f {
 let y = activated[index];
 return y * (1.0 - y);
}` as string,
        imports: [],
        bindings: [{ name: 'activated', access: 'read', element: 'f32', shape: ['M', 'K'] }],
        enables: [],
        constants: {},
      },
    },
    clip: {
      none: {
        code: `

fn clip_norm(g: vec4f) -> vec4f {
 return g;
}` as string,
        imports: [],
        bindings: [],
        enables: [],
        constants: {},
      },
    },
    input: {
      activations: {
        code: `

@group(1) @binding(0) var<storage, read> activations: array<vec4f>;


fn input_start(first: u32, column4: u32) -> vec4u {
 return vec4u(first + column4, 0u, 0u, 0u);
}


fn input_block(start: vec4u, k4: u32, i: u32) -> mat4x4f {
 let at = start.x + 4u * k4 * i;
 return mat4x4f(
 activations[at], activations[at + k4], activations[at + 2u * k4], activations[at + 3u * k4],
 );
}` as string,
        imports: [],
        bindings: [{ name: 'activations', access: 'read', element: 'f32', shape: ['_'] }],
        enables: [],
        constants: {},
      },
      activations_or_f32: {
        code: `





const GATHERED: u32 = 0xffffffffu;

@group(1) @binding(0) var<storage, read> activations: array<vec4f>;
@group(1) @binding(1) var<storage, read> data: array<vec4f>;
@group(1) @binding(2) var<storage, read> row_index: array<u32>;


fn input_start(first: u32, column4: u32) -> vec4u {
 let gathered = first == GATHERED;
 return vec4u(select(first, 0u, gathered) + column4, u32(gathered), 0u, 0u);
}


fn input_block(start: vec4u, k4: u32, i: u32) -> mat4x4f {
 if (start.y == 1u) {
 let positions = min(4u * i + vec4u(0u, 1u, 2u, 3u), vec4u(step.row_count - 1u));
 let picked = step.first_row + positions;
 let rows = start.x + k4 * vec4u(
 row_index[picked.x], row_index[picked.y], row_index[picked.z], row_index[picked.w],
 );
 return mat4x4f(
 data[rows.x], data[rows.y],
 data[rows.z], data[rows.w],
 );
 }
 let at = start.x + 4u * k4 * i;
 return mat4x4f(
 activations[at], activations[at + k4], activations[at + 2u * k4], activations[at + 3u * k4],
 );
}` as string,
        imports: ['shared/step'],
        bindings: [
          { name: 'activations', access: 'read', element: 'f32', shape: ['_'] },
          { name: 'data', access: 'read', element: 'f32', shape: ['_', '_'] },
          { name: 'row_index', access: 'read', element: 'u32', shape: ['_'] },
        ],
        enables: [],
        constants: { GATHERED: { type: 'u32', value: 4294967295 } },
      },
      activations_or_u8: {
        code: `





const GATHERED: u32 = 0xffffffffu;

@group(1) @binding(0) var<storage, read> activations: array<vec4f>;
@group(1) @binding(1) var<storage, read> data: array<u32>;
@group(1) @binding(2) var<storage, read> row_index: array<u32>;


fn input_start(first: u32, column4: u32) -> vec4u {
 let gathered = first == GATHERED;
 return vec4u(select(first, 0u, gathered) + column4, u32(gathered), 0u, 0u);
}


fn input_block(start: vec4u, k4: u32, i: u32) -> mat4x4f {
 if (start.y == 1u) {
 let positions = min(4u * i + vec4u(0u, 1u, 2u, 3u), vec4u(step.row_count - 1u));
 let picked = step.first_row + positions;
 let rows = start.x + k4 * vec4u(
 row_index[picked.x], row_index[picked.y], row_index[picked.z], row_index[picked.w],
 );
 return mat4x4f(
 unpack4x8unorm(data[rows.x]), unpack4x8unorm(data[rows.y]),
 unpack4x8unorm(data[rows.z]), unpack4x8unorm(data[rows.w]),
 );
 }
 let at = start.x + 4u * k4 * i;
 return mat4x4f(
 activations[at], activations[at + k4], activations[at + 2u * k4], activations[at + 3u * k4],
 );
}` as string,
        imports: ['shared/step'],
        bindings: [
          { name: 'activations', access: 'read', element: 'f32', shape: ['_'] },
          { name: 'data', access: 'read', element: 'u8', shape: ['_', '_'] },
          { name: 'row_index', access: 'read', element: 'u32', shape: ['_'] },
        ],
        enables: [],
        constants: { GATHERED: { type: 'u32', value: 4294967295 } },
      },
    },
    kl_weight: {
      one: {
        code: `

fn kl_weight(column: u32) -> f32 {
 return 1.0;
}` as string,
        imports: [],
        bindings: [],
        enables: [],
        constants: {},
      },
    },
    optimizer: {
      adam: {
        code: `




const KEEPS_M = true;
const KEEPS_V = true;

fn optimizer_step(before: OptimizerState, g: vec4f) -> OptimizerState {
 return adam_step(before, penalized(g, before.w));
}` as string,
        imports: [
          'shared/adam',
          'shared/optimizer',
          'shared/finite',
          'shared/optimizer_scalars',
          'shared/step',
          'shared/l2_penalty',
        ],
        bindings: [],
        enables: [],
        constants: {
          BETA1: { type: 'f32', value: 0.9 },
          ONE_MINUS_BETA1: { type: 'f32', value: 0.1 },
          BETA2: { type: 'f32', value: 0.999 },
          ONE_MINUS_BETA2: { type: 'f32', value: 0.001 },
          EPSILON: { type: 'f32', value: 1e-8 },
          CLIP_VALUE: { type: 'f32', value: 0 },
          GROUP: { type: 'u32', value: 0 },
          WEIGHT_DECAY: { type: 'f32', value: 0 },
        },
      },
    },
  },
  kernels: {
    activation_backward: {
      code: `










const M: u32 = 128u;
const K: u32 = 400u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> dy: array<vec4f>;
@group(1) @binding(1) var<storage, read_write> dx: array<vec4f>;

const K4 = (K + 7u) / 8u * 2u;

@compute @workgroup_size(64, 1)
fn activation_backward(@builtin(global_invocation_id) id: vec3u) {
 if (id.x >= K4 || id.y >= M) {
 return;
 }
 let index = id.y * K4 + id.x;
 let value = dy[index] * activation_gradient(index);
 if (ACCUMULATE) {
 dx[index] += value;
 } else {
 dx[index] = value;
 }
}` as string,
      imports: [],
      bindings: [
        { name: 'dy', access: 'read', element: 'f32', shape: ['M', 'K'] },
        { name: 'dx', access: 'read_write', element: 'f32', shape: ['M', 'K'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        K: { type: 'u32', value: 400 },
        ACCUMULATE: { type: 'bool', value: false },
      },
      slots: { activation_gradient: 'relu' },
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: false,
    },
    dense_backward_input: {
      code: `












const M: u32 = 128u;
const N: u32 = 784u;
const K: u32 = 400u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> dy: array<vec4f>;
@group(1) @binding(1) var<storage, read> weight: array<vec4f>;
@group(1) @binding(2) var<storage, read_write> dx: array<vec4f>;

const INNER4 = (N + 7u) / 8u * 2u;
const K4 = (K + 7u) / 8u * 2u;

fn rows4() -> u32 {
 return (M + 7u) / 8u * 2u;
}

fn columns4() -> u32 {
 return K4;
}

fn left_start(row4: u32) -> vec4u {
 return (4u * row4 + vec4u(0u, 1u, 2u, 3u)) * INNER4;
}

fn left_block(start: vec4u, i: u32) -> mat4x4f {
 return mat4x4f(dy[start.x + i], dy[start.y + i], dy[start.z + i], dy[start.w + i]);
}

fn right_start(column4: u32) -> vec4u {
 return column4 + vec4u(0u, 1u, 2u, 3u) * K4;
}

fn right_block(start: vec4u, i: u32) -> mat4x4f {
 let at = start + 4u * K4 * i;
 return mat4x4f(weight[at.x], weight[at.y], weight[at.z], weight[at.w]);
}

fn emit(row4: u32, column4: u32, left: mat4x4f, right: mat4x4f) {
 var sums = array<mat4x4f, 2>(left, right);
 for (var i = 0u; i < 8u; i++) {
 let index = (4u * row4 + (i >> 1u)) * K4 + column4 + (i & 1u);
 let value = sums[i & 1u][i >> 1u] * activation_gradient(index);
 if (ACCUMULATE) {
 dx[index] += value;
 } else {
 dx[index] = value;
 }
 }
}

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn dense_backward_input(
 @builtin(workgroup_id) workgroup: vec3u,
 @builtin(local_invocation_index) lane: u32,
) {
 product(workgroup.xy, lane);
}` as string,
      imports: [],
      bindings: [
        { name: 'dy', access: 'read', element: 'f32', shape: ['M', 'N'] },
        { name: 'weight', access: 'read', element: 'f32', shape: ['N', 'K'] },
        { name: 'dx', access: 'read_write', element: 'f32', shape: ['M', 'K'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        N: { type: 'u32', value: 784 },
        K: { type: 'u32', value: 400 },
        ACCUMULATE: { type: 'bool', value: false },
      },
      slots: { activation_gradient: 'identity', product: 'direct_8x8' },
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: false,
    },
    dense_backward_weight: {
      code: `













const M: u32 = 128u;
const N: u32 = 400u;
const K: u32 = 784u;
const ACCUMULATE_WEIGHT: bool = false;
const ACCUMULATE_BIAS: bool = false;

@group(1) @binding(0) var<storage, read> dy: array<vec4f>;
@group(1) @binding(1) var<storage, read_write> dweight: array<vec4f>;
@group(1) @binding(2) var<storage, read_write> dbias: array<vec4f>;

const INNER4 = (M + 7u) / 8u * 2u;
const K4 = (K + 7u) / 8u * 2u;
const N4 = (N + 7u) / 8u * 2u;

fn rows4() -> u32 {
 return N4;
}

fn columns4() -> u32 {
 return K4;
}

fn left_start(row4: u32) -> vec4u {
 return row4 + vec4u(0u, 1u, 2u, 3u) * N4;
}

fn left_block(start: vec4u, i: u32) -> mat4x4f {
 let at = start + 4u * N4 * i;
 return transpose(mat4x4f(dy[at.x], dy[at.y], dy[at.z], dy[at.w]));
}

fn right_start(column4: u32) -> vec4u {
 return vec4u(column4);
}

fn right_block(start: vec4u, i: u32) -> mat4x4f {
 let row = 4u * i;
 return mat4x4f(
 x_load(x_row(row), start.x), x_load(x_row(row + 1u), start.x),
 x_load(x_row(row + 2u), start.x), x_load(x_row(row + 3u), start.x),
 );
}

fn store_bias(n4: u32) {
 var sums = vec4f();
 for (var row = 0u; row < M; row++) {
 sums += dy[row * N4 + n4];
 }
 if (ACCUMULATE_BIAS) {
 dbias[n4] += sums;
 } else {
 dbias[n4] = sums;
 }
}

fn emit(row4: u32, column4: u32, left: mat4x4f, right: mat4x4f) {
 var sums = array<mat4x4f, 2>(left, right);
 for (var i = 0u; i < 8u; i++) {
 let index = (4u * row4 + (i >> 1u)) * K4 + column4 + (i & 1u);
 if (ACCUMULATE_WEIGHT) {
 dweight[index] += sums[i & 1u][i >> 1u];
 } else {
 dweight[index] = sums[i & 1u][i >> 1u];
 }
 }
 if (column4 == 0u) {
 store_bias(row4);
 }
}

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn dense_backward_weight(
 @builtin(workgroup_id) workgroup: vec3u,
 @builtin(local_invocation_index) lane: u32,
) {
 product(workgroup.xy, lane);
}` as string,
      imports: [],
      bindings: [
        { name: 'dy', access: 'read', element: 'f32', shape: ['M', 'N'] },
        { name: 'dweight', access: 'read_write', element: 'f32', shape: ['N', 'K'] },
        { name: 'dbias', access: 'read_write', element: 'f32', shape: ['N'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        N: { type: 'u32', value: 400 },
        K: { type: 'u32', value: 784 },
        ACCUMULATE_WEIGHT: { type: 'bool', value: false },
        ACCUMULATE_BIAS: { type: 'bool', value: false },
      },
      slots: { load: 'matrix', product: 'direct_8x8' },
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: false,
    },
    dense_backward_weight_update: {
      code: `



















const M: u32 = 128u;
const P: u32 = 654592u;
const LAYERS: u32 = 1u;
const N: array<u32, 8> = array<u32, 8>(400u, 0u, 0u, 0u, 0u, 0u, 0u, 0u);
const K: array<u32, 8> = array<u32, 8>(784u, 0u, 0u, 0u, 0u, 0u, 0u, 0u);
const DY: array<u32, 8> = array<u32, 8>(0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u);
const X: array<u32, 8> = array<u32, 8>(0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u);
const WEIGHT: array<u32, 8> = array<u32, 8>(0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u);
const BIAS: array<u32, 8> = array<u32, 8>(78400u, 0u, 0u, 0u, 0u, 0u, 0u, 0u);

@group(1) @binding(0) var<storage, read> gradients: array<vec4f>;
@group(1) @binding(1) var<storage, read_write> state: array<vec4f>;
@group(1) @binding(2) var<storage, read_write> health: array<atomic<u32>>;

const INNER4 = (M + 7u) / 8u * 2u;
const P4 = P / 4u;


struct Layer {
 n4: u32,
 k4: u32,
 dy: u32,
 x: u32,
 weight: u32,
 bias: u32,
}

var<private> layer: Layer;

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

 for (var i = 0u; i < select(8u, 0u, halted); i++) {
 update(start + (i >> 1u) * layer.k4 + (i & 1u), steps[i & 1u][i >> 1u]);
 }
}

fn update_bias(row4: u32) {
 if (row4 >= rows4()) {
 return;
 }
 var sum = vec4f();

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
}` as string,
      imports: ['shared/optimizer', 'shared/finite', 'shared/step'],
      bindings: [
        { name: 'gradients', access: 'read', element: 'f32', shape: ['_'] },
        { name: 'state', access: 'read_write', element: 'f32', shape: ['3*P'] },
        { name: 'health', access: 'read_write', element: 'u32', shape: ['1'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        P: { type: 'u32', value: 654592 },
        LAYERS: { type: 'u32', value: 1 },
        N: { type: 'u32[]', value: [400, 0, 0, 0, 0, 0, 0, 0] },
        K: { type: 'u32[]', value: [784, 0, 0, 0, 0, 0, 0, 0] },
        DY: { type: 'u32[]', value: [0, 0, 0, 0, 0, 0, 0, 0] },
        X: { type: 'u32[]', value: [0, 0, 0, 0, 0, 0, 0, 0] },
        WEIGHT: { type: 'u32[]', value: [0, 0, 0, 0, 0, 0, 0, 0] },
        BIAS: { type: 'u32[]', value: [78400, 0, 0, 0, 0, 0, 0, 0] },
        CLIP_VALUE: { type: 'f32', value: 0 },
      },
      slots: { input: 'activations', optimizer: 'adam', product: 'direct_8x8' },
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    dense_likelihood: {
      code: `

















const M: u32 = 128u;
const K: u32 = 784u;
const H: u32 = 400u;
const RING: u32 = 32u;
const PARTS: u32 = 98u;

@group(1) @binding(0) var<storage, read> h: array<vec4f>;
@group(1) @binding(1) var<storage, read> weight: array<vec4f>;
@group(1) @binding(2) var<storage, read> bias: array<vec4f>;
@group(1) @binding(3) var<storage, read_write> terms: array<f32>;
@group(1) @binding(4) var<storage, read_write> doutputs: array<vec4f>;

const INNER4 = (H + 7u) / 8u * 2u;
const K4 = (K + 7u) / 8u * 2u;
const TERMS_WIDTH = (M + 7u) / 8u * 8u;

fn rows4() -> u32 {
 return (M + 7u) / 8u * 2u;
}

fn columns4() -> u32 {
 return K4;
}

fn left_start(row4: u32) -> vec4u {
 return (4u * row4 + vec4u(0u, 1u, 2u, 3u)) * INNER4;
}

fn left_block(start: vec4u, i: u32) -> mat4x4f {
 return mat4x4f(h[start.x + i], h[start.y + i], h[start.z + i], h[start.w + i]);
}

fn right_start(column4: u32) -> vec4u {
 return (4u * column4 + vec4u(0u, 1u, 2u, 3u)) * INNER4;
}

fn right_block(start: vec4u, i: u32) -> mat4x4f {
 return transpose(mat4x4f(
 weight[start.x + i], weight[start.y + i], weight[start.z + i], weight[start.w + i],
 ));
}

fn emit(row4: u32, column4: u32, left: mat4x4f, right: mat4x4f) {
 let part = (step.ring_slot % RING) * PARTS + column4 / 2u;
 var sums = array<mat4x4f, 2>(left, right);
 for (var i = 0u; i < 4u; i++) {
 let row = 4u * row4 + i;
 let start = x_row(row / SAMPLES);
 var losses = vec4f();
 for (var half = 0u; half < 2u; half++) {
 let k4 = column4 + half;
 let outputs = sums[half][i] + bias[k4];
 let x = x_load(start, k4);
 let gradient = loss_weight(row) * likelihood_gradient(row, k4, outputs, x);
 doutputs[row * K4 + k4] = keep_columns(gradient, k4, K);
 losses += keep_columns(likelihood_loss(row, k4, outputs, x), k4, K);
 }
 let sum = losses.x + losses.y + losses.z + losses.w;
 terms[part * TERMS_WIDTH + row] = select(0.0, sum, row_counts(row));
 }
}

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn dense_likelihood(
 @builtin(workgroup_id) workgroup: vec3u,
 @builtin(local_invocation_index) lane: u32,
) {
 product(workgroup.xy, lane);
}` as string,
      imports: ['shared/columns', 'shared/loss_weight', 'shared/samples', 'shared/step'],
      bindings: [
        { name: 'h', access: 'read', element: 'f32', shape: ['M', 'H'] },
        { name: 'weight', access: 'read', element: 'f32', shape: ['K', 'H'] },
        { name: 'bias', access: 'read', element: 'f32', shape: ['K'] },
        {
          name: 'terms',
          access: 'read_write',
          element: 'f32',
          shape: ['RING', 'PARTS', 'M'],
        },
        { name: 'doutputs', access: 'read_write', element: 'f32', shape: ['M', 'K'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        K: { type: 'u32', value: 784 },
        H: { type: 'u32', value: 400 },
        RING: { type: 'u32', value: 32 },
        PARTS: { type: 'u32', value: 98 },
        TERM: { type: 'u32', value: 0 },
        SAMPLES: { type: 'u32', value: 1 },
      },
      slots: { load: 'matrix', likelihood: 'bernoulli', product: 'direct_8x8' },
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    kl_backward: {
      code: `










const M: u32 = 128u;
const L: u32 = 20u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> stats: array<f32>;
@group(1) @binding(1) var<storage, read_write> dstats: array<f32>;

const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn kl_backward(@builtin(global_invocation_id) id: vec3u) {
 if (id.x >= L || id.y >= M) {
 return;
 }
 let mu_index = id.y * STATS_WIDTH + id.x;
 let logvar_index = mu_index + L;
 let weight = loss_weight(id.y) * kl_weight(id.x);
 let gradient = weight * kl_gradient(stats[mu_index], stats[logvar_index]);
 if (ACCUMULATE) {
 dstats[mu_index] += gradient.x;
 dstats[logvar_index] += gradient.y;
 } else {
 dstats[mu_index] = gradient.x;
 dstats[logvar_index] = gradient.y;
 }
}` as string,
      imports: ['shared/loss_weight', 'shared/samples', 'shared/step', 'shared/kl'],
      bindings: [
        { name: 'stats', access: 'read', element: 'f32', shape: ['M', '2*L'] },
        { name: 'dstats', access: 'read_write', element: 'f32', shape: ['M', '2*L'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        L: { type: 'u32', value: 20 },
        ACCUMULATE: { type: 'bool', value: false },
        TERM: { type: 'u32', value: 0 },
        SAMPLES: { type: 'u32', value: 1 },
      },
      slots: { kl_weight: 'one' },
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    kl_forward_backward: {
      code: `













const M: u32 = 128u;
const L: u32 = 20u;
const RING: u32 = 32u;

@group(1) @binding(0) var<storage, read> stats: array<f32>;
@group(1) @binding(1) var<storage, read_write> terms: array<f32>;
@group(1) @binding(2) var<storage, read_write> dstats: array<f32>;

const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const TERMS_WIDTH = (M + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn kl_forward_backward(@builtin(global_invocation_id) id: vec3u) {
 let row = id.x;
 if (row >= M) {
 return;
 }
 let weight = loss_weight(row);
 var sum = 0.0;
 for (var column = 0u; column < L; column++) {
 let mu_index = row * STATS_WIDTH + column;
 let logvar_index = mu_index + L;
 let mu = stats[mu_index];
 let logvar = stats[logvar_index];
 let gradient = weight * kl_weight(column) * kl_gradient(mu, logvar);
 sum += kl_loss(mu, logvar);
 dstats[mu_index] = gradient.x;
 dstats[logvar_index] = gradient.y;
 }
 terms[(step.ring_slot % RING) * TERMS_WIDTH + row] = select(0.0, sum, row < step.row_count);
}` as string,
      imports: ['shared/loss_weight', 'shared/samples', 'shared/step', 'shared/kl'],
      bindings: [
        { name: 'stats', access: 'read', element: 'f32', shape: ['M', '2*L'] },
        { name: 'terms', access: 'read_write', element: 'f32', shape: ['RING', '1', 'M'] },
        { name: 'dstats', access: 'read_write', element: 'f32', shape: ['M', '2*L'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        L: { type: 'u32', value: 20 },
        RING: { type: 'u32', value: 32 },
        TERM: { type: 'u32', value: 0 },
        SAMPLES: { type: 'u32', value: 1 },
      },
      slots: { kl_weight: 'one' },
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    latent_backward: {
      code: `






















const M: u32 = 128u;
const K: u32 = 400u;
const L: u32 = 20u;
const N: u32 = 400u;
const WEIGHT2: u32 = 0u;
const WEIGHT3: u32 = 0u;

@group(1) @binding(0) var<storage, read> dy: array<vec4f>;
@group(1) @binding(1) var<storage, read> parameters: array<vec4f>;
@group(1) @binding(2) var<storage, read> stats: array<f32>;
@group(1) @binding(3) var<storage, read_write> dstats: array<f32>;
@group(1) @binding(4) var<storage, read_write> dh: array<vec4f>;



@group(1) @binding(5) var<storage, read_write> partial: array<vec4f>;


const LANES: u32 = 64u;
const ROWS = 8u;
const K4 = (K + 7u) / 8u * 2u;
const L4 = (L + 7u) / 8u * 2u;
const N4 = (N + 7u) / 8u * 2u;
const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;

const PARTS = (L + 3u) / 4u;
const TASKS = ROWS / 4u * PARTS;
const TASK_TURNS = (TASKS + LANES - 1u) / LANES;

const SLICES = max(1u, LANES / TASKS);
const SLICE_STEPS = (N4 + SLICES - 1u) / SLICES;
const BLOCKS = 2u * PARTS;
const FIRST_BLOCK = (M + 7u) / 8u * SLICES * PARTS * ROWS;


fn weight_block(start: u32, width4: u32) -> mat4x4f {
 return mat4x4f(
 parameters[start], parameters[start + width4],
 parameters[start + 2u * width4], parameters[start + 3u * width4],
 );
}

fn partial_index(workgroup: u32, slice: u32, part: u32) -> u32 {
 return ((workgroup * SLICES + slice) * PARTS + part) * ROWS;
}

fn block_index(workgroup: u32, block: u32) -> u32 {
 return FIRST_BLOCK + (workgroup * BLOCKS + block) * ROWS;
}

fn sum_slice(workgroup: u32, task: u32, slice: u32) {
 let part = task / 2u;
 let row = 4u * (task % 2u);
 let left = (ROWS * workgroup + row) * N4;
 var sums = mat4x4f();
 for (var i = 0u; i < SLICE_STEPS; i++) {
 let n4 = slice * SLICE_STEPS + i;
 if (n4 >= N4) {
 break;
 }
 let at = left + n4;
 sums += weight_block(WEIGHT3 + 4u * n4 * L4 + part, L4)
 * mat4x4f(dy[at], dy[at + N4], dy[at + 2u * N4], dy[at + 3u * N4]);
 }
 let at = partial_index(workgroup, slice, part) + row;
 for (var i = 0u; i < 4u; i++) {
 partial[at + i] = sums[i];
 }
}


fn through_sample(workgroup: u32, local_row: u32, part: u32) {
 var dz = vec4f();
 for (var slice = 0u; slice < SLICES; slice++) {
 dz += partial[partial_index(workgroup, slice, part) + local_row];
 }
 let row = ROWS * workgroup + local_row;
 let noise = noise4(row, part);
 let weight = loss_weight(row);
 let at = row * STATS_WIDTH + 4u * part;
 var dmu = vec4f();
 var dlogvar = vec4f();
 for (var i = 0u; i < min(4u, L - 4u * part); i++) {
 let logvar = stats[at + L + i];
 let kl = weight * kl_gradient(stats[at + i], logvar);
 dmu[i] = dz[i] + kl.x;
 dlogvar[i] = 0.5 * dz[i] * noise[i] * exp(0.5 * logvar) + kl.y;
 dstats[at + i] = dmu[i];
 dstats[at + L + i] = dlogvar[i];
 }
 partial[block_index(workgroup, part) + local_row] = dmu;
 partial[block_index(workgroup, PARTS + part) + local_row] = dlogvar;
}


fn encode(workgroup: u32, row: u32, column4: u32) {
 var sums = mat4x4f();
 for (var block = 0u; block < BLOCKS; block++) {

 let stat = (block / PARTS) * L + 4u * (block % PARTS);
 let at = block_index(workgroup, block) + row;
 sums += weight_block(WEIGHT2 + stat * K4 + column4, K4)
 * mat4x4f(partial[at], partial[at + 1u], partial[at + 2u], partial[at + 3u]);
 }
 for (var i = 0u; i < 4u; i++) {
 let index = (ROWS * workgroup + row + i) * K4 + column4;
 dh[index] = sums[i] * activation_gradient(index);
 }
}

@compute @workgroup_size(LANES)
fn latent_backward(
 @builtin(workgroup_id) workgroup: vec3u,
 @builtin(local_invocation_index) lane: u32,
) {
 for (var turn = 0u; turn < TASK_TURNS; turn++) {
 let i = LANES * turn + lane;
 if (i < SLICES * TASKS) {
 sum_slice(workgroup.x, i % TASKS, i / TASKS);
 }
 }
 storageBarrier();
 for (var turn = 0u; turn < (ROWS * PARTS + LANES - 1u) / LANES; turn++) {
 let i = LANES * turn + lane;
 if (i < ROWS * PARTS) {
 through_sample(workgroup.x, i % ROWS, i / ROWS);
 }
 }
 storageBarrier();
 for (var turn = 0u; turn < (2u * K4 + LANES - 1u) / LANES; turn++) {
 let i = LANES * turn + lane;
 if (i < 2u * K4) {
 encode(workgroup.x, 4u * (i % 2u), i / 2u);
 }
 }
}` as string,
      imports: ['shared/loss_weight', 'shared/samples', 'shared/step', 'shared/kl'],
      bindings: [
        { name: 'dy', access: 'read', element: 'f32', shape: ['M', 'N'] },
        { name: 'parameters', access: 'read', element: 'f32', shape: ['_'] },
        { name: 'stats', access: 'read', element: 'f32', shape: ['M', '2*L'] },
        { name: 'dstats', access: 'read_write', element: 'f32', shape: ['M', '2*L'] },
        { name: 'dh', access: 'read_write', element: 'f32', shape: ['M', 'K'] },
        { name: 'partial', access: 'read_write', element: 'f32', shape: ['_'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        K: { type: 'u32', value: 400 },
        L: { type: 'u32', value: 20 },
        N: { type: 'u32', value: 400 },
        WEIGHT2: { type: 'u32', value: 0 },
        WEIGHT3: { type: 'u32', value: 0 },
        LANES: { type: 'u32', value: 64 },
        TERM: { type: 'u32', value: 0 },
        SAMPLES: { type: 'u32', value: 1 },
      },
      slots: { noise: 'counter', activation_gradient: 'relu' },
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    likelihood_backward: {
      code: `












const M: u32 = 128u;
const K: u32 = 784u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> outputs: array<vec4f>;
@group(1) @binding(1) var<storage, read_write> doutputs: array<vec4f>;

const K4 = (K + 7u) / 8u * 2u;

@compute @workgroup_size(64, 1)
fn likelihood_backward(@builtin(global_invocation_id) id: vec3u) {
 if (id.x >= K4 || id.y >= M) {
 return;
 }
 let index = id.y * K4 + id.x;
 let x = x_load(x_row(id.y / SAMPLES), id.x);
 let gradient = likelihood_gradient(id.y, id.x, outputs[index], x);
 let value = keep_columns(term_weight(id.y) * gradient, id.x, K);
 if (ACCUMULATE) {
 doutputs[index] += value;
 } else {
 doutputs[index] = value;
 }
}` as string,
      imports: ['shared/columns', 'shared/samples', 'shared/step'],
      bindings: [
        { name: 'outputs', access: 'read', element: 'f32', shape: ['M', 'K'] },
        { name: 'doutputs', access: 'read_write', element: 'f32', shape: ['M', 'K'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        K: { type: 'u32', value: 784 },
        ACCUMULATE: { type: 'bool', value: false },
        SAMPLES: { type: 'u32', value: 1 },
      },
      slots: { load: 'matrix', likelihood: 'bernoulli', term_weight: 'scalar' },
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    likelihood_forward_backward: {
      code: `
















const M: u32 = 128u;
const K: u32 = 784u;
const RING: u32 = 32u;

@group(1) @binding(0) var<storage, read> outputs: array<vec4f>;
@group(1) @binding(1) var<storage, read_write> terms: array<f32>;
@group(1) @binding(2) var<storage, read_write> doutputs: array<vec4f>;

const K4 = (K + 7u) / 8u * 2u;
const TERMS_WIDTH = (M + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn likelihood_forward_backward(
 @builtin(workgroup_id) workgroup: vec3u,
 @builtin(local_invocation_index) lane: u32,
) {
 let row = workgroup.x;
 let start = x_row(row / SAMPLES);
 var losses = vec4f();
 for (var k4 = lane; k4 < K4; k4 += 64u) {
 let index = row * K4 + k4;
 let output = outputs[index];
 let x = x_load(start, k4);
 losses += keep_columns(likelihood_loss(row, k4, output, x), k4, K);
 doutputs[index] = keep_columns(loss_weight(row) * likelihood_gradient(row, k4, output, x), k4, K);
 }
 let sum = sum64(losses.x + losses.y + losses.z + losses.w, lane);
 if (lane == 0u) {
 terms[(step.ring_slot % RING) * TERMS_WIDTH + row] = select(0.0, sum, row_counts(row));
 }
}` as string,
      imports: [
        'shared/columns',
        'shared/sum64',
        'shared/loss_weight',
        'shared/samples',
        'shared/step',
      ],
      bindings: [
        { name: 'outputs', access: 'read', element: 'f32', shape: ['M', 'K'] },
        { name: 'terms', access: 'read_write', element: 'f32', shape: ['RING', '1', 'M'] },
        { name: 'doutputs', access: 'read_write', element: 'f32', shape: ['M', 'K'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        K: { type: 'u32', value: 784 },
        RING: { type: 'u32', value: 32 },
        TERM: { type: 'u32', value: 0 },
        SAMPLES: { type: 'u32', value: 1 },
      },
      slots: { load: 'matrix', likelihood: 'bernoulli' },
      workgroupSize: [64, 1, 1],
      workgroupBytes: 256,
      usesStep: true,
    },
    optimizer_update: {
      code: `

















const P: u32 = 652824u;

const FIRST: u32 = 0u;
const COUNT: u32 = 0u;

@group(1) @binding(0) var<storage, read_write> state: array<vec4f>;
@group(1) @binding(1) var<storage, read> gradient: array<vec4f>;
@group(1) @binding(2) var<storage, read_write> health: array<atomic<u32>>;

const P4 = P / 4u;
const COUNT4 = select(COUNT, P, COUNT == 0u) / 4u;

@compute @workgroup_size(64)
fn optimizer_update(
 @builtin(global_invocation_id) id: vec3u,
 @builtin(num_workgroups) workgroups: vec3u,
) {
 let number = linear_index(id, workgroups, 64u);
 if (number >= COUNT4) {
 return;
 }
 let i = FIRST / 4u + number;
 if (atomicLoad(&health[0]) < step.counter) {
 return;
 }
 let g = gradient[i];
 let before = OptimizerState(state[i], state[P4 + i], state[2u * P4 + i]);
 let after = optimizer_step(before, clip_value(clip_norm(g)));
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
}` as string,
      imports: ['shared/optimizer', 'shared/finite', 'shared/step', 'shared/linear'],
      bindings: [
        { name: 'state', access: 'read_write', element: 'f32', shape: ['3*P'] },
        { name: 'gradient', access: 'read', element: 'f32', shape: ['P'] },
        { name: 'health', access: 'read_write', element: 'u32', shape: ['1'] },
      ],
      enables: [],
      constants: {
        P: { type: 'u32', value: 652824 },
        FIRST: { type: 'u32', value: 0 },
        COUNT: { type: 'u32', value: 0 },
        CLIP_VALUE: { type: 'f32', value: 0 },
      },
      slots: { optimizer: 'adam', clip: 'none' },
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    reparameterize_backward: {
      code: `









const M: u32 = 128u;
const L: u32 = 20u;
const SAMPLES: u32 = 1u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> stats: array<f32>;
@group(1) @binding(1) var<storage, read> dz: array<vec4f>;
@group(1) @binding(2) var<storage, read_write> dstats: array<f32>;

const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const L4 = (L + 7u) / 8u * 2u;

@compute @workgroup_size(8, 8)
fn reparameterize_backward(@builtin(global_invocation_id) id: vec3u) {
 if (4u * id.x >= L || id.y >= M) {
 return;
 }
 var dmus = vec4f();
 var dnoises = vec4f();
 for (var s = 0u; s < SAMPLES; s++) {
 let row = SAMPLES * id.y + s;
 let gradient = dz[row * L4 + id.x];
 dmus += gradient;
 dnoises += gradient * noise4(row, id.x);
 }
 for (var i = 0u; i < 4u; i++) {
 let column = 4u * id.x + i;
 if (column < L) {
 let mu_index = id.y * STATS_WIDTH + column;
 let logvar_index = mu_index + L;
 let dlogvar = 0.5 * dnoises[i] * exp(0.5 * stats[logvar_index]);
 if (ACCUMULATE) {
 dstats[mu_index] += dmus[i];
 dstats[logvar_index] += dlogvar;
 } else {
 dstats[mu_index] = dmus[i];
 dstats[logvar_index] = dlogvar;
 }
 }
 }
}` as string,
      imports: [],
      bindings: [
        { name: 'stats', access: 'read', element: 'f32', shape: ['M', '2*L'] },
        { name: 'dz', access: 'read', element: 'f32', shape: ['M*SAMPLES', 'L'] },
        { name: 'dstats', access: 'read_write', element: 'f32', shape: ['M', '2*L'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        L: { type: 'u32', value: 20 },
        SAMPLES: { type: 'u32', value: 1 },
        ACCUMULATE: { type: 'bool', value: false },
      },
      slots: { noise: 'counter' },
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
  },
} as const satisfies CataloguePart;
