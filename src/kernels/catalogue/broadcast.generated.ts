// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const broadcastKernels = {
  modules: {},
  slots: {},
  kernels: {
    broadcast_backward: {
      code: `










const M: u32 = 128u;
const K: u32 = 784u;
const SHARED: bool = false;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> dy: array<f32>;
@group(1) @binding(1) var<storage, read_write> dvalues: array<f32>;

const K_WIDTH = (K + 7u) / 8u * 8u;

fn column_sum(column: u32) -> f32 {
 var sum = 0.0;
 for (var row = 0u; row < M; row++) {
 sum += dy[row * K_WIDTH + column];
 }
 return sum;
}

fn store(index: u32, value: f32) {
 if (ACCUMULATE) {
 dvalues[index] += value;
 } else {
 dvalues[index] = value;
 }
}

@compute @workgroup_size(64)
fn broadcast_backward(
 @builtin(workgroup_id) workgroup: vec3u,
 @builtin(local_invocation_index) lane: u32,
) {
 if (SHARED) {
 if (workgroup.x > 0u) {
 return;
 }
 var sum = 0.0;
 for (var turn = 0u; turn < (K + 63u) / 64u; turn++) {
 let column = 64u * turn + lane;
 if (column < K) {
 sum += column_sum(column);
 }
 }
 let total = sum64(sum, lane);
 if (lane == 0u) {
 store(0u, total);
 }
 } else {
 let column = 64u * workgroup.x + lane;
 if (column < K) {
 store(column, column_sum(column));
 }
 }
}` as string,
      imports: ['shared/sum64'],
      bindings: [
        { name: 'dy', access: 'read', element: 'f32', shape: ['M', 'K'] },
        { name: 'dvalues', access: 'read_write', element: 'f32', shape: ['_'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        K: { type: 'u32', value: 784 },
        SHARED: { type: 'bool', value: false },
        ACCUMULATE: { type: 'bool', value: false },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 256,
      usesStep: false,
    },
    broadcast_forward: {
      code: `








const M: u32 = 128u;
const K: u32 = 784u;
const SHARED: bool = false;

@group(1) @binding(0) var<storage, read> values: array<vec4f>;
@group(1) @binding(1) var<storage, read_write> y: array<vec4f>;

const K4 = (K + 7u) / 8u * 2u;

@compute @workgroup_size(64, 1)
fn broadcast_forward(@builtin(global_invocation_id) id: vec3u) {
 if (id.x >= K4 || id.y >= M) {
 return;
 }
 var value = vec4f();
 if (SHARED) {
 value = vec4f(values[0].x);
 } else {
 value = values[id.x];
 }
 y[id.y * K4 + id.x] = keep_columns(value, id.x, K);
}` as string,
      imports: ['shared/columns'],
      bindings: [
        { name: 'values', access: 'read', element: 'f32', shape: ['_'] },
        { name: 'y', access: 'read_write', element: 'f32', shape: ['M', 'K'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        K: { type: 'u32', value: 784 },
        SHARED: { type: 'bool', value: false },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: false,
    },
  },
} as const satisfies CataloguePart;
