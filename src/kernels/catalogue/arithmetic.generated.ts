// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const arithmeticKernels = {
  modules: {},
  slots: {},
  kernels: {
    combine_terms_backward: {
      code: `









const M: u32 = 128u;
const WEIGHT: f32 = 1.0;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read_write> dterm: array<f32>;

@compute @workgroup_size(64)
fn combine_terms_backward(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=M){
 return;
 }
 let b=WEIGHT*term_weight(a.x);
 if(ACCUMULATE){
 dterm[a.x]+=b;
 }else{
 dterm[a.x]=b;
 }
}` as string,
      imports: [],
      bindings: [{ name: 'dterm', access: 'read_write', element: 'f32', shape: ['M'] }],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        WEIGHT: { type: 'f32', value: 1 },
        ACCUMULATE: { type: 'bool', value: false },
      },
      slots: { term_weight: 'scalar' },
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    combine_terms_forward: {
      code: `









const M: u32 = 128u;
const RING: u32 = 32u;
const WEIGHT_A: f32 = 1.0;
const WEIGHT_B: f32 = 1.0;

@group(1) @binding(0) var<storage, read> first: array<f32>;
@group(1) @binding(1) var<storage, read> second: array<f32>;
@group(1) @binding(2) var<storage, read_write> terms: array<f32>;

const WIDTH = (M + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn combine_terms_forward(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=M){
 return;
 }
 let b=step.ring_slot%RING*WIDTH+a.x;
 terms[b]=WEIGHT_A*first[b]+WEIGHT_B*second[b];
}` as string,
      imports: ['shared/step'],
      bindings: [
        { name: 'first', access: 'read', element: 'f32', shape: ['RING', '1', 'M'] },
        { name: 'second', access: 'read', element: 'f32', shape: ['RING', '1', 'M'] },
        { name: 'terms', access: 'read_write', element: 'f32', shape: ['RING', '1', 'M'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        RING: { type: 'u32', value: 32 },
        WEIGHT_A: { type: 'f32', value: 1 },
        WEIGHT_B: { type: 'f32', value: 1 },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    multiply: {
      code: `







const M: u32 = 128u;
const K: u32 = 20u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> a: array<vec4f>;
@group(1) @binding(1) var<storage, read> b: array<vec4f>;
@group(1) @binding(2) var<storage, read_write> y: array<vec4f>;

const K4 = (K + 7u) / 8u * 2u;

@compute @workgroup_size(64, 1)
fn multiply(@builtin(global_invocation_id)c:vec3u){
 if(c.x>=K4||c.y>=M){
 return;
 }
 let d=c.y*K4+c.x;
 let e=a[d]*b[d];
 if(ACCUMULATE){
 y[d]+=e;
 }else{
 y[d]=e;
 }
}` as string,
      imports: [],
      bindings: [
        { name: 'a', access: 'read', element: 'f32', shape: ['M', 'K'] },
        { name: 'b', access: 'read', element: 'f32', shape: ['M', 'K'] },
        { name: 'y', access: 'read_write', element: 'f32', shape: ['M', 'K'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        K: { type: 'u32', value: 20 },
        ACCUMULATE: { type: 'bool', value: false },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: false,
    },
    scale: {
      code: `









const M: u32 = 128u;
const K: u32 = 20u;
const WEIGHT: f32 = 1.0;
const OFFSET: f32 = 0.0;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> x: array<vec4f>;
@group(1) @binding(1) var<storage, read_write> y: array<vec4f>;

const K4 = (K + 7u) / 8u * 2u;

@compute @workgroup_size(64, 1)
fn scale(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=K4||a.y>=M){
 return;
 }
 let b=a.y*K4+a.x;
 var c=WEIGHT*x[b];
 if(OFFSET!=0.0){
 c=keep_columns(c+OFFSET,a.x,K);
 }
 if(ACCUMULATE){
 y[b]+=c;
 }else{
 y[b]=c;
 }
}` as string,
      imports: ['shared/columns'],
      bindings: [
        { name: 'x', access: 'read', element: 'f32', shape: ['M', 'K'] },
        { name: 'y', access: 'read_write', element: 'f32', shape: ['M', 'K'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        K: { type: 'u32', value: 20 },
        WEIGHT: { type: 'f32', value: 1 },
        OFFSET: { type: 'f32', value: 0 },
        ACCUMULATE: { type: 'bool', value: false },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: false,
    },
  },
} as const satisfies CataloguePart;
