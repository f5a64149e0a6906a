// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const classificationKernels = {
  modules: {},
  slots: {
    integer: {
      gather_u16: {
        code: `





@group(1) @binding(0) var<storage, read> field: array<vec2u>;
@group(1) @binding(1) var<storage, read> row_index: array<u32>;


fn integer_row(a:u32)->u32{
 let b=step.first_row+min(a,max(step.row_count,1u)-1u);
 return row_index[b]*((K+7u)/8u*2u);
}


fn integer_load(a:u32,b:u32)->vec4u{
 let c=field[a+b].xxyy;
 return(c>>vec4u(0u,16u,0u,16u))&vec4u(0xffffu);
}` as string,
        imports: ['shared/step'],
        bindings: [
          { name: 'field', access: 'read', element: 'u16', shape: ['_', 'K'] },
          { name: 'row_index', access: 'read', element: 'u32', shape: ['_'] },
        ],
        enables: [],
        constants: {},
      },
      gather_u32: {
        code: `





@group(1) @binding(0) var<storage, read> field: array<vec4u>;
@group(1) @binding(1) var<storage, read> row_index: array<u32>;


fn integer_row(a:u32)->u32{
 let b=step.first_row+min(a,max(step.row_count,1u)-1u);
 return row_index[b]*((K+7u)/8u*2u);
}


fn integer_load(a:u32,b:u32)->vec4u{
 return field[a+b];
}` as string,
        imports: ['shared/step'],
        bindings: [
          { name: 'field', access: 'read', element: 'u32', shape: ['_', 'K'] },
          { name: 'row_index', access: 'read', element: 'u32', shape: ['_'] },
        ],
        enables: [],
        constants: {},
      },
      gather_u8: {
        code: `





@group(1) @binding(0) var<storage, read> field: array<u32>;
@group(1) @binding(1) var<storage, read> row_index: array<u32>;


fn integer_row(a:u32)->u32{
 let b=step.first_row+min(a,max(step.row_count,1u)-1u);
 return row_index[b]*((K+7u)/8u*2u);
}


fn integer_load(a:u32,b:u32)->vec4u{
 let c=field[a+b];
 return(vec4u(c)>>vec4u(0u,8u,16u,24u))&vec4u(0xffu);
}` as string,
        imports: ['shared/step'],
        bindings: [
          { name: 'field', access: 'read', element: 'u8', shape: ['_', 'K'] },
          { name: 'row_index', access: 'read', element: 'u32', shape: ['_'] },
        ],
        enables: [],
        constants: {},
      },
    },
  },
  kernels: {
    accuracy: {
      code: `









const M: u32 = 128u;
const C: u32 = 10u;
const RING: u32 = 32u;
const SAMPLES: u32 = 1u;

@group(1) @binding(0) var<storage, read> probabilities: array<f32>;
@group(1) @binding(1) var<storage, read> target_rows: array<f32>;
@group(1) @binding(2) var<storage, read_write> terms: array<f32>;


const LOWEST = -3.4e38;

const WIDTH = (C + 7u) / 8u * 8u;
const TERMS_WIDTH = (M + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn accuracy(@builtin(global_invocation_id)a:vec3u){
 let b=a.x;
 if(b>=M){
 return;
 }
 var c=0u;
 var d=LOWEST;
 var e=0u;
 var f=LOWEST;
 for(var g=0u;g<C;g++){
 var h=0.0;
 for(var i=0u;i<SAMPLES;i++){
 h+=probabilities[(b*SAMPLES+i)*WIDTH+g];
 }
 if(h>d){
 d=h;
 c=g;
 }
 let j=target_rows[b*WIDTH+g];
 if(j>f){
 f=j;
 e=g;
 }
 }
 let k=select(0.0,1.0,c==e);
 terms[(step.ring_slot%RING)*TERMS_WIDTH+b]=select(0.0,k,b<step.row_count);
}` as string,
      imports: ['shared/step'],
      bindings: [
        {
          name: 'probabilities',
          access: 'read',
          element: 'f32',
          shape: ['M*SAMPLES', 'C'],
        },
        { name: 'target_rows', access: 'read', element: 'f32', shape: ['M', 'C'] },
        { name: 'terms', access: 'read_write', element: 'f32', shape: ['RING', '1', 'M'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        C: { type: 'u32', value: 10 },
        RING: { type: 'u32', value: 32 },
        SAMPLES: { type: 'u32', value: 1 },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    gather_indices: {
      code: `









const M: u32 = 128u;
const K: u32 = 784u;

@group(1) @binding(0) var<storage, read_write> indices: array<vec4u>;

const K4 = (K + 7u) / 8u * 2u;

@compute @workgroup_size(64, 1)
fn gather_indices(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=K4||a.y>=M){
 return;
 }
 indices[a.y*K4+a.x]=integer_load(integer_row(a.y),a.x);
}` as string,
      imports: ['shared/step'],
      bindings: [{ name: 'indices', access: 'read_write', element: 'u32', shape: ['M', 'K'] }],
      enables: [],
      constants: { M: { type: 'u32', value: 128 }, K: { type: 'u32', value: 784 } },
      slots: { integer: 'gather_u32' },
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    gather_one_hot: {
      code: `










const M: u32 = 128u;
const K: u32 = 1u;
const CLASSES: u32 = 10u;

@group(1) @binding(0) var<storage, read_write> y: array<vec4f>;

const Y4 = (K * CLASSES + 7u) / 8u * 2u;

@compute @workgroup_size(64, 1)
fn gather_one_hot(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=Y4||a.y>=M){
 return;
 }
 let b=integer_row(a.y);
 var c=vec4f();
 for(var d=0u;d<4u;d++){
 let e=4u*a.x+d;
 if(e<K*CLASSES){
 let f=e/CLASSES;
 c[d]=f32(integer_load(b,f/4u)[f%4u]==e%CLASSES);
 }
 }
 y[a.y*Y4+a.x]=c;
}` as string,
      imports: ['shared/step'],
      bindings: [{ name: 'y', access: 'read_write', element: 'f32', shape: ['M', 'K*CLASSES'] }],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        K: { type: 'u32', value: 1 },
        CLASSES: { type: 'u32', value: 10 },
      },
      slots: { integer: 'gather_u8' },
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
  },
} as const satisfies CataloguePart;
