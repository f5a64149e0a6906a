// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const sequencesKernels = {
  modules: {},
  slots: {
    valid: {
      all: {
        code: `


fn is_valid(a:u32,b:u32)->bool{
 return true;
}` as string,
        imports: [],
        bindings: [],
        enables: [],
        constants: {},
      },
      lengths: {
        code: `

@group(1) @binding(0) var<storage, read> lengths: array<u32>;


fn is_valid(a:u32,b:u32)->bool{
 return b<lengths[8u*a];
}` as string,
        imports: [],
        bindings: [{ name: 'lengths', access: 'read', element: 'u32', shape: ['M', '1'] }],
        enables: [],
        constants: {},
      },
    },
  },
  kernels: {
    rows_to_steps: {
      code: `










const M: u32 = 32u;
const LENGTH: u32 = 4u;
const K: u32 = 20u;
const PLACES: u32 = 5u;
const FIRST: u32 = 1u;
const REVERSED: bool = false;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> x: array<f32>;
@group(1) @binding(1) var<storage, read_write> y: array<vec4f>;

const K8 = (K + 7u) / 8u * 8u;
const WIDTH4 = (LENGTH * K + 7u) / 8u * 2u;

@compute @workgroup_size(64, 1)
fn rows_to_steps(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=WIDTH4||a.y>=M){
 return;
 }
 let b=4u*a.x+vec4u(0u,1u,2u,3u);
 let c=b<vec4u(LENGTH*K);
 let d=min(b/K,vec4u(LENGTH-1u));
 let e=FIRST+select(d,LENGTH-1u-d,vec4<bool>(REVERSED));
 let f=(a.y*PLACES+e)*K8+b%K;
 let g=vec4<bool>(
 is_valid(a.y,d.x),is_valid(a.y,d.y),is_valid(a.y,d.z),is_valid(a.y,d.w),
 );
 let h=vec4f(x[f.x],x[f.y],x[f.z],x[f.w]);
 let i=select(vec4f(),h,c&g);
 let j=a.y*WIDTH4+a.x;
 if(ACCUMULATE){
 y[j]+=i;
 }else{
 y[j]=i;
 }
}` as string,
      imports: [],
      bindings: [
        { name: 'x', access: 'read', element: 'f32', shape: ['M*PLACES', 'K'] },
        { name: 'y', access: 'read_write', element: 'f32', shape: ['M', 'LENGTH*K'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 32 },
        LENGTH: { type: 'u32', value: 4 },
        K: { type: 'u32', value: 20 },
        PLACES: { type: 'u32', value: 5 },
        FIRST: { type: 'u32', value: 1 },
        REVERSED: { type: 'bool', value: false },
        ACCUMULATE: { type: 'bool', value: false },
      },
      slots: { valid: 'all' },
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: false,
    },
    steps_to_rows: {
      code: `











const M: u32 = 32u;
const LENGTH: u32 = 4u;
const K: u32 = 20u;
const PLACES: u32 = 5u;
const FIRST: u32 = 1u;
const REVERSED: bool = false;
const KEEP: bool = false;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> x: array<f32>;
@group(1) @binding(1) var<storage, read_write> y: array<vec4f>;

const WIDTH = (LENGTH * K + 7u) / 8u * 8u;
const K4 = (K + 7u) / 8u * 2u;

@compute @workgroup_size(8, 8)
fn steps_to_rows(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=K4||a.y>=M*PLACES){
 return;
 }
 let b=a.y/PLACES;

 let c=a.y%PLACES-FIRST;
 let d=c<LENGTH;
 if(KEEP&& !d){
 return;
 }
 let e=select(c,LENGTH-1u-c,REVERSED);
 let f=select(0u,e,d);
 let g=4u*a.x+vec4u(0u,1u,2u,3u);
 let h=b*WIDTH+f*K+min(g,vec4u(K-1u));
 let i=vec4f(x[h.x],x[h.y],x[h.z],x[h.w]);
 let j=d&is_valid(b,f);
 let k=select(vec4f(),keep_columns(i,a.x,K),vec4<bool>(j));
 let l=a.y*K4+a.x;
 if(ACCUMULATE){
 y[l]+=k;
 }else{
 y[l]=k;
 }
}` as string,
      imports: ['shared/columns'],
      bindings: [
        { name: 'x', access: 'read', element: 'f32', shape: ['M', 'LENGTH*K'] },
        { name: 'y', access: 'read_write', element: 'f32', shape: ['M*PLACES', 'K'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 32 },
        LENGTH: { type: 'u32', value: 4 },
        K: { type: 'u32', value: 20 },
        PLACES: { type: 'u32', value: 5 },
        FIRST: { type: 'u32', value: 1 },
        REVERSED: { type: 'bool', value: false },
        KEEP: { type: 'bool', value: false },
        ACCUMULATE: { type: 'bool', value: false },
      },
      slots: { valid: 'all' },
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: false,
    },
  },
} as const satisfies CataloguePart;
