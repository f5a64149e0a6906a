// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const conditionKernels = {
  modules: {},
  slots: {},
  kernels: {
    concat: {
      code: `







const M: u32 = 128u;
const A: u32 = 20u;
const B: u32 = 10u;
const SAMPLES: u32 = 1u;

@group(1) @binding(0) var<storage, read> a: array<f32>;
@group(1) @binding(1) var<storage, read> b: array<f32>;
@group(1) @binding(2) var<storage, read_write> y: array<vec4f>;

const A_WIDTH = (A + 7u) / 8u * 8u;
const B_WIDTH = (B + 7u) / 8u * 8u;
const Y4 = (A + B + 7u) / 8u * 2u;

@compute @workgroup_size(8, 8)
fn concat(@builtin(global_invocation_id)c:vec3u){
 if(c.x>=Y4||c.y>=M*SAMPLES){
 return;
 }
 var d=vec4f();
 for(var e=0u;e<4u;e++){
 let f=4u*c.x+e;
 if(f<A){
 d[e]=a[c.y*A_WIDTH+f];
 }else if(f<A+B){
 d[e]=b[c.y/SAMPLES*B_WIDTH+f-A];
 }
 }
 y[c.y*Y4+c.x]=d;
}` as string,
      imports: [],
      bindings: [
        { name: 'a', access: 'read', element: 'f32', shape: ['M*SAMPLES', 'A'] },
        { name: 'b', access: 'read', element: 'f32', shape: ['M', 'B'] },
        { name: 'y', access: 'read_write', element: 'f32', shape: ['M*SAMPLES', 'A+B'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        A: { type: 'u32', value: 20 },
        B: { type: 'u32', value: 10 },
        SAMPLES: { type: 'u32', value: 1 },
      },
      slots: {},
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: false,
    },
    slice_columns: {
      code: `








const M: u32 = 128u;
const WHOLE: u32 = 30u;
const WIDTH: u32 = 10u;
const FIRST: u32 = 20u;
const SAMPLES: u32 = 1u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> x: array<f32>;
@group(1) @binding(1) var<storage, read_write> y: array<vec4f>;

const X_WIDTH = (WHOLE + 7u) / 8u * 8u;
const Y4 = (WIDTH + 7u) / 8u * 2u;

@compute @workgroup_size(8, 8)
fn slice_columns(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=Y4||a.y>=M){
 return;
 }
 var b=vec4f();
 for(var c=0u;c<SAMPLES;c++){
 let d=(a.y*SAMPLES+c)*X_WIDTH+FIRST;
 for(var e=0u;e<4u;e++){
 let f=4u*a.x+e;
 if(f<WIDTH){
 b[e]+=x[d+f];
 }
 }
 }
 let g=a.y*Y4+a.x;
 if(ACCUMULATE){
 y[g]+=b;
 }else{
 y[g]=b;
 }
}` as string,
      imports: [],
      bindings: [
        { name: 'x', access: 'read', element: 'f32', shape: ['M*SAMPLES', 'WHOLE'] },
        { name: 'y', access: 'read_write', element: 'f32', shape: ['M', 'WIDTH'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        WHOLE: { type: 'u32', value: 30 },
        WIDTH: { type: 'u32', value: 10 },
        FIRST: { type: 'u32', value: 20 },
        SAMPLES: { type: 'u32', value: 1 },
        ACCUMULATE: { type: 'bool', value: false },
      },
      slots: {},
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: false,
    },
    slice_columns_backward: {
      code: `






const M: u32 = 128u;
const WHOLE: u32 = 30u;
const WIDTH: u32 = 10u;
const FIRST: u32 = 20u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> dy: array<f32>;
@group(1) @binding(1) var<storage, read_write> dx: array<vec4f>;

const DY_WIDTH = (WIDTH + 7u) / 8u * 8u;
const DX4 = (WHOLE + 7u) / 8u * 2u;

@compute @workgroup_size(8, 8)
fn slice_columns_backward(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=DX4||a.y>=M){
 return;
 }
 var b=vec4f();
 for(var c=0u;c<4u;c++){
 let d=4u*a.x+c;
 if(d>=FIRST&&d<FIRST+WIDTH){
 b[c]=dy[a.y*DY_WIDTH+d-FIRST];
 }
 }
 let e=a.y*DX4+a.x;
 if(ACCUMULATE){
 dx[e]+=b;
 }else{
 dx[e]=b;
 }
}` as string,
      imports: [],
      bindings: [
        { name: 'dy', access: 'read', element: 'f32', shape: ['M', 'WIDTH'] },
        { name: 'dx', access: 'read_write', element: 'f32', shape: ['M', 'WHOLE'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        WHOLE: { type: 'u32', value: 30 },
        WIDTH: { type: 'u32', value: 10 },
        FIRST: { type: 'u32', value: 20 },
        ACCUMULATE: { type: 'bool', value: false },
      },
      slots: {},
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: false,
    },
  },
} as const satisfies CataloguePart;
