// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const categoricalLatentKernels = {
  modules: {
    'shared/class_logits': `

const CLASSES: u32 = 10u;

struct ClassSums {
 largest: f32,
 sum: f32,
 mean: f32,
}


fn sum_of_classes(a:u32)->ClassSums{
 var b=logits[a];
 for(var c=1u;c<CLASSES;c++){
 b=max(b,logits[a+c]);
 }
 var d=0.0;
 var e=0.0;
 for(var c=0u;c<CLASSES;c++){
 let f=logits[a+c]-b;
 let g=exp(f);
 d+=g;
 e+=g*f;
 }
 return ClassSums(b,d,e/d);
}` as string,
  },
  slots: {},
  kernels: {
    categorical_kl_backward: {
      code: `










const M: u32 = 128u;
const K: u32 = 200u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> logits: array<f32>;
@group(1) @binding(1) var<storage, read_write> dlogits: array<f32>;

const WIDTH = (K + 7u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn categorical_kl_backward(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=K/CLASSES||a.y>=M){
 return;
 }
 let b=term_weight(a.y);
 let c=a.y*WIDTH+a.x*CLASSES;
 let d=sum_of_classes(c);
 for(var e=c;e<c+CLASSES;e++){
 let f=logits[e]-d.largest;
 let g=b*(exp(f)/d.sum)*(f-d.mean);
 if(ACCUMULATE){
 dlogits[e]+=g;
 }else{
 dlogits[e]=g;
 }
 }
}` as string,
      imports: ['shared/class_logits'],
      bindings: [
        { name: 'logits', access: 'read', element: 'f32', shape: ['M', 'K'] },
        { name: 'dlogits', access: 'read_write', element: 'f32', shape: ['M', 'K'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        K: { type: 'u32', value: 200 },
        ACCUMULATE: { type: 'bool', value: false },
        CLASSES: { type: 'u32', value: 10 },
      },
      slots: { term_weight: 'scalar' },
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    categorical_kl_forward: {
      code: `










const M: u32 = 128u;
const K: u32 = 200u;
const RING: u32 = 32u;

@group(1) @binding(0) var<storage, read> logits: array<f32>;
@group(1) @binding(1) var<storage, read_write> terms: array<f32>;

const WIDTH = (K + 7u) / 8u * 8u;
const TERMS_WIDTH = (M + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn categorical_kl_forward(@builtin(global_invocation_id)a:vec3u){
 let b=a.x;
 if(b>=M){
 return;
 }
 var c=0.0;
 for(var d=0u;d<K;d+=CLASSES){
 let e=sum_of_classes(b*WIDTH+d);
 c+=e.mean-log(e.sum)+log(f32(CLASSES));
 }
 terms[(step.ring_slot%RING)*TERMS_WIDTH+b]=select(0.0,c,b<step.row_count);
}` as string,
      imports: ['shared/step', 'shared/class_logits'],
      bindings: [
        { name: 'logits', access: 'read', element: 'f32', shape: ['M', 'K'] },
        { name: 'terms', access: 'read_write', element: 'f32', shape: ['RING', '1', 'M'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        K: { type: 'u32', value: 200 },
        RING: { type: 'u32', value: 32 },
        CLASSES: { type: 'u32', value: 10 },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    categorical_nll: {
      code: `











const M: u32 = 128u;
const K: u32 = 200u;
const SAMPLES: u32 = 1u;
const RING: u32 = 32u;

@group(1) @binding(0) var<storage, read> logits: array<f32>;
@group(1) @binding(1) var<storage, read> z: array<f32>;
@group(1) @binding(2) var<storage, read_write> terms: array<f32>;

const WIDTH = (K + 7u) / 8u * 8u;
const TERMS_WIDTH = (M * SAMPLES + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn categorical_nll(@builtin(global_invocation_id)a:vec3u){
 let b=a.x;
 if(b>=M*SAMPLES){
 return;
 }
 var c=0.0;
 for(var d=0u;d<K;d+=CLASSES){
 let e=b/SAMPLES*WIDTH+d;
 let f=sum_of_classes(e);
 let g=f.largest+log(f.sum);
 for(var h=0u;h<CLASSES;h++){
 c+=z[b*WIDTH+d+h]*(g-logits[e+h]);
 }
 }
 terms[(step.ring_slot%RING)*TERMS_WIDTH+b]=
 select(0.0,c,b/SAMPLES<step.row_count);
}` as string,
      imports: ['shared/step', 'shared/class_logits'],
      bindings: [
        { name: 'logits', access: 'read', element: 'f32', shape: ['M', 'K'] },
        { name: 'z', access: 'read', element: 'f32', shape: ['M*SAMPLES', 'K'] },
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
        K: { type: 'u32', value: 200 },
        SAMPLES: { type: 'u32', value: 1 },
        RING: { type: 'u32', value: 32 },
        CLASSES: { type: 'u32', value: 10 },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    concrete_backward: {
      code: `










const M: u32 = 128u;
const K: u32 = 200u;
const CLASSES: u32 = 10u;
const SAMPLES: u32 = 1u;
const TARGET: u32 = 0u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> z: array<f32>;
@group(1) @binding(1) var<storage, read> dz: array<f32>;
@group(1) @binding(2) var<storage, read_write> dlogits: array<f32>;

const WIDTH = (K + 7u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn concrete_backward(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=K/CLASSES||a.y>=M){
 return;
 }
 let b=step.targets[TARGET/4u][TARGET%4u];
 let c=a.y*WIDTH+a.x*CLASSES;
 for(var d=0u;d<SAMPLES;d++){
 let e=(a.y*SAMPLES+d)*WIDTH+a.x*CLASSES;
 var f=0.0;
 for(var g=0u;g<CLASSES;g++){
 f+=z[e+g]*dz[e+g];
 }
 for(var g=0u;g<CLASSES;g++){
 let h=z[e+g]*(dz[e+g]-f)/b;
 dlogits[c+g]=select(0.0,dlogits[c+g],ACCUMULATE|(d>0u))+h;
 }
 }
}` as string,
      imports: ['shared/step'],
      bindings: [
        { name: 'z', access: 'read', element: 'f32', shape: ['M*SAMPLES', 'K'] },
        { name: 'dz', access: 'read', element: 'f32', shape: ['M*SAMPLES', 'K'] },
        { name: 'dlogits', access: 'read_write', element: 'f32', shape: ['M', 'K'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        K: { type: 'u32', value: 200 },
        CLASSES: { type: 'u32', value: 10 },
        SAMPLES: { type: 'u32', value: 1 },
        TARGET: { type: 'u32', value: 0 },
        ACCUMULATE: { type: 'bool', value: false },
      },
      slots: {},
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    concrete_forward: {
      code: `














const M: u32 = 128u;
const K: u32 = 200u;
const CLASSES: u32 = 10u;
const SAMPLES: u32 = 1u;
const HARD: bool = false;
const TARGET: u32 = 0u;

@group(1) @binding(0) var<storage, read> logits: array<f32>;
@group(1) @binding(1) var<storage, read_write> z: array<f32>;

const WIDTH = (K + 7u) / 8u * 8u;
const LOWEST = -3.4028234e38;
const LEAST = 5.9604645e-8;
const MOST = 0.99999994;

@compute @workgroup_size(8, 8)
fn concrete_forward(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=K/CLASSES||a.y>=M*SAMPLES){
 return;
 }
 let b=a.x*CLASSES;
 let c=a.y/SAMPLES*WIDTH+b;
 let d=a.y*WIDTH+b;
 let e=select(step.targets[TARGET/4u][TARGET%4u],1.0,HARD);
 var f=uniform_noise4(a.y,b/4u);
 var g=LOWEST;
 var h=0u;
 for(var i=0u;i<CLASSES;i++){
 let j=b+i;
 if(j%4u==0u){
 f=uniform_noise4(a.y,j/4u);
 }
 let k=clamp(f[j%4u],LEAST,MOST);
 let l=(logits[c+i]-log(max(-log(k),LEAST)))/e;
 h=select(h,i,l>g);
 g=max(g,l);
 z[d+i]=l;
 }
 var m=0.0;
 for(var i=0u;i<CLASSES;i++){
 let l=exp(z[d+i]-g);
 m+=l;
 z[d+i]=l;
 }
 for(var i=0u;i<CLASSES;i++){
 z[d+i]=select(z[d+i]/m,select(0.0,1.0,i==h),HARD);
 }
}` as string,
      imports: ['shared/step'],
      bindings: [
        { name: 'logits', access: 'read', element: 'f32', shape: ['M', 'K'] },
        { name: 'z', access: 'read_write', element: 'f32', shape: ['M*SAMPLES', 'K'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        K: { type: 'u32', value: 200 },
        CLASSES: { type: 'u32', value: 10 },
        SAMPLES: { type: 'u32', value: 1 },
        HARD: { type: 'bool', value: false },
        TARGET: { type: 'u32', value: 0 },
      },
      slots: { uniform: 'counter' },
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
  },
} as const satisfies CataloguePart;
