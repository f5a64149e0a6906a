// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CatalogueEntries } from './catalogue.types.ts';

export const catalogue = {
  modules: {
    'shared/bernoulli': `






fn bernoulli_loss(logits: vec4f, targets: vec4f) -> vec4f {
  return max(logits, vec4f()) - logits * targets + log(1.0 + exp(-abs(logits)));
}

fn bernoulli_gradient(logits: vec4f, targets: vec4f) -> vec4f {
  let small = exp(-abs(logits));
  let sigmoid = select(small, vec4f(1.0), logits >= vec4f()) / (1.0 + small);
  return sigmoid - targets;
}` as string,
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
    'shared/linear': `

fn linear_index(id: vec3u, workgroups: vec3u, workgroup_width: u32) -> u32 {
  return id.y * workgroups.x * workgroup_width + id.x;
}` as string,
    'shared/loss_weight': `




const TERM: u32 = 0u;


fn loss_weight(row: u32) -> f32 {
  return select(0.0, step.loss_weights[TERM / 4u][TERM % 4u], row < step.row_count);
}` as string,
    'shared/normal': `






fn normal_pair(bits: vec2u) -> vec2f {
  let u = (vec2f(bits >> vec2u(9u)) + 0.5) * 0x1p-23;
  let radius = sqrt(max(0.0, -2.0 * log(u.x)));
  let angle = 6.283185307179586 * (u.y - 0.5);
  return radius * vec2f(cos(angle), sin(angle));
}` as string,
    'shared/step': `




struct Step {
  row_count: u32,
  first_row: u32,
  ring_slot: u32,
  counter: u32,
  seed: u32,
  step_size: f32,
  bias_correction2_sqrt: f32,
  loss_weights: array<vec4f, 2>,
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
        constants: {},
      },
      relu: {
        code: `

fn activate(value: vec4f) -> vec4f {
  return max(value, vec4f());
}` as string,
        imports: [],
        bindings: [],
        constants: {},
      },
      sigmoid: {
        code: `


fn activate(value: vec4f) -> vec4f {
  return 1.0 / (1.0 + exp(clamp(-value, vec4f(-80.0), vec4f(80.0))));
}` as string,
        imports: [],
        bindings: [],
        constants: {},
      },
      tanh: {
        code: `


fn activate(value: vec4f) -> vec4f {
  return tanh(clamp(value, vec4f(-10.0), vec4f(10.0)));
}` as string,
        imports: [],
        bindings: [],
        constants: {},
      },
    },
    activation_gradient: {
      identity: {
        code: `

fn activation_gradient(index: u32) -> vec4f {
  return vec4f(1.0);
}` as string,
        imports: [],
        bindings: [],
        constants: {},
      },
      relu: {
        code: `

@group(1) @binding(0) var<storage, read> activated: array<vec4f>;

fn activation_gradient(index: u32) -> vec4f {
  return select(vec4f(), vec4f(1.0), activated[index] > vec4f());
}` as string,
        imports: [],
        bindings: [
          {
            name: 'activated',
            access: 'read',
            type: 'array<vec4f>',
            element: 'f32',
            shape: ['M', 'K'],
          },
        ],
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
        bindings: [
          {
            name: 'activated',
            access: 'read',
            type: 'array<vec4f>',
            element: 'f32',
            shape: ['M', 'K'],
          },
        ],
        constants: {},
      },
      tanh: {
        code: `

@group(1) @binding(0) var<storage, read> activated: array<vec4f>;

fn activation_gradient(index: u32) -> vec4f {
  let y = activated[index];
  return 1.0 - y * y;
}` as string,
        imports: [],
        bindings: [
          {
            name: 'activated',
            access: 'read',
            type: 'array<vec4f>',
            element: 'f32',
            shape: ['M', 'K'],
          },
        ],
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
          {
            name: 'data',
            access: 'read',
            type: 'array<vec4f>',
            element: 'f32',
            shape: ['_', 'K'],
          },
          {
            name: 'row_index',
            access: 'read',
            type: 'array<u32>',
            element: 'u32',
            shape: ['_'],
          },
        ],
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
          {
            name: 'data',
            access: 'read',
            type: 'array<u32>',
            element: 'u8',
            shape: ['_', 'K'],
          },
          {
            name: 'row_index',
            access: 'read',
            type: 'array<u32>',
            element: 'u32',
            shape: ['_'],
          },
        ],
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
        bindings: [
          {
            name: 'x',
            access: 'read',
            type: 'array<vec4f>',
            element: 'f32',
            shape: ['M', 'K'],
          },
        ],
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
        constants: { STREAM: { type: 'u32', value: 0 } },
      },
      given: {
        code: `

@group(1) @binding(0) var<storage, read> noise: array<vec4f>;


fn noise4(row: u32, column4: u32) -> vec4f {
  return noise[row * ((L + 7u) / 8u * 2u) + column4];
}` as string,
        imports: [],
        bindings: [
          {
            name: 'noise',
            access: 'read',
            type: 'array<vec4f>',
            element: 'f32',
            shape: ['M', 'L'],
          },
        ],
        constants: {},
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
        {
          name: 'dy',
          access: 'read',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['M', 'K'],
        },
        {
          name: 'dx',
          access: 'read_write',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['M', 'K'],
        },
      ],
      constants: {
        M: { type: 'u32', value: 128 },
        K: { type: 'u32', value: 400 },
        ACCUMULATE: { type: 'bool', value: false },
      },
      slots: { activation_gradient: 'relu' },
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: false,
      enables: [],
    },
    adam: {
      code: `



















const P: u32 = 652824u;
const BETA1: f32 = 0.9;
const ONE_MINUS_BETA1: f32 = 0.1;
const BETA2: f32 = 0.999;
const ONE_MINUS_BETA2: f32 = 0.001;
const EPSILON: f32 = 1e-8;

@group(1) @binding(0) var<storage, read_write> state: array<vec4f>;
@group(1) @binding(1) var<storage, read> gradient: array<vec4f>;
@group(1) @binding(2) var<storage, read_write> health: array<atomic<u32>>;

const P4 = P / 4u;

@compute @workgroup_size(64)
fn adam(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  let i = linear_index(id, workgroups, 64u);
  if (i >= P4) {
    return;
  }
  if (atomicLoad(&health[0]) < step.counter) {
    return;
  }
  let g = gradient[i];
  let m = BETA1 * state[P4 + i] + ONE_MINUS_BETA1 * g;
  let v = BETA2 * state[2u * P4 + i] + ONE_MINUS_BETA2 * g * g;
  let w = state[i] - step.step_size * m / (sqrt(v) / step.bias_correction2_sqrt + EPSILON);

  if (!(all_finite(g) && all_finite(v) && all_finite(w))) {
    atomicMin(&health[0], step.counter);
  }
  state[P4 + i] = m;
  state[2u * P4 + i] = v;
  state[i] = w;
}` as string,
      imports: ['shared/step', 'shared/linear', 'shared/finite'],
      bindings: [
        {
          name: 'state',
          access: 'read_write',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['3*P'],
        },
        {
          name: 'gradient',
          access: 'read',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['P'],
        },
        {
          name: 'health',
          access: 'read_write',
          type: 'array<atomic<u32>>',
          element: 'u32',
          shape: ['1'],
        },
      ],
      constants: {
        P: { type: 'u32', value: 652824 },
        BETA1: { type: 'f32', value: 0.9 },
        ONE_MINUS_BETA1: { type: 'f32', value: 0.1 },
        BETA2: { type: 'f32', value: 0.999 },
        ONE_MINUS_BETA2: { type: 'f32', value: 0.001 },
        EPSILON: { type: 'f32', value: 1e-8 },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
      enables: [],
    },
    bernoulli_backward: {
      code: `











const M: u32 = 128u;
const K: u32 = 784u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> logits: array<vec4f>;
@group(1) @binding(1) var<storage, read_write> dlogits: array<vec4f>;

const K4 = (K + 7u) / 8u * 2u;

@compute @workgroup_size(64, 1)
fn bernoulli_backward(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= K4 || id.y >= M) {
    return;
  }
  let index = id.y * K4 + id.x;
  let gradient = bernoulli_gradient(logits[index], x_load(x_row(id.y), id.x));
  let value = keep_columns(loss_weight(id.y) * gradient, id.x, K);
  if (ACCUMULATE) {
    dlogits[index] += value;
  } else {
    dlogits[index] = value;
  }
}` as string,
      imports: ['shared/columns', 'shared/loss_weight', 'shared/step', 'shared/bernoulli'],
      bindings: [
        {
          name: 'logits',
          access: 'read',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['M', 'K'],
        },
        {
          name: 'dlogits',
          access: 'read_write',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['M', 'K'],
        },
      ],
      constants: {
        M: { type: 'u32', value: 128 },
        K: { type: 'u32', value: 784 },
        ACCUMULATE: { type: 'bool', value: false },
        TERM: { type: 'u32', value: 0 },
      },
      slots: { load: 'matrix' },
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
      enables: [],
    },
    bernoulli_forward: {
      code: `














const M: u32 = 128u;
const K: u32 = 784u;
const RING: u32 = 64u;

@group(1) @binding(0) var<storage, read> logits: array<vec4f>;
@group(1) @binding(1) var<storage, read_write> terms: array<f32>;

const K4 = (K + 7u) / 8u * 2u;
const TERMS_WIDTH = (M + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn bernoulli_forward(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let row = workgroup.x;
  let start = x_row(row);
  var losses = vec4f();
  for (var k4 = lane; k4 < K4; k4 += 64u) {
    let loss = bernoulli_loss(logits[row * K4 + k4], x_load(start, k4));
    losses += keep_columns(loss, k4, K);
  }
  let sum = sum64(losses.x + losses.y + losses.z + losses.w, lane);
  if (lane == 0u) {
    terms[(step.ring_slot % RING) * TERMS_WIDTH + row] = select(0.0, sum, row < step.row_count);
  }
}` as string,
      imports: ['shared/step', 'shared/columns', 'shared/sum64', 'shared/bernoulli'],
      bindings: [
        {
          name: 'logits',
          access: 'read',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['M', 'K'],
        },
        {
          name: 'terms',
          access: 'read_write',
          type: 'array<f32>',
          element: 'f32',
          shape: ['RING', 'M'],
        },
      ],
      constants: {
        M: { type: 'u32', value: 128 },
        K: { type: 'u32', value: 784 },
        RING: { type: 'u32', value: 64 },
      },
      slots: { load: 'matrix' },
      workgroupSize: [64, 1, 1],
      workgroupBytes: 256,
      usesStep: true,
      enables: [],
    },
    bernoulli_forward_backward: {
      code: `
















const M: u32 = 128u;
const K: u32 = 784u;
const RING: u32 = 64u;

@group(1) @binding(0) var<storage, read> logits: array<vec4f>;
@group(1) @binding(1) var<storage, read_write> terms: array<f32>;
@group(1) @binding(2) var<storage, read_write> dlogits: array<vec4f>;

const K4 = (K + 7u) / 8u * 2u;
const TERMS_WIDTH = (M + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn bernoulli_forward_backward(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let row = workgroup.x;
  let start = x_row(row);
  var losses = vec4f();
  for (var k4 = lane; k4 < K4; k4 += 64u) {
    let index = row * K4 + k4;
    let logit = logits[index];
    let target_value = x_load(start, k4);
    losses += keep_columns(bernoulli_loss(logit, target_value), k4, K);
    dlogits[index] =
      keep_columns(loss_weight(row) * bernoulli_gradient(logit, target_value), k4, K);
  }
  let sum = sum64(losses.x + losses.y + losses.z + losses.w, lane);
  if (lane == 0u) {
    terms[(step.ring_slot % RING) * TERMS_WIDTH + row] = select(0.0, sum, row < step.row_count);
  }
}` as string,
      imports: [
        'shared/columns',
        'shared/sum64',
        'shared/loss_weight',
        'shared/step',
        'shared/bernoulli',
      ],
      bindings: [
        {
          name: 'logits',
          access: 'read',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['M', 'K'],
        },
        {
          name: 'terms',
          access: 'read_write',
          type: 'array<f32>',
          element: 'f32',
          shape: ['RING', 'M'],
        },
        {
          name: 'dlogits',
          access: 'read_write',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['M', 'K'],
        },
      ],
      constants: {
        M: { type: 'u32', value: 128 },
        K: { type: 'u32', value: 784 },
        RING: { type: 'u32', value: 64 },
        TERM: { type: 'u32', value: 0 },
      },
      slots: { load: 'matrix' },
      workgroupSize: [64, 1, 1],
      workgroupBytes: 256,
      usesStep: true,
      enables: [],
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

const K4 = (K + 7u) / 8u * 2u;
const N4 = (N + 7u) / 8u * 2u;

fn dy_block(row: u32, n4: u32) -> mat4x4f {
  let start = row * N4 + n4;
  return mat4x4f(dy[start], dy[start + N4], dy[start + 2u * N4], dy[start + 3u * N4]);
}

fn weight_block(row: u32, k4: u32) -> mat4x4f {
  let start = row * K4 + k4;
  return mat4x4f(
    weight[start], weight[start + K4], weight[start + 2u * K4], weight[start + 3u * K4],
  );
}

fn store(row: u32, column4: u32, sums: mat4x4f) {
  for (var i = 0u; i < 4u; i++) {
    let index = (row + i) * K4 + column4;
    let value = sums[i] * activation_gradient(index);
    if (ACCUMULATE) {
      dx[index] += value;
    } else {
      dx[index] = value;
    }
  }
}

@compute @workgroup_size(8, 8)
fn dense_backward_input(@builtin(global_invocation_id) id: vec3u) {
  let column4 = 2u * id.x;
  let row = 8u * id.y;
  if (column4 >= K4 || row >= M) {
    return;
  }
  var sums00 = mat4x4f();
  var sums01 = mat4x4f();
  var sums10 = mat4x4f();
  var sums11 = mat4x4f();
  for (var n4 = 0u; n4 < N4; n4++) {
    let dy0 = dy_block(row, n4);
    let dy1 = dy_block(row + 4u, n4);
    let weight0 = weight_block(4u * n4, column4);
    let weight1 = weight_block(4u * n4, column4 + 1u);
    sums00 += weight0 * dy0;
    sums01 += weight1 * dy0;
    sums10 += weight0 * dy1;
    sums11 += weight1 * dy1;
  }
  store(row, column4, sums00);
  store(row, column4 + 1u, sums01);
  store(row + 4u, column4, sums10);
  store(row + 4u, column4 + 1u, sums11);
}` as string,
      imports: [],
      bindings: [
        {
          name: 'dy',
          access: 'read',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['M', 'N'],
        },
        {
          name: 'weight',
          access: 'read',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['N', 'K'],
        },
        {
          name: 'dx',
          access: 'read_write',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['M', 'K'],
        },
      ],
      constants: {
        M: { type: 'u32', value: 128 },
        N: { type: 'u32', value: 784 },
        K: { type: 'u32', value: 400 },
        ACCUMULATE: { type: 'bool', value: false },
      },
      slots: { activation_gradient: 'identity' },
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: false,
      enables: [],
    },
    dense_backward_input_subgroup: {
      code: `









enable subgroups;



const M: u32 = 128u;
const N: u32 = 784u;
const K: u32 = 400u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> dy: array<vec4f>;
@group(1) @binding(1) var<storage, read> weight: array<vec4f>;
@group(1) @binding(2) var<storage, read_write> dx: array<vec4f>;

const K4 = (K + 7u) / 8u * 2u;
const N4 = (N + 7u) / 8u * 2u;
const ROWS = (M + 7u) / 8u * 8u;

fn weight_block(row: u32, k4: u32) -> mat4x4f {
  let start = row * K4 + k4;
  return mat4x4f(
    weight[start], weight[start + K4], weight[start + 2u * K4], weight[start + 3u * K4],
  );
}

fn store(row: u32, column4: u32, sums: mat4x4f) {
  if (row >= ROWS) {
    return;
  }
  for (var i = 0u; i < 4u; i++) {
    let index = (row + i) * K4 + column4;
    let value = sums[i] * activation_gradient(index);
    if (ACCUMULATE) {
      dx[index] += value;
    } else {
      dx[index] = value;
    }
  }
}

@compute @workgroup_size(4, 1)
fn dense_backward_input_subgroup(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(subgroup_invocation_id) lane: u32,
) {
  let column4 = min(2u * id.x, K4 - 2u);
  let row = 16u * id.y;
  let own_row = row + 4u * lane;
  let row0 = min(own_row, ROWS - 1u) * N4;
  let row1 = min(own_row + 1u, ROWS - 1u) * N4;
  let row2 = min(own_row + 2u, ROWS - 1u) * N4;
  let row3 = min(own_row + 3u, ROWS - 1u) * N4;
  var sums00 = mat4x4f();
  var sums01 = mat4x4f();
  var sums10 = mat4x4f();
  var sums11 = mat4x4f();
  var sums20 = mat4x4f();
  var sums21 = mat4x4f();
  var sums30 = mat4x4f();
  var sums31 = mat4x4f();
  for (var n4 = 0u; n4 < N4; n4++) {
    let weight0 = weight_block(4u * n4, column4);
    let weight1 = weight_block(4u * n4, column4 + 1u);
    let own0 = dy[row0 + n4];
    let own1 = dy[row1 + n4];
    let own2 = dy[row2 + n4];
    let own3 = dy[row3 + n4];
    let dy0 = mat4x4f(
      subgroupBroadcast(own0, 0u), subgroupBroadcast(own1, 0u),
      subgroupBroadcast(own2, 0u), subgroupBroadcast(own3, 0u),
    );
    let dy1 = mat4x4f(
      subgroupBroadcast(own0, 1u), subgroupBroadcast(own1, 1u),
      subgroupBroadcast(own2, 1u), subgroupBroadcast(own3, 1u),
    );
    let dy2 = mat4x4f(
      subgroupBroadcast(own0, 2u), subgroupBroadcast(own1, 2u),
      subgroupBroadcast(own2, 2u), subgroupBroadcast(own3, 2u),
    );
    let dy3 = mat4x4f(
      subgroupBroadcast(own0, 3u), subgroupBroadcast(own1, 3u),
      subgroupBroadcast(own2, 3u), subgroupBroadcast(own3, 3u),
    );
    sums00 += weight0 * dy0;
    sums01 += weight1 * dy0;
    sums10 += weight0 * dy1;
    sums11 += weight1 * dy1;
    sums20 += weight0 * dy2;
    sums21 += weight1 * dy2;
    sums30 += weight0 * dy3;
    sums31 += weight1 * dy3;
  }
  if (2u * id.x < K4) {
    store(row, column4, sums00);
    store(row, column4 + 1u, sums01);
    store(row + 4u, column4, sums10);
    store(row + 4u, column4 + 1u, sums11);
    store(row + 8u, column4, sums20);
    store(row + 8u, column4 + 1u, sums21);
    store(row + 12u, column4, sums30);
    store(row + 12u, column4 + 1u, sums31);
  }
}` as string,
      imports: [],
      bindings: [
        {
          name: 'dy',
          access: 'read',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['M', 'N'],
        },
        {
          name: 'weight',
          access: 'read',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['N', 'K'],
        },
        {
          name: 'dx',
          access: 'read_write',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['M', 'K'],
        },
      ],
      constants: {
        M: { type: 'u32', value: 128 },
        N: { type: 'u32', value: 784 },
        K: { type: 'u32', value: 400 },
        ACCUMULATE: { type: 'bool', value: false },
      },
      slots: { activation_gradient: 'identity' },
      workgroupSize: [4, 1, 1],
      workgroupBytes: 0,
      usesStep: false,
      enables: ['subgroups'],
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

const K4 = (K + 7u) / 8u * 2u;
const N4 = (N + 7u) / 8u * 2u;
const ROW_BLOCKS = (M + 7u) / 8u * 2u;

fn dy_block(row: u32, n4: u32) -> mat4x4f {
  let start = row * N4 + n4;
  return transpose(mat4x4f(dy[start], dy[start + N4], dy[start + 2u * N4], dy[start + 3u * N4]));
}

fn store_weight(row: u32, column4: u32, sums: mat4x4f) {
  for (var i = 0u; i < 4u; i++) {
    let index = (row + i) * K4 + column4;
    if (ACCUMULATE_WEIGHT) {
      dweight[index] += sums[i];
    } else {
      dweight[index] = sums[i];
    }
  }
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

@compute @workgroup_size(8, 8)
fn dense_backward_weight(@builtin(global_invocation_id) id: vec3u) {
  let column4 = 2u * id.x;
  let row4 = 2u * id.y;
  if (column4 >= K4 || row4 >= N4) {
    return;
  }
  var sums00 = mat4x4f();
  var sums01 = mat4x4f();
  var sums10 = mat4x4f();
  var sums11 = mat4x4f();
  for (var block = 0u; block < ROW_BLOCKS; block++) {
    let row = 4u * block;
    let row0 = x_row(row);
    let row1 = x_row(row + 1u);
    let row2 = x_row(row + 2u);
    let row3 = x_row(row + 3u);
    let x0 = mat4x4f(
      x_load(row0, column4), x_load(row1, column4), x_load(row2, column4), x_load(row3, column4),
    );
    let x1 = mat4x4f(
      x_load(row0, column4 + 1u), x_load(row1, column4 + 1u),
      x_load(row2, column4 + 1u), x_load(row3, column4 + 1u),
    );
    let dy0 = dy_block(row, row4);
    let dy1 = dy_block(row, row4 + 1u);
    sums00 += x0 * dy0;
    sums01 += x1 * dy0;
    sums10 += x0 * dy1;
    sums11 += x1 * dy1;
  }
  store_weight(4u * row4, column4, sums00);
  store_weight(4u * row4, column4 + 1u, sums01);
  store_weight(4u * row4 + 4u, column4, sums10);
  store_weight(4u * row4 + 4u, column4 + 1u, sums11);
  if (id.x == 0u) {
    store_bias(row4);
    store_bias(row4 + 1u);
  }
}` as string,
      imports: [],
      bindings: [
        {
          name: 'dy',
          access: 'read',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['M', 'N'],
        },
        {
          name: 'dweight',
          access: 'read_write',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['N', 'K'],
        },
        {
          name: 'dbias',
          access: 'read_write',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['N'],
        },
      ],
      constants: {
        M: { type: 'u32', value: 128 },
        N: { type: 'u32', value: 400 },
        K: { type: 'u32', value: 784 },
        ACCUMULATE_WEIGHT: { type: 'bool', value: false },
        ACCUMULATE_BIAS: { type: 'bool', value: false },
      },
      slots: { load: 'matrix' },
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: false,
      enables: [],
    },
    dense_backward_weight_subgroup: {
      code: `










enable subgroups;



const M: u32 = 128u;
const N: u32 = 400u;
const K: u32 = 784u;
const ACCUMULATE_WEIGHT: bool = false;
const ACCUMULATE_BIAS: bool = false;

@group(1) @binding(0) var<storage, read> dy: array<vec4f>;
@group(1) @binding(1) var<storage, read_write> dweight: array<vec4f>;
@group(1) @binding(2) var<storage, read_write> dbias: array<vec4f>;

const K4 = (K + 7u) / 8u * 2u;
const N4 = (N + 7u) / 8u * 2u;
const ROW_BLOCKS = (M + 7u) / 8u * 2u;


fn dy_block(own_row: vec4f) -> mat4x4f {
  return transpose(mat4x4f(
    subgroupBroadcast(own_row, 0u), subgroupBroadcast(own_row, 1u),
    subgroupBroadcast(own_row, 2u), subgroupBroadcast(own_row, 3u),
  ));
}

fn store_weight(row4: u32, column4: u32, sums: mat4x4f) {
  if (row4 >= N4) {
    return;
  }
  for (var i = 0u; i < 4u; i++) {
    let index = (4u * row4 + i) * K4 + column4;
    if (ACCUMULATE_WEIGHT) {
      dweight[index] += sums[i];
    } else {
      dweight[index] = sums[i];
    }
  }
}

fn store_bias(n4: u32) {
  if (n4 >= N4) {
    return;
  }
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

@compute @workgroup_size(4, 1)
fn dense_backward_weight_subgroup(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(subgroup_invocation_id) lane: u32,
) {
  let column4 = min(2u * id.x, K4 - 2u);
  let row4 = 4u * id.y;
  let own0 = min(row4, N4 - 1u);
  let own1 = min(row4 + 1u, N4 - 1u);
  let own2 = min(row4 + 2u, N4 - 1u);
  let own3 = min(row4 + 3u, N4 - 1u);
  var sums00 = mat4x4f();
  var sums01 = mat4x4f();
  var sums10 = mat4x4f();
  var sums11 = mat4x4f();
  var sums20 = mat4x4f();
  var sums21 = mat4x4f();
  var sums30 = mat4x4f();
  var sums31 = mat4x4f();
  for (var block = 0u; block < ROW_BLOCKS; block++) {
    let row = 4u * block;
    let row0 = x_row(row);
    let row1 = x_row(row + 1u);
    let row2 = x_row(row + 2u);
    let row3 = x_row(row + 3u);
    let x0 = mat4x4f(
      x_load(row0, column4), x_load(row1, column4), x_load(row2, column4), x_load(row3, column4),
    );
    let x1 = mat4x4f(
      x_load(row0, column4 + 1u), x_load(row1, column4 + 1u),
      x_load(row2, column4 + 1u), x_load(row3, column4 + 1u),
    );
    let own = (row + lane) * N4;
    let dy0 = dy_block(dy[own + own0]);
    let dy1 = dy_block(dy[own + own1]);
    let dy2 = dy_block(dy[own + own2]);
    let dy3 = dy_block(dy[own + own3]);
    sums00 += x0 * dy0;
    sums01 += x1 * dy0;
    sums10 += x0 * dy1;
    sums11 += x1 * dy1;
    sums20 += x0 * dy2;
    sums21 += x1 * dy2;
    sums30 += x0 * dy3;
    sums31 += x1 * dy3;
  }
  if (2u * id.x < K4) {
    store_weight(row4, column4, sums00);
    store_weight(row4, column4 + 1u, sums01);
    store_weight(row4 + 1u, column4, sums10);
    store_weight(row4 + 1u, column4 + 1u, sums11);
    store_weight(row4 + 2u, column4, sums20);
    store_weight(row4 + 2u, column4 + 1u, sums21);
    store_weight(row4 + 3u, column4, sums30);
    store_weight(row4 + 3u, column4 + 1u, sums31);
  }
  if (id.x == 0u) {
    store_bias(row4);
    store_bias(row4 + 1u);
    store_bias(row4 + 2u);
    store_bias(row4 + 3u);
  }
}` as string,
      imports: [],
      bindings: [
        {
          name: 'dy',
          access: 'read',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['M', 'N'],
        },
        {
          name: 'dweight',
          access: 'read_write',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['N', 'K'],
        },
        {
          name: 'dbias',
          access: 'read_write',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['N'],
        },
      ],
      constants: {
        M: { type: 'u32', value: 128 },
        N: { type: 'u32', value: 400 },
        K: { type: 'u32', value: 784 },
        ACCUMULATE_WEIGHT: { type: 'bool', value: false },
        ACCUMULATE_BIAS: { type: 'bool', value: false },
      },
      slots: { load: 'matrix' },
      workgroupSize: [4, 1, 1],
      workgroupBytes: 0,
      usesStep: false,
      enables: ['subgroups'],
    },
    dense_forward: {
      code: `













const M: u32 = 128u;
const N: u32 = 400u;
const K: u32 = 784u;

@group(1) @binding(0) var<storage, read> weight: array<vec4f>;
@group(1) @binding(1) var<storage, read> bias: array<vec4f>;
@group(1) @binding(2) var<storage, read_write> y: array<vec4f>;

const K4 = (K + 7u) / 8u * 2u;
const N4 = (N + 7u) / 8u * 2u;

fn weight_block(row: u32, k4: u32) -> mat4x4f {
  let start = row * K4 + k4;
  return transpose(mat4x4f(
    weight[start], weight[start + K4], weight[start + 2u * K4], weight[start + 3u * K4],
  ));
}

fn store(row: u32, column4: u32, sums: mat4x4f) {
  let b = bias[column4];
  for (var i = 0u; i < 4u; i++) {
    y[(row + i) * N4 + column4] = keep_columns(activate(sums[i] + b), column4, N);
  }
}

@compute @workgroup_size(8, 8)
fn dense_forward(@builtin(global_invocation_id) id: vec3u) {
  let column4 = 2u * id.x;
  let row = 8u * id.y;
  if (column4 >= N4 || row >= M) {
    return;
  }
  let row0 = x_row(row);
  let row1 = x_row(row + 1u);
  let row2 = x_row(row + 2u);
  let row3 = x_row(row + 3u);
  let row4 = x_row(row + 4u);
  let row5 = x_row(row + 5u);
  let row6 = x_row(row + 6u);
  let row7 = x_row(row + 7u);
  var sums00 = mat4x4f();
  var sums01 = mat4x4f();
  var sums10 = mat4x4f();
  var sums11 = mat4x4f();
  for (var k4 = 0u; k4 < K4; k4++) {
    let weight0 = weight_block(4u * column4, k4);
    let weight1 = weight_block(4u * column4 + 4u, k4);
    let x0 = mat4x4f(x_load(row0, k4), x_load(row1, k4), x_load(row2, k4), x_load(row3, k4));
    let x1 = mat4x4f(x_load(row4, k4), x_load(row5, k4), x_load(row6, k4), x_load(row7, k4));
    sums00 += weight0 * x0;
    sums01 += weight1 * x0;
    sums10 += weight0 * x1;
    sums11 += weight1 * x1;
  }
  store(row, column4, sums00);
  store(row, column4 + 1u, sums01);
  store(row + 4u, column4, sums10);
  store(row + 4u, column4 + 1u, sums11);
}` as string,
      imports: ['shared/columns'],
      bindings: [
        {
          name: 'weight',
          access: 'read',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['N', 'K'],
        },
        {
          name: 'bias',
          access: 'read',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['N'],
        },
        {
          name: 'y',
          access: 'read_write',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['M', 'N'],
        },
      ],
      constants: {
        M: { type: 'u32', value: 128 },
        N: { type: 'u32', value: 400 },
        K: { type: 'u32', value: 784 },
      },
      slots: { load: 'matrix', activation: 'identity' },
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: false,
      enables: [],
    },
    dense_forward_subgroup: {
      code: `










enable subgroups;





const M: u32 = 128u;
const N: u32 = 400u;
const K: u32 = 784u;

@group(1) @binding(0) var<storage, read> weight: array<vec4f>;
@group(1) @binding(1) var<storage, read> bias: array<vec4f>;
@group(1) @binding(2) var<storage, read_write> y: array<vec4f>;

const K4 = (K + 7u) / 8u * 2u;
const N4 = (N + 7u) / 8u * 2u;
const ROWS = (M + 7u) / 8u * 8u;

fn weight_block(row: u32, k4: u32) -> mat4x4f {
  let start = row * K4 + k4;
  return transpose(mat4x4f(
    weight[start], weight[start + K4], weight[start + 2u * K4], weight[start + 3u * K4],
  ));
}

fn store(row: u32, column4: u32, sums: mat4x4f) {
  if (row >= ROWS) {
    return;
  }
  let b = bias[column4];
  for (var i = 0u; i < 4u; i++) {
    y[(row + i) * N4 + column4] = keep_columns(activate(sums[i] + b), column4, N);
  }
}

@compute @workgroup_size(4, 1)
fn dense_forward_subgroup(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(subgroup_invocation_id) lane: u32,
) {
  let column4 = min(2u * id.x, N4 - 2u);
  let row = 16u * id.y;
  let own_row = row + 4u * lane;
  let row0 = x_row(min(own_row, ROWS - 1u));
  let row1 = x_row(min(own_row + 1u, ROWS - 1u));
  let row2 = x_row(min(own_row + 2u, ROWS - 1u));
  let row3 = x_row(min(own_row + 3u, ROWS - 1u));
  var sums00 = mat4x4f();
  var sums01 = mat4x4f();
  var sums10 = mat4x4f();
  var sums11 = mat4x4f();
  var sums20 = mat4x4f();
  var sums21 = mat4x4f();
  var sums30 = mat4x4f();
  var sums31 = mat4x4f();
  for (var k4 = 0u; k4 < K4; k4++) {
    let weight0 = weight_block(4u * column4, k4);
    let weight1 = weight_block(4u * column4 + 4u, k4);
    let own0 = x_load(row0, k4);
    let own1 = x_load(row1, k4);
    let own2 = x_load(row2, k4);
    let own3 = x_load(row3, k4);
    let x0 = mat4x4f(
      subgroupBroadcast(own0, 0u), subgroupBroadcast(own1, 0u),
      subgroupBroadcast(own2, 0u), subgroupBroadcast(own3, 0u),
    );
    let x1 = mat4x4f(
      subgroupBroadcast(own0, 1u), subgroupBroadcast(own1, 1u),
      subgroupBroadcast(own2, 1u), subgroupBroadcast(own3, 1u),
    );
    let x2 = mat4x4f(
      subgroupBroadcast(own0, 2u), subgroupBroadcast(own1, 2u),
      subgroupBroadcast(own2, 2u), subgroupBroadcast(own3, 2u),
    );
    let x3 = mat4x4f(
      subgroupBroadcast(own0, 3u), subgroupBroadcast(own1, 3u),
      subgroupBroadcast(own2, 3u), subgroupBroadcast(own3, 3u),
    );
    sums00 += weight0 * x0;
    sums01 += weight1 * x0;
    sums10 += weight0 * x1;
    sums11 += weight1 * x1;
    sums20 += weight0 * x2;
    sums21 += weight1 * x2;
    sums30 += weight0 * x3;
    sums31 += weight1 * x3;
  }
  if (2u * id.x < N4) {
    store(row, column4, sums00);
    store(row, column4 + 1u, sums01);
    store(row + 4u, column4, sums10);
    store(row + 4u, column4 + 1u, sums11);
    store(row + 8u, column4, sums20);
    store(row + 8u, column4 + 1u, sums21);
    store(row + 12u, column4, sums30);
    store(row + 12u, column4 + 1u, sums31);
  }
}` as string,
      imports: ['shared/columns'],
      bindings: [
        {
          name: 'weight',
          access: 'read',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['N', 'K'],
        },
        {
          name: 'bias',
          access: 'read',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['N'],
        },
        {
          name: 'y',
          access: 'read_write',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['M', 'N'],
        },
      ],
      constants: {
        M: { type: 'u32', value: 128 },
        N: { type: 'u32', value: 400 },
        K: { type: 'u32', value: 784 },
      },
      slots: { load: 'matrix', activation: 'identity' },
      workgroupSize: [4, 1, 1],
      workgroupBytes: 0,
      usesStep: false,
      enables: ['subgroups'],
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
  batch[id.y * K4 + id.x] = x_load(x_row(id.y), id.x);
}` as string,
      imports: ['shared/step'],
      bindings: [
        {
          name: 'batch',
          access: 'read_write',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['M', 'K'],
        },
      ],
      constants: { M: { type: 'u32', value: 128 }, K: { type: 'u32', value: 784 } },
      slots: { load: 'gather_u8' },
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
      enables: [],
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
  let gradient = loss_weight(id.y) * kl_gradient(stats[mu_index], stats[logvar_index]);
  if (ACCUMULATE) {
    dstats[mu_index] += gradient.x;
    dstats[logvar_index] += gradient.y;
  } else {
    dstats[mu_index] = gradient.x;
    dstats[logvar_index] = gradient.y;
  }
}` as string,
      imports: ['shared/loss_weight', 'shared/step', 'shared/kl'],
      bindings: [
        {
          name: 'stats',
          access: 'read',
          type: 'array<f32>',
          element: 'f32',
          shape: ['M', '2*L'],
        },
        {
          name: 'dstats',
          access: 'read_write',
          type: 'array<f32>',
          element: 'f32',
          shape: ['M', '2*L'],
        },
      ],
      constants: {
        M: { type: 'u32', value: 128 },
        L: { type: 'u32', value: 20 },
        ACCUMULATE: { type: 'bool', value: false },
        TERM: { type: 'u32', value: 0 },
      },
      slots: {},
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: true,
      enables: [],
    },
    kl_forward: {
      code: `









const M: u32 = 128u;
const L: u32 = 20u;
const RING: u32 = 64u;

@group(1) @binding(0) var<storage, read> stats: array<f32>;
@group(1) @binding(1) var<storage, read_write> terms: array<f32>;

const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const TERMS_WIDTH = (M + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn kl_forward(@builtin(global_invocation_id) id: vec3u) {
  let row = id.x;
  if (row >= M) {
    return;
  }
  var sum = 0.0;
  for (var column = 0u; column < L; column++) {
    let index = row * STATS_WIDTH + column;
    sum += kl_loss(stats[index], stats[index + L]);
  }
  terms[(step.ring_slot % RING) * TERMS_WIDTH + row] = select(0.0, sum, row < step.row_count);
}` as string,
      imports: ['shared/step', 'shared/kl'],
      bindings: [
        {
          name: 'stats',
          access: 'read',
          type: 'array<f32>',
          element: 'f32',
          shape: ['M', '2*L'],
        },
        {
          name: 'terms',
          access: 'read_write',
          type: 'array<f32>',
          element: 'f32',
          shape: ['RING', 'M'],
        },
      ],
      constants: {
        M: { type: 'u32', value: 128 },
        L: { type: 'u32', value: 20 },
        RING: { type: 'u32', value: 64 },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
      enables: [],
    },
    kl_forward_backward: {
      code: `












const M: u32 = 128u;
const L: u32 = 20u;
const RING: u32 = 64u;

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
    let gradient = weight * kl_gradient(mu, logvar);
    sum += kl_loss(mu, logvar);
    dstats[mu_index] = gradient.x;
    dstats[logvar_index] = gradient.y;
  }
  terms[(step.ring_slot % RING) * TERMS_WIDTH + row] = select(0.0, sum, row < step.row_count);
}` as string,
      imports: ['shared/loss_weight', 'shared/step', 'shared/kl'],
      bindings: [
        {
          name: 'stats',
          access: 'read',
          type: 'array<f32>',
          element: 'f32',
          shape: ['M', '2*L'],
        },
        {
          name: 'terms',
          access: 'read_write',
          type: 'array<f32>',
          element: 'f32',
          shape: ['RING', 'M'],
        },
        {
          name: 'dstats',
          access: 'read_write',
          type: 'array<f32>',
          element: 'f32',
          shape: ['M', '2*L'],
        },
      ],
      constants: {
        M: { type: 'u32', value: 128 },
        L: { type: 'u32', value: 20 },
        RING: { type: 'u32', value: 64 },
        TERM: { type: 'u32', value: 0 },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
      enables: [],
    },
    reparameterize_backward: {
      code: `









const M: u32 = 128u;
const L: u32 = 20u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> stats: array<f32>;
@group(1) @binding(1) var<storage, read> dz: array<f32>;
@group(1) @binding(2) var<storage, read_write> dstats: array<f32>;

const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const Z_WIDTH = (L + 7u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn reparameterize_backward(@builtin(global_invocation_id) id: vec3u) {
  if (4u * id.x >= L || id.y >= M) {
    return;
  }
  let noise = noise4(id.y, id.x);
  for (var i = 0u; i < 4u; i++) {
    let column = 4u * id.x + i;
    if (column < L) {
      let mu_index = id.y * STATS_WIDTH + column;
      let logvar_index = mu_index + L;
      let dmu = dz[id.y * Z_WIDTH + column];
      let dlogvar = 0.5 * dmu * noise[i] * exp(0.5 * stats[logvar_index]);
      if (ACCUMULATE) {
        dstats[mu_index] += dmu;
        dstats[logvar_index] += dlogvar;
      } else {
        dstats[mu_index] = dmu;
        dstats[logvar_index] = dlogvar;
      }
    }
  }
}` as string,
      imports: [],
      bindings: [
        {
          name: 'stats',
          access: 'read',
          type: 'array<f32>',
          element: 'f32',
          shape: ['M', '2*L'],
        },
        {
          name: 'dz',
          access: 'read',
          type: 'array<f32>',
          element: 'f32',
          shape: ['M', 'L'],
        },
        {
          name: 'dstats',
          access: 'read_write',
          type: 'array<f32>',
          element: 'f32',
          shape: ['M', '2*L'],
        },
      ],
      constants: {
        M: { type: 'u32', value: 128 },
        L: { type: 'u32', value: 20 },
        ACCUMULATE: { type: 'bool', value: false },
      },
      slots: { noise: 'counter' },
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: true,
      enables: [],
    },
    reparameterize_forward: {
      code: `










const M: u32 = 128u;
const L: u32 = 20u;

@group(1) @binding(0) var<storage, read> stats: array<f32>;
@group(1) @binding(1) var<storage, read_write> z: array<vec4f>;

const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const L4 = (L + 7u) / 8u * 2u;

@compute @workgroup_size(8, 8)
fn reparameterize_forward(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= L4 || id.y >= M) {
    return;
  }
  let noise = noise4(id.y, id.x);
  var sample = vec4f();
  for (var i = 0u; i < 4u; i++) {
    let column = 4u * id.x + i;
    if (column < L) {
      let mu = stats[id.y * STATS_WIDTH + column];
      let logvar = stats[id.y * STATS_WIDTH + L + column];
      sample[i] = mu + exp(0.5 * logvar) * noise[i];
    }
  }
  z[id.y * L4 + id.x] = keep_columns(sample, id.x, L);
}` as string,
      imports: ['shared/columns'],
      bindings: [
        {
          name: 'stats',
          access: 'read',
          type: 'array<f32>',
          element: 'f32',
          shape: ['M', '2*L'],
        },
        {
          name: 'z',
          access: 'read_write',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['M', 'L'],
        },
      ],
      constants: { M: { type: 'u32', value: 128 }, L: { type: 'u32', value: 20 } },
      slots: { noise: 'counter' },
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: true,
      enables: [],
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
  let value = select(vec4f(), noise4(id.y, id.x), id.y < step.row_count);
  z[id.y * L4 + id.x] = keep_columns(value, id.x, L);
}` as string,
      imports: ['shared/columns', 'shared/step'],
      bindings: [
        {
          name: 'z',
          access: 'read_write',
          type: 'array<vec4f>',
          element: 'f32',
          shape: ['M', 'L'],
        },
      ],
      constants: { M: { type: 'u32', value: 128 }, L: { type: 'u32', value: 20 } },
      slots: { noise: 'counter' },
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: true,
      enables: [],
    },
    sum_terms: {
      code: `












const M: u32 = 128u;
const RING: u32 = 64u;

@group(1) @binding(0) var<storage, read> terms: array<f32>;
@group(1) @binding(1) var<storage, read_write> sums: array<f32>;
@group(1) @binding(2) var<storage, read_write> health: array<atomic<u32>>;

const TERMS_WIDTH = (M + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn sum_terms(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  var sum = 0.0;
  for (var row = lane; row < M; row += 64u) {
    sum += terms[workgroup.x * TERMS_WIDTH + row];
  }
  let total = sum64(sum, lane);
  if (lane == 0u) {
    sums[workgroup.x] = total;

    if (workgroup.x <= step.ring_slot && !all_finite(vec4f(total))) {
      atomicMin(&health[0], step.counter - (step.ring_slot - workgroup.x));
    }
  }
}` as string,
      imports: ['shared/sum64', 'shared/step', 'shared/finite'],
      bindings: [
        {
          name: 'terms',
          access: 'read',
          type: 'array<f32>',
          element: 'f32',
          shape: ['RING', 'M'],
        },
        {
          name: 'sums',
          access: 'read_write',
          type: 'array<f32>',
          element: 'f32',
          shape: ['RING'],
        },
        {
          name: 'health',
          access: 'read_write',
          type: 'array<atomic<u32>>',
          element: 'u32',
          shape: ['1'],
        },
      ],
      constants: { M: { type: 'u32', value: 128 }, RING: { type: 'u32', value: 64 } },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 256,
      usesStep: true,
      enables: [],
    },
  },
  stepLayout: {
    size: 64,
    fields: {
      row_count: { offset: 0, type: 'u32', count: 1 },
      first_row: { offset: 4, type: 'u32', count: 1 },
      ring_slot: { offset: 8, type: 'u32', count: 1 },
      counter: { offset: 12, type: 'u32', count: 1 },
      seed: { offset: 16, type: 'u32', count: 1 },
      step_size: { offset: 20, type: 'f32', count: 1 },
      bias_correction2_sqrt: { offset: 24, type: 'f32', count: 1 },
      loss_weights: { offset: 32, type: 'f32', count: 8 },
    },
  },
} as const satisfies CatalogueEntries;
