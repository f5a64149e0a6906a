// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const categoricalKernels = {
  modules: {
    'shared/max64': `


var<workgroup> max64_partial: array<f32, 64>;

fn max64_for_all(value: f32, lane: u32) -> f32 {
 max64_partial[lane] = value;
 for (var width = 32u; width > 0u; width = width / 2u) {
 workgroupBarrier();
 if (lane < width) {
 max64_partial[lane] = max(max64_partial[lane], max64_partial[lane + width]);
 }
 }
 return workgroupUniformLoad(&max64_partial[0]);
}` as string,
  },
  slots: {
    likelihood: {
      categorical: {
        code: `







@group(1) @binding(0) var<storage, read> normalizers: array<vec4f>;

fn likelihood_loss(row: u32, column4: u32, outputs: vec4f, x: vec4f) -> vec4f {
 return x * (normalizers[row * K4 + column4] - outputs);
}

fn likelihood_gradient(row: u32, column4: u32, outputs: vec4f, x: vec4f) -> vec4f {
 let probability = exp(min(outputs - normalizers[row * K4 + column4], vec4f()));
 return normalizers[(M + row) * K4 + column4] * probability - x;
}` as string,
        imports: [],
        bindings: [{ name: 'normalizers', access: 'read', element: 'f32', shape: ['2*M', 'K'] }],
        enables: [],
        constants: {},
      },
    },
  },
  kernels: {
    group_normalizer: {
      code: `













const M: u32 = 128u;
const K: u32 = 784u;
const GROUPS: u32 = 49u;

@group(1) @binding(0) var<storage, read> outputs: array<f32>;
@group(1) @binding(1) var<storage, read> starts: array<u32>;
@group(1) @binding(2) var<storage, read_write> normalizers: array<f32>;

const WIDTH = (K + 7u) / 8u * 8u;
const LOWEST = -3.4e38;

@compute @workgroup_size(8, 8)
fn group_normalizer(@builtin(global_invocation_id) id: vec3u) {
 let row = id.y;
 if (id.x >= GROUPS || row >= M) {
 return;
 }
 let first = starts[id.x];
 let end = starts[id.x + 1u];
 let start = x_row(row / SAMPLES);
 var largest = LOWEST;
 var sum = 0.0;
 var total = 0.0;
 for (var column = first; column < end; column++) {
 let logit = outputs[row * WIDTH + column];
 let before = largest;
 largest = max(largest, logit);
 sum = sum * exp(before - largest) + exp(logit - largest);
 total += x_load(start, column / 4u)[column % 4u];
 }
 let log_normalizer = largest + log(sum);
 for (var column = first; column < end; column++) {
 normalizers[row * WIDTH + column] = log_normalizer;
 normalizers[(M + row) * WIDTH + column] = total;
 }
}` as string,
      imports: ['shared/samples', 'shared/step'],
      bindings: [
        { name: 'outputs', access: 'read', element: 'f32', shape: ['M', 'K'] },
        { name: 'starts', access: 'read', element: 'u32', shape: ['_'] },
        { name: 'normalizers', access: 'read_write', element: 'f32', shape: ['2*M', 'K'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        K: { type: 'u32', value: 784 },
        GROUPS: { type: 'u32', value: 49 },
        SAMPLES: { type: 'u32', value: 1 },
      },
      slots: { load: 'matrix' },
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    level_mean: {
      code: `







const M: u32 = 128u;
const K: u32 = 784u;
const LEVELS: u32 = 16u;

@group(1) @binding(0) var<storage, read> logits: array<f32>;
@group(1) @binding(1) var<storage, read_write> y: array<f32>;

const LOGITS_WIDTH = (K * LEVELS + 7u) / 8u * 8u;
const Y_WIDTH = (K + 7u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn level_mean(@builtin(global_invocation_id) id: vec3u) {
 if (id.x >= K || id.y >= M) {
 return;
 }
 let first = id.y * LOGITS_WIDTH + id.x * LEVELS;
 var largest = logits[first];
 var sum = 0.0;
 var weighted = 0.0;
 for (var j = 0u; j < LEVELS; j++) {
 let logit = logits[first + j];
 let before = largest;
 largest = max(largest, logit);
 let rescale = exp(before - largest);
 let probability = exp(logit - largest);
 sum = sum * rescale + probability;
 weighted = weighted * rescale + probability * f32(j);
 }
 y[id.y * Y_WIDTH + id.x] = weighted / (sum * f32(LEVELS - 1u));
}` as string,
      imports: [],
      bindings: [
        { name: 'logits', access: 'read', element: 'f32', shape: ['M', 'K*LEVELS'] },
        { name: 'y', access: 'read_write', element: 'f32', shape: ['M', 'K'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        K: { type: 'u32', value: 784 },
        LEVELS: { type: 'u32', value: 16 },
      },
      slots: {},
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: false,
    },
    one_hot: {
      code: `








const M: u32 = 128u;
const K: u32 = 784u;
const LEVELS: u32 = 2u;

@group(1) @binding(0) var<storage, read> x: array<f32>;
@group(1) @binding(1) var<storage, read_write> y: array<vec4f>;

const X_WIDTH = (K + 7u) / 8u * 8u;
const Y4 = (K * LEVELS + 7u) / 8u * 2u;

@compute @workgroup_size(64, 1)
fn one_hot(@builtin(global_invocation_id) id: vec3u) {
 if (id.x >= Y4 || id.y >= M) {
 return;
 }
 var value = vec4f();
 for (var i = 0u; i < 4u; i++) {
 let column = 4u * id.x + i;
 if (column < K * LEVELS) {
 let scaled = f32(LEVELS) * x[id.y * X_WIDTH + column / LEVELS];
 let level = u32(clamp(scaled, 0.0, f32(LEVELS - 1u)));
 value[i] = f32(level == column % LEVELS);
 }
 }
 y[id.y * Y4 + id.x] = value;
}` as string,
      imports: [],
      bindings: [
        { name: 'x', access: 'read', element: 'f32', shape: ['M', 'K'] },
        { name: 'y', access: 'read_write', element: 'f32', shape: ['M', 'K*LEVELS'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        K: { type: 'u32', value: 784 },
        LEVELS: { type: 'u32', value: 2 },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: false,
    },
    softmax_groups: {
      code: `











const M: u32 = 128u;
const K: u32 = 784u;
const GROUPS: u32 = 392u;

@group(1) @binding(0) var<storage, read> logits: array<f32>;
@group(1) @binding(1) var<storage, read> starts: array<u32>;
@group(1) @binding(2) var<storage, read_write> probabilities: array<f32>;

const WIDTH = (K + 7u) / 8u * 8u;
const LOWEST = -3.4028234e38;

@compute @workgroup_size(64)
fn softmax_groups(
 @builtin(workgroup_id) workgroup: vec3u,
 @builtin(local_invocation_index) lane: u32,
) {
 let row = workgroup.y * WIDTH;
 let first = row + starts[workgroup.x];
 let end = row + starts[workgroup.x + 1u];
 var largest = LOWEST;
 for (var i = first + lane; i < end; i += 64u) {
 largest = max(largest, logits[i]);
 }
 largest = max64_for_all(largest, lane);
 var sum = 0.0;
 for (var i = first + lane; i < end; i += 64u) {
 sum += exp(logits[i] - largest);
 }
 sum = sum64_for_all(sum, lane);
 for (var i = first + lane; i < end; i += 64u) {
 probabilities[i] = exp(logits[i] - largest) / sum;
 }
}` as string,
      imports: ['shared/max64', 'shared/sum64'],
      bindings: [
        { name: 'logits', access: 'read', element: 'f32', shape: ['M', 'K'] },
        { name: 'starts', access: 'read', element: 'u32', shape: ['_'] },
        { name: 'probabilities', access: 'read_write', element: 'f32', shape: ['M', 'K'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        K: { type: 'u32', value: 784 },
        GROUPS: { type: 'u32', value: 392 },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 512,
      usesStep: false,
    },
  },
} as const satisfies CataloguePart;
