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
 @builtin(workgroup_id)a:vec3u,
 @builtin(local_invocation_index)b:u32,
){
 let c=a.x;
 let d=min(M,step.row_count);
 var e=0.0;
 for(var f=b;f<d;f+=64u){
 e+=x[f*WIDTH+c];
 }
 let g=sum64(e,b);
 if(b==0u&&d>0u&&atomicLoad(&health[0])>=step.counter){
 average[c]+=RATE*(g/f32(d)-average[c]);
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
