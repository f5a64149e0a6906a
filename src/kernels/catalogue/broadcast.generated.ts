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

fn column_sum(a:u32)->f32{
 var b=0.0;
 for(var c=0u;c<M;c++){
 b+=dy[c*K_WIDTH+a];
 }
 return b;
}

fn store(a:u32,b:f32){
 if(ACCUMULATE){
 dvalues[a]+=b;
 }else{
 dvalues[a]=b;
 }
}

@compute @workgroup_size(64)
fn broadcast_backward(
 @builtin(workgroup_id)a:vec3u,
 @builtin(local_invocation_index)b:u32,
){
 if(SHARED){
 if(a.x>0u){
 return;
 }
 var c=0.0;
 for(var d=0u;d<(K+63u)/64u;d++){
 let e=64u*d+b;
 if(e<K){
 c+=column_sum(e);
 }
 }
 let f=sum64(c,b);
 if(b==0u){
 store(0u,f);
 }
 }else{
 let e=64u*a.x+b;
 if(e<K){
 store(e,column_sum(e));
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
fn broadcast_forward(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=K4||a.y>=M){
 return;
 }
 var b=vec4f();
 if(SHARED){
 b=vec4f(values[0].x);
 }else{
 b=values[a.x];
 }
 y[a.y*K4+a.x]=keep_columns(b,a.x,K);
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
