// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const variablesKernels = {
  modules: {},
  slots: {},
  kernels: {
    moving_average: {
      code: `










const M: u32 = 128u;
const K: u32 = 20u;
const RATE: f32 = 0.1;

@group(1) @binding(0) var<storage, read> x: array<f32>;
@group(1) @binding(1) var<storage, read_write> average: array<f32>;
@group(1) @binding(2) var<storage, read_write> health: array<atomic<u32>>;

const WIDTH = (K + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn moving_average(
 @builtin(workgroup_id) workgroup: vec3u,
 @builtin(local_invocation_index) lane: u32,
) {
 let column = workgroup.x;
 let rows = min(M, step.row_count);
 var sum = 0.0;
 for (var row = lane; row < rows; row += 64u) {
 sum += x[row * WIDTH + column];
 }
 let total = sum64(sum, lane);
 if (lane == 0u && rows > 0u && atomicLoad(&health[0]) >= step.counter) {
 average[column] += RATE * (total / f32(rows) - average[column]);
 }
}` as string,
      imports: ['shared/step', 'shared/sum64'],
      bindings: [
        { name: 'x', access: 'read', element: 'f32', shape: ['M', 'K'] },
        { name: 'average', access: 'read_write', element: 'f32', shape: ['K'] },
        { name: 'health', access: 'read_write', element: 'u32', shape: ['1'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        K: { type: 'u32', value: 20 },
        RATE: { type: 'f32', value: 0.1 },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 256,
      usesStep: true,
    },
  },
} as const satisfies CataloguePart;
