// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const softmaxKernels = {
  modules: {},
  slots: {},
  kernels: {
    softmax_groups_backward: {
      code: `










const M: u32 = 128u;
const K: u32 = 784u;
const GROUPS: u32 = 392u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> probabilities: array<f32>;
@group(1) @binding(1) var<storage, read> dprobabilities: array<f32>;
@group(1) @binding(2) var<storage, read> starts: array<u32>;
@group(1) @binding(3) var<storage, read_write> dlogits: array<f32>;

const WIDTH = (K + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn softmax_groups_backward(
 @builtin(workgroup_id)a:vec3u,
 @builtin(local_invocation_index)b:u32,
){
 let c=a.y*WIDTH;
 let d=c+starts[a.x];
 let e=c+starts[a.x+1u];
 var f=0.0;
 for(var g=d+b;g<e;g+=64u){
 f+=probabilities[g]*dprobabilities[g];
 }
 f=sum64_for_all(f,b);
 for(var g=d+b;g<e;g+=64u){
 let h=probabilities[g]*(dprobabilities[g]-f);
 if(ACCUMULATE){
 dlogits[g]+=h;
 }else{
 dlogits[g]=h;
 }
 }
}` as string,
      imports: ['shared/sum64'],
      bindings: [
        { name: 'probabilities', access: 'read', element: 'f32', shape: ['M', 'K'] },
        { name: 'dprobabilities', access: 'read', element: 'f32', shape: ['M', 'K'] },
        { name: 'starts', access: 'read', element: 'u32', shape: ['_'] },
        { name: 'dlogits', access: 'read_write', element: 'f32', shape: ['M', 'K'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        K: { type: 'u32', value: 784 },
        GROUPS: { type: 'u32', value: 392 },
        ACCUMULATE: { type: 'bool', value: false },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 256,
      usesStep: false,
    },
  },
} as const satisfies CataloguePart;
