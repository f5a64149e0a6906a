// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const coreKernels = {
  modules: {
    'shared/columns': `



fn keep_columns(value: vec4f, column4: u32, width: u32) -> vec4f {
 let column = vec4u(4u * column4) + vec4u(0u, 1u, 2u, 3u);
 return select(vec4f(), value, column < vec4u(width));
}` as string,
    'shared/finite': `


fn all_finite(values: vec4f) -> bool {
 let exponents = bitcast<vec4u>(values) & vec4u(0x7f800000u);
 return all(exponents != vec4u(0x7f800000u));
}` as string,
    'shared/kl': `








const SERIES_RADIUS = 1.0;


fn exp_remainder(x: f32) -> f32 {
 let series = 1.0 + x / 3.0 * (1.0 + x / 4.0 * (1.0 + x / 5.0 * (1.0 + x / 6.0 * (1.0 + x / 7.0 *
 (1.0 + x / 8.0 * (1.0 + x / 9.0 * (1.0 + x / 10.0 * (1.0 + x / 11.0))))))));
 return select(exp(x) - 1.0 - x, 0.5 * x * x * series, abs(x) < SERIES_RADIUS);
}

fn kl_loss(mu: f32, logvar: f32) -> f32 {
 return 0.5 * (mu * mu + exp_remainder(logvar));
}


fn kl_gradient(mu: f32, logvar: f32) -> vec2f {
 return vec2f(mu, 0.5 * (logvar + exp_remainder(logvar)));
}` as string,
    'shared/loss_weight': `





const TERM: u32 = 0u;


fn loss_weight(row: u32) -> f32 {
 let weight = step.loss_weights[TERM / 4u][TERM % 4u] / f32(SAMPLES);
 return select(0.0, weight, row_counts(row));
}` as string,
    'shared/normal': `






fn normal_pair(bits: vec2u) -> vec2f {
 let u = (vec2f(bits >> vec2u(9u)) + 0.5) * 0x1p-23;
 let radius = sqrt(max(0.0, -2.0 * log(u.x)));
 let angle = 6.283185307179586 * (u.y - 0.5);
 return radius * vec2f(cos(angle), sin(angle));
}` as string,
    'shared/samples': `



const SAMPLES: u32 = 1u;


fn row_counts(row: u32) -> bool {
 return row / SAMPLES < step.row_count;
}` as string,
    'shared/step': `




struct Step {
 row_count: u32,
 first_row: u32,
 ring_slot: u32,
 counter: u32,
 data_counter: u32,
 data_row: u32,
 seed: u32,
 noise_scale: f32,
 optimizers: array<vec4f, 4>,
 loss_weights: array<vec4f, 4>,
 targets: array<vec4f, 2>,
}

@group(0) @binding(0) var<uniform> step: Step;` as string,
    'shared/sum64': `



var<workgroup> sum64_partial: array<f32, 64>;

fn sum64(value: f32, lane: u32) -> f32 {
 sum64_partial[lane] = value;
 for (var width = 32u; width > 0u; width = width / 2u) {
 workgroupBarrier();
 if (lane < width) {
 sum64_partial[lane] += sum64_partial[lane + width];
 }
 }

 return sum64_partial[lane];
}


fn sum64_for_all(value: f32, lane: u32) -> f32 {
 sum64(value, lane);
 return workgroupUniformLoad(&sum64_partial[0]);
}` as string,
    'shared/threefry': `






fn threefry_four_rounds(words: vec2u, rotations: vec4u) -> vec2u {
 var x = words;
 x.x += x.y;
 x.y = ((x.y << rotations.x) | (x.y >> (32u - rotations.x))) ^ x.x;
 x.x += x.y;
 x.y = ((x.y << rotations.y) | (x.y >> (32u - rotations.y))) ^ x.x;
 x.x += x.y;
 x.y = ((x.y << rotations.z) | (x.y >> (32u - rotations.z))) ^ x.x;
 x.x += x.y;
 x.y = ((x.y << rotations.w) | (x.y >> (32u - rotations.w))) ^ x.x;
 return x;
}

fn threefry2x32(key: vec2u, counter: vec2u) -> vec2u {
 let even = vec4u(13u, 15u, 26u, 6u);
 let odd = vec4u(17u, 29u, 16u, 24u);
 let key2 = 0x1BD11BDAu ^ key.x ^ key.y;
 var x = counter + key;
 x = threefry_four_rounds(x, even) + vec2u(key.y, key2 + 1u);
 x = threefry_four_rounds(x, odd) + vec2u(key2, key.x + 2u);
 x = threefry_four_rounds(x, even) + vec2u(key.x, key.y + 3u);
 x = threefry_four_rounds(x, odd) + vec2u(key.y, key2 + 4u);
 return threefry_four_rounds(x, even) + vec2u(key2, key.x + 5u);
}` as string,
  },
  slots: {
    activation: {
      identity: {
        code: `

fn activate(value: vec4f) -> vec4f {
 return value;
}` as string,
        imports: [],
        bindings: [],
        enables: [],
        constants: {},
      },
      relu: {
        code: `

fn activate(value: vec4f) -> vec4f {
 return max(value, vec4f());
}` as string,
        imports: [],
        bindings: [],
        enables: [],
        constants: {},
      },
      sigmoid: {
        code: `


fn activate(value: vec4f) -> vec4f {
 return 1.0 / (1.0 + exp(clamp(-value, vec4f(-80.0), vec4f(80.0))));
}` as string,
        imports: [],
        bindings: [],
        enables: [],
        constants: {},
      },
    },
    likelihood: {
      bernoulli: {
        code: `






fn likelihood_loss(row: u32, column4: u32, outputs: vec4f, x: vec4f) -> vec4f {
 return max(outputs, vec4f()) - outputs * x + log(1.0 + exp(-abs(outputs)));
}

fn likelihood_gradient(row: u32, column4: u32, outputs: vec4f, x: vec4f) -> vec4f {
 let small = exp(-abs(outputs));
 let sigmoid = select(small, vec4f(1.0), outputs >= vec4f()) / (1.0 + small);
 return sigmoid - x;
}` as string,
        imports: [],
        bindings: [],
        enables: [],
        constants: {},
      },
    },
    load: {
      gather_f32: {
        code: `




@group(1) @binding(0) var<storage, read> data: array<vec4f>;
@group(1) @binding(1) var<storage, read> row_index: array<u32>;


fn x_row(row: u32) -> u32 {
 return row_index[step.first_row + min(row, step.row_count - 1u)] * ((K + 7u) / 8u * 2u);
}


fn x_load(start: u32, column4: u32) -> vec4f {
 return data[start + column4];
}` as string,
        imports: ['shared/step'],
        bindings: [
          { name: 'data', access: 'read', element: 'f32', shape: ['_', 'K'] },
          { name: 'row_index', access: 'read', element: 'u32', shape: ['_'] },
        ],
        enables: [],
        constants: {},
      },
      gather_sparse: {
        code: `








@group(1) @binding(0) var<storage, read> sparse: array<u32>;
@group(1) @binding(1) var<storage, read> row_index: array<u32>;


fn x_row(row: u32) -> u32 {
 return row_index[step.first_row + min(row, max(step.row_count, 1u) - 1u)];
}


fn x_load(start: u32, column4: u32) -> vec4f {
 let first = sparse[start];
 let end = sparse[start + 1u];
 let column = 4u * column4;

 var low = 0u;
 var high = (end - first) / 2u;
 while (low < high) {
 let middle = (low + high) / 2u;
 let before = sparse[first + 2u * middle] < column;
 low = select(low, middle + 1u, before);
 high = select(middle, high, before);
 }
 var value = vec4f();
 for (var word = first + 2u * low; word < end; word += 2u) {
 let place = sparse[word] - column;
 if (place >= 4u) {
 break;
 }
 value[place] = bitcast<f32>(sparse[word + 1u]);
 }
 return value;
}` as string,
        imports: ['shared/step'],
        bindings: [
          { name: 'sparse', access: 'read', element: 'u32', shape: ['_'] },
          { name: 'row_index', access: 'read', element: 'u32', shape: ['_'] },
        ],
        enables: [],
        constants: {},
      },
      gather_u16: {
        code: `





@group(1) @binding(0) var<storage, read> data: array<vec2u>;
@group(1) @binding(1) var<storage, read> row_index: array<u32>;


fn x_row(row: u32) -> u32 {
 let place = step.first_row + min(row, max(step.row_count, 1u) - 1u);
 return row_index[place] * ((K + 7u) / 8u * 2u);
}


fn x_load(start: u32, column4: u32) -> vec4f {
 let words = data[start + column4];
 return vec4f(unpack2x16unorm(words.x), unpack2x16unorm(words.y));
}` as string,
        imports: ['shared/step'],
        bindings: [
          { name: 'data', access: 'read', element: 'u16', shape: ['_', 'K'] },
          { name: 'row_index', access: 'read', element: 'u32', shape: ['_'] },
        ],
        enables: [],
        constants: {},
      },
      gather_u32: {
        code: `





@group(1) @binding(0) var<storage, read> data: array<vec4u>;
@group(1) @binding(1) var<storage, read> row_index: array<u32>;


fn x_row(row: u32) -> u32 {
 let place = step.first_row + min(row, max(step.row_count, 1u) - 1u);
 return row_index[place] * ((K + 7u) / 8u * 2u);
}


fn x_load(start: u32, column4: u32) -> vec4f {
 return vec4f(data[start + column4]);
}` as string,
        imports: ['shared/step'],
        bindings: [
          { name: 'data', access: 'read', element: 'u32', shape: ['_', 'K'] },
          { name: 'row_index', access: 'read', element: 'u32', shape: ['_'] },
        ],
        enables: [],
        constants: {},
      },
      gather_u8: {
        code: `




@group(1) @binding(0) var<storage, read> data: array<u32>;
@group(1) @binding(1) var<storage, read> row_index: array<u32>;


fn x_row(row: u32) -> u32 {
 return row_index[step.first_row + min(row, step.row_count - 1u)] * ((K + 7u) / 8u * 2u);
}


fn x_load(start: u32, column4: u32) -> vec4f {
 return unpack4x8unorm(data[start + column4]);
}` as string,
        imports: ['shared/step'],
        bindings: [
          { name: 'data', access: 'read', element: 'u8', shape: ['_', 'K'] },
          { name: 'row_index', access: 'read', element: 'u32', shape: ['_'] },
        ],
        enables: [],
        constants: {},
      },
      matrix: {
        code: `

@group(1) @binding(0) var<storage, read> x: array<vec4f>;


fn x_row(row: u32) -> u32 {
 return row * ((K + 7u) / 8u * 2u);
}


fn x_load(start: u32, column4: u32) -> vec4f {
 return x[start + column4];
}` as string,
        imports: [],
        bindings: [{ name: 'x', access: 'read', element: 'f32', shape: ['_', 'K'] }],
        enables: [],
        constants: {},
      },
    },
    noise: {
      counter: {
        code: `





const STREAM: u32 = 0u;


fn noise4(row: u32, column4: u32) -> vec4f {
 let index = 2u * (row * ((L + 3u) / 4u) + column4);
 let key = vec2u(step.seed, STREAM);
 return vec4f(
 normal_pair(threefry2x32(key, vec2u(step.counter, index))),
 normal_pair(threefry2x32(key, vec2u(step.counter, index + 1u))),
 );
}` as string,
        imports: ['shared/step', 'shared/threefry', 'shared/normal'],
        bindings: [],
        enables: [],
        constants: { STREAM: { type: 'u32', value: 0 } },
      },
      given: {
        code: `

@group(1) @binding(0) var<storage, read> noise: array<vec4f>;


fn noise4(row: u32, column4: u32) -> vec4f {
 return noise[row * ((L + 7u) / 8u * 2u) + column4];
}` as string,
        imports: [],
        bindings: [{ name: 'noise', access: 'read', element: 'f32', shape: ['_', 'L'] }],
        enables: [],
        constants: {},
      },
    },
    product: {
      direct_8x8: {
        code: `



const WORKGROUP_X: u32 = 8u;
const WORKGROUP_Y: u32 = 8u;
const TILE_ROWS4: u32 = 16u;
const TILE_COLUMNS4: u32 = 16u;

fn product(tile: vec2u, lane: u32) {
 let row4 = tile.y * TILE_ROWS4 + 2u * (lane / WORKGROUP_X);
 let column4 = tile.x * TILE_COLUMNS4 + 2u * (lane % WORKGROUP_X);
 if (row4 >= rows4() || column4 >= columns4()) {
 return;
 }
 let left_start0 = left_start(row4);
 let left_start1 = left_start(row4 + 1u);
 let right_start0 = right_start(column4);
 let right_start1 = right_start(column4 + 1u);
 var sums: array<mat4x4f, 4>;
 for (var i = 0u; i < INNER4; i++) {
 let right0 = right_block(right_start0, i);
 let right1 = right_block(right_start1, i);
 let left0 = left_block(left_start0, i);
 sums[0] += right0 * left0;
 sums[1] += right1 * left0;
 let left1 = left_block(left_start1, i);
 sums[2] += right0 * left1;
 sums[3] += right1 * left1;
 }
 for (var block = 0u; block < 2u; block++) {
 emit(row4 + block, column4, sums[2u * block], sums[2u * block + 1u]);
 }
}` as string,
        imports: [],
        bindings: [],
        enables: [],
        constants: {
          WORKGROUP_X: { type: 'u32', value: 8 },
          WORKGROUP_Y: { type: 'u32', value: 8 },
          TILE_ROWS4: { type: 'u32', value: 16 },
          TILE_COLUMNS4: { type: 'u32', value: 16 },
        },
      },
      quad_16x8: {
        code: `






enable subgroups;

const WORKGROUP_X: u32 = 4u;
const WORKGROUP_Y: u32 = 1u;
const TILE_ROWS4: u32 = 4u;
const TILE_COLUMNS4: u32 = 8u;

fn product(tile: vec2u, lane: u32) {
 let row4 = tile.y * TILE_ROWS4;
 let column4 = tile.x * TILE_COLUMNS4 + 2u * lane;
 let own_start = left_start(min(row4 + lane, rows4() - 1u));
 let right_start0 = right_start(min(column4, columns4() - 2u));
 let right_start1 = right_start(min(column4, columns4() - 2u) + 1u);


 let owners = vec4u(lane, quadSwapX(lane), quadSwapY(lane), quadSwapDiagonal(lane));
 var sums: array<mat4x4f, 8>;
 for (var i = 0u; i < INNER4; i++) {
 let right0 = right_block(right_start0, i);
 let right1 = right_block(right_start1, i);
 let own = left_block(own_start, i);
 sums[0] += right0 * own;
 sums[1] += right1 * own;
 let across_x = mat4x4f(
 quadSwapX(own[0]), quadSwapX(own[1]), quadSwapX(own[2]), quadSwapX(own[3]),
 );
 sums[2] += right0 * across_x;
 sums[3] += right1 * across_x;
 let across_y = mat4x4f(
 quadSwapY(own[0]), quadSwapY(own[1]), quadSwapY(own[2]), quadSwapY(own[3]),
 );
 sums[4] += right0 * across_y;
 sums[5] += right1 * across_y;
 let across = mat4x4f(
 quadSwapDiagonal(own[0]), quadSwapDiagonal(own[1]),
 quadSwapDiagonal(own[2]), quadSwapDiagonal(own[3]),
 );
 sums[6] += right0 * across;
 sums[7] += right1 * across;
 }
 for (var block = 0u; block < 4u; block++) {
 let block_row4 = row4 + owners[block];
 if (block_row4 < rows4() && column4 < columns4()) {
 emit(block_row4, column4, sums[2u * block], sums[2u * block + 1u]);
 }
 }
}` as string,
        imports: [],
        bindings: [],
        enables: ['subgroups'],
        constants: {
          WORKGROUP_X: { type: 'u32', value: 4 },
          WORKGROUP_Y: { type: 'u32', value: 1 },
          TILE_ROWS4: { type: 'u32', value: 4 },
          TILE_COLUMNS4: { type: 'u32', value: 8 },
        },
      },
    },
    term_weight: {
      scalar: {
        code: `




fn term_weight(row: u32) -> f32 {
 return loss_weight(row);
}` as string,
        imports: ['shared/loss_weight', 'shared/samples', 'shared/step'],
        bindings: [],
        enables: [],
        constants: { TERM: { type: 'u32', value: 0 }, SAMPLES: { type: 'u32', value: 1 } },
      },
    },
    transform: {
      none: {
        code: `

fn transform(value: vec4f, row: u32, column4: u32) -> vec4f {
 return value;
}` as string,
        imports: [],
        bindings: [],
        enables: [],
        constants: {},
      },
    },
  },
  kernels: {
    dense_forward: {
      code: `














const M: u32 = 128u;
const N: u32 = 400u;
const K: u32 = 784u;

@group(1) @binding(0) var<storage, read> weight: array<vec4f>;
@group(1) @binding(1) var<storage, read> bias: array<vec4f>;
@group(1) @binding(2) var<storage, read_write> y: array<vec4f>;

const INNER4 = (K + 7u) / 8u * 2u;
const N4 = (N + 7u) / 8u * 2u;

fn rows4() -> u32 {
 return (M + 7u) / 8u * 2u;
}

fn columns4() -> u32 {
 return N4;
}

fn left_start(row4: u32) -> vec4u {
 let row = 4u * row4;
 return vec4u(x_row(row), x_row(row + 1u), x_row(row + 2u), x_row(row + 3u));
}

fn left_block(start: vec4u, i: u32) -> mat4x4f {
 return mat4x4f(
 x_load(start.x, i), x_load(start.y, i), x_load(start.z, i), x_load(start.w, i),
 );
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
 var sums = array<mat4x4f, 2>(left, right);
 for (var half = 0u; half < 2u; half++) {
 let n4 = column4 + half;
 let b = bias[n4];
 for (var i = 0u; i < 4u; i++) {
 y[(4u * row4 + i) * N4 + n4] = keep_columns(activate(sums[half][i] + b), n4, N);
 }
 }
}

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn dense_forward(
 @builtin(workgroup_id) workgroup: vec3u,
 @builtin(local_invocation_index) lane: u32,
) {
 product(workgroup.xy, lane);
}` as string,
      imports: ['shared/columns'],
      bindings: [
        { name: 'weight', access: 'read', element: 'f32', shape: ['N', 'K'] },
        { name: 'bias', access: 'read', element: 'f32', shape: ['N'] },
        { name: 'y', access: 'read_write', element: 'f32', shape: ['M', 'N'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        N: { type: 'u32', value: 400 },
        K: { type: 'u32', value: 784 },
      },
      slots: { load: 'matrix', activation: 'identity', product: 'direct_8x8' },
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: false,
    },
    gather: {
      code: `










const M: u32 = 128u;
const K: u32 = 784u;

@group(1) @binding(0) var<storage, read_write> batch: array<vec4f>;

const K4 = (K + 7u) / 8u * 2u;

@compute @workgroup_size(64, 1)
fn gather(@builtin(global_invocation_id) id: vec3u) {
 if (id.x >= K4 || id.y >= M) {
 return;
 }
 batch[id.y * K4 + id.x] = transform(x_load(x_row(id.y), id.x), id.y, id.x);
}` as string,
      imports: ['shared/step'],
      bindings: [{ name: 'batch', access: 'read_write', element: 'f32', shape: ['M', 'K'] }],
      enables: [],
      constants: { M: { type: 'u32', value: 128 }, K: { type: 'u32', value: 784 } },
      slots: { load: 'gather_u8', transform: 'none' },
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    reparameterize_forward: {
      code: `










const M: u32 = 128u;
const L: u32 = 20u;
const SAMPLES: u32 = 1u;

@group(1) @binding(0) var<storage, read> stats: array<f32>;
@group(1) @binding(1) var<storage, read_write> z: array<vec4f>;

const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const L4 = (L + 7u) / 8u * 2u;

@compute @workgroup_size(8, 8)
fn reparameterize_forward(@builtin(global_invocation_id) id: vec3u) {
 if (id.x >= L4 || id.y >= M * SAMPLES) {
 return;
 }
 let noise = noise4(id.y, id.x);
 let start = id.y / SAMPLES * STATS_WIDTH;
 var sample = vec4f();
 for (var i = 0u; i < 4u; i++) {
 let column = 4u * id.x + i;
 if (column < L) {
 sample[i] = stats[start + column] + exp(0.5 * stats[start + L + column]) * noise[i];
 }
 }
 z[id.y * L4 + id.x] = keep_columns(sample, id.x, L);
}` as string,
      imports: ['shared/columns'],
      bindings: [
        { name: 'stats', access: 'read', element: 'f32', shape: ['M', '2*L'] },
        { name: 'z', access: 'read_write', element: 'f32', shape: ['M*SAMPLES', 'L'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        L: { type: 'u32', value: 20 },
        SAMPLES: { type: 'u32', value: 1 },
      },
      slots: { noise: 'counter' },
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    standard_normal: {
      code: `










const M: u32 = 128u;
const L: u32 = 20u;

@group(1) @binding(0) var<storage, read_write> z: array<vec4f>;

const L4 = (L + 7u) / 8u * 2u;

@compute @workgroup_size(8, 8)
fn standard_normal(@builtin(global_invocation_id) id: vec3u) {
 if (id.x >= L4 || id.y >= M) {
 return;
 }
 let value = select(vec4f(), step.noise_scale * noise4(id.y, id.x), row_counts(id.y));
 z[id.y * L4 + id.x] = keep_columns(value, id.x, L);
}` as string,
      imports: ['shared/columns', 'shared/samples', 'shared/step'],
      bindings: [{ name: 'z', access: 'read_write', element: 'f32', shape: ['M', 'L'] }],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        L: { type: 'u32', value: 20 },
        SAMPLES: { type: 'u32', value: 1 },
      },
      slots: { noise: 'counter' },
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
  },
} as const satisfies CataloguePart;
