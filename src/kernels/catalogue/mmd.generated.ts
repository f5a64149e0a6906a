// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const mmdKernels = {
  modules: {},
  slots: {},
  kernels: {
    mmd_backward: {
      code: `












const M: u32 = 128u;
const L: u32 = 20u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> z: array<f32>;
@group(1) @binding(1) var<storage, read> prior: array<f32>;
@group(1) @binding(2) var<storage, read> own: array<f32>;
@group(1) @binding(3) var<storage, read> other: array<f32>;
@group(1) @binding(4) var<storage, read_write> dz: array<f32>;

const WIDTH = (L + 7u) / 8u * 8u;
const PRIOR_WIDTH = (M + 7u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn mmd_backward(@builtin(global_invocation_id)a:vec3u){
 let b=a.x;
 let c=a.y;
 if(b>=L||c>=M*SAMPLES){
 return;
 }
 let d=(M*SAMPLES+7u)/8u*8u;
 let e=min(M,step.row_count);
 let f=z[c*WIDTH+b];
 var g=0.0;
 for(var h=0u;h<e*SAMPLES;h++){
 g+=own[c*d+h]*(f-z[h*WIDTH+b]);
 }
 var i=0.0;
 for(var h=0u;h<e;h++){
 i+=other[c*PRIOR_WIDTH+h]*(f-prior[h*WIDTH+b]);
 }
 let j=g/f32(SAMPLES)-i;
 let k=4.0*loss_weight(c)*j/f32(max(e,1u));
 if(ACCUMULATE){
 dz[c*WIDTH+b]+=k;
 }else{
 dz[c*WIDTH+b]=k;
 }
}` as string,
      imports: ['shared/loss_weight', 'shared/samples', 'shared/step'],
      bindings: [
        { name: 'z', access: 'read', element: 'f32', shape: ['M*SAMPLES', 'L'] },
        { name: 'prior', access: 'read', element: 'f32', shape: ['M', 'L'] },
        { name: 'own', access: 'read', element: 'f32', shape: ['M*SAMPLES', 'M*SAMPLES'] },
        { name: 'other', access: 'read', element: 'f32', shape: ['M*SAMPLES', 'M'] },
        { name: 'dz', access: 'read_write', element: 'f32', shape: ['M*SAMPLES', 'L'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        L: { type: 'u32', value: 20 },
        ACCUMULATE: { type: 'bool', value: false },
        TERM: { type: 'u32', value: 0 },
        SAMPLES: { type: 'u32', value: 1 },
      },
      slots: {},
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    mmd_forward: {
      code: `



















const M: u32 = 128u;
const L: u32 = 20u;
const RING: u32 = 32u;
const SCALE: f32 = 40.0;
const INVERSE_QUADRATIC: bool = false;

@group(1) @binding(0) var<storage, read> z: array<f32>;
@group(1) @binding(1) var<storage, read> prior: array<f32>;
@group(1) @binding(2) var<storage, read_write> own: array<f32>;
@group(1) @binding(3) var<storage, read_write> other: array<f32>;
@group(1) @binding(4) var<storage, read_write> terms: array<f32>;

const WIDTH = (L + 7u) / 8u * 8u;
const PRIOR_WIDTH = (M + 7u) / 8u * 8u;


fn kernel(a:f32)->vec2f{
 if(INVERSE_QUADRATIC){
 let b=SCALE/(SCALE+a);
 return vec2f(b,-b*b/SCALE);
 }
 let b=exp(-a/SCALE);
 return vec2f(b,-b/SCALE);
}

@compute @workgroup_size(64)
fn mmd_forward(
 @builtin(workgroup_id)a:vec3u,
 @builtin(local_invocation_index)b:u32,
){
 let c=(M*SAMPLES+7u)/8u*8u;
 let d=a.x;
 let e=d/SAMPLES;
 let f=row_counts(d);
 var g=0.0;
 for(var h=b;h<M*SAMPLES;h+=64u){
 var i=0.0;
 for(var j=0u;j<L;j++){
 let k=z[d*WIDTH+j]-z[h*WIDTH+j];
 i+=k*k;
 }
 let l=kernel(i);
 let m=f&row_counts(h);
 g+=select(0.0,l.x/f32(SAMPLES),m);
 own[d*c+h]=select(0.0,l.y,m);
 }
 for(var h=b;h<M;h+=64u){
 var n=vec2f();
 for(var j=0u;j<L;j++){
 let o=prior[h*WIDTH+j];
 let p=vec2f(prior[e*WIDTH+j]-o,z[d*WIDTH+j]-o);
 n+=p*p;
 }
 let q=kernel(n.y);
 let m=f&(h<step.row_count);
 g+=select(0.0,kernel(n.x).x-2.0*q.x,m);
 other[d*PRIOR_WIDTH+h]=select(0.0,q.y,m);
 }
 let r=sum64(g,b);
 if(b==0u){
 let s=r/f32(max(step.row_count,1u));
 terms[step.ring_slot%RING*c+d]=select(0.0,s,f);
 }
}` as string,
      imports: ['shared/samples', 'shared/step', 'shared/sum64'],
      bindings: [
        { name: 'z', access: 'read', element: 'f32', shape: ['M*SAMPLES', 'L'] },
        { name: 'prior', access: 'read', element: 'f32', shape: ['M', 'L'] },
        {
          name: 'own',
          access: 'read_write',
          element: 'f32',
          shape: ['M*SAMPLES', 'M*SAMPLES'],
        },
        { name: 'other', access: 'read_write', element: 'f32', shape: ['M*SAMPLES', 'M'] },
        {
          name: 'terms',
          access: 'read_write',
          element: 'f32',
          shape: ['RING', '1', 'M*SAMPLES'],
        },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        L: { type: 'u32', value: 20 },
        RING: { type: 'u32', value: 32 },
        SCALE: { type: 'f32', value: 40 },
        INVERSE_QUADRATIC: { type: 'bool', value: false },
        SAMPLES: { type: 'u32', value: 1 },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 256,
      usesStep: true,
    },
  },
} as const satisfies CataloguePart;
