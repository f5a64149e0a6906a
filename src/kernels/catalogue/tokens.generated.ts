// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const tokensKernels = {
  modules: {
    'shared/max64': `


var<workgroup> max64_partial: array<f32, 64>;

fn max64_for_all(a:f32,b:u32)->f32{
 max64_partial[b]=a;
 for(var c=32u;c>0u;c=c/2u){
 workgroupBarrier();
 if(b<c){
 max64_partial[b]=max(max64_partial[b],max64_partial[b+c]);
 }
 }
 return workgroupUniformLoad(&max64_partial[0]);
}` as string,
  },
  slots: {},
  kernels: {
    sequence_terms: {
      code: `










const M: u32 = 32u;
const LENGTH: u32 = 32u;
const RING: u32 = 32u;

@group(1) @binding(0) var<storage, read> losses: array<f32>;
@group(1) @binding(1) var<storage, read_write> terms: array<f32>;

const STEPS = (LENGTH + 7u) / 8u * 8u;
const TERMS_WIDTH = (M + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn sequence_terms(@builtin(global_invocation_id)a:vec3u){
 let b=a.x;
 if(b>=M){
 return;
 }
 var c=0.0;
 for(var d=0u;d<LENGTH;d++){
 c+=losses[b*STEPS+d];
 }
 terms[(step.ring_slot%RING)*TERMS_WIDTH+b]=select(0.0,c,row_counts(b));
}` as string,
      imports: ['shared/samples', 'shared/step'],
      bindings: [
        { name: 'losses', access: 'read', element: 'f32', shape: ['M', 'LENGTH'] },
        { name: 'terms', access: 'read_write', element: 'f32', shape: ['RING', '1', 'M'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 32 },
        LENGTH: { type: 'u32', value: 32 },
        RING: { type: 'u32', value: 32 },
        SAMPLES: { type: 'u32', value: 1 },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    token_lengths: {
      code: `







const M: u32 = 32u;
const K: u32 = 32u;

@group(1) @binding(0) var<storage, read> tokens: array<f32>;
@group(1) @binding(1) var<storage, read_write> lengths: array<u32>;

const STRIDE = (K + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn token_lengths(@builtin(global_invocation_id)a:vec3u){
 let b=a.x;
 if(b>=M){
 return;
 }
 var c=K;
 for(var d=0u;d<K;d++){
 c=min(c,select(K,d+1u,tokens[b*STRIDE+d]<1.0));
 }
 lengths[8u*b]=c;
}` as string,
      imports: [],
      bindings: [
        { name: 'tokens', access: 'read', element: 'f32', shape: ['M', 'K'] },
        { name: 'lengths', access: 'read_write', element: 'u32', shape: ['M', '1'] },
      ],
      enables: [],
      constants: { M: { type: 'u32', value: 32 }, K: { type: 'u32', value: 32 } },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: false,
    },
    token_losses: {
      code: `















const M: u32 = 32u;
const LENGTH: u32 = 32u;
const K: u32 = 4000u;

@group(1) @binding(0) var<storage, read> targets: array<f32>;
@group(1) @binding(1) var<storage, read> logits: array<vec4f>;
@group(1) @binding(2) var<storage, read_write> losses: array<f32>;
@group(1) @binding(3) var<storage, read_write> normalizers: array<f32>;

const WIDTH4 = (K + 7u) / 8u * 2u;

const K4 = (K + 3u) / 4u;
const STEPS = (LENGTH + 7u) / 8u * 8u;
const LOWEST = -3.4028234e38;

fn columns(a:u32)->vec4u{
 return 4u*a+vec4u(0u,1u,2u,3u);
}

@compute @workgroup_size(64)
fn token_losses(
 @builtin(workgroup_id)a:vec3u,
 @builtin(local_invocation_index)b:u32,
){
 let c=(a.y*LENGTH+a.x)*WIDTH4;
 var d=vec4f(LOWEST);
 for(var e=b;e<K4;e+=64u){
 d=max(d,select(vec4f(LOWEST),logits[c+e],columns(e)<vec4u(K)));
 }
 let f=max64_for_all(max(max(d.x,d.y),max(d.z,d.w)),b);
 var g=vec4f();
 for(var e=b;e<K4;e+=64u){

 let h=min(logits[c+e]-vec4f(f),vec4f());
 g+=keep_columns(exp(h),e,K);
 }
 let i=sum64_for_all((g.x+g.y)+(g.z+g.w),b);
 if(b>0u){
 return;
 }
 let j=a.y*STEPS+a.x;
 let k=is_valid(a.y,a.x);
 let l=f+log(i);
 let m=min(u32(targets[j]),K-1u);
 let n=select(vec4f(),logits[c+m/4u],columns(m/4u)==vec4u(m));
 let o=l-(n.x+n.y+n.z+n.w);
 losses[j]=select(0.0,o,k);
 normalizers[j]=l;
}` as string,
      imports: ['shared/columns', 'shared/max64', 'shared/sum64'],
      bindings: [
        { name: 'targets', access: 'read', element: 'f32', shape: ['M', 'LENGTH'] },
        { name: 'logits', access: 'read', element: 'f32', shape: ['M*LENGTH', 'K'] },
        { name: 'losses', access: 'read_write', element: 'f32', shape: ['M', 'LENGTH'] },
        {
          name: 'normalizers',
          access: 'read_write',
          element: 'f32',
          shape: ['M', 'LENGTH'],
        },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 32 },
        LENGTH: { type: 'u32', value: 32 },
        K: { type: 'u32', value: 4000 },
      },
      slots: { valid: 'all' },
      workgroupSize: [64, 1, 1],
      workgroupBytes: 512,
      usesStep: false,
    },
    token_losses_backward: {
      code: `












const M: u32 = 32u;
const LENGTH: u32 = 32u;
const K: u32 = 4000u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> targets: array<f32>;
@group(1) @binding(1) var<storage, read> logits: array<vec4f>;
@group(1) @binding(2) var<storage, read> normalizers: array<f32>;
@group(1) @binding(3) var<storage, read_write> dlogits: array<vec4f>;

const K4 = (K + 7u) / 8u * 2u;
const STEPS = (LENGTH + 7u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn token_losses_backward(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=K4||a.y>=M*LENGTH){
 return;
 }
 let b=a.y/LENGTH;
 let c=a.y%LENGTH;
 let d=b*STEPS+c;
 let e=a.y*K4+a.x;
 let f=4u*a.x+vec4u(0u,1u,2u,3u);
 let g=select(vec4f(),vec4f(1.0),f==vec4u(min(u32(targets[d]),K-1u)));
 let h=select(0.0,term_weight(b),is_valid(b,c));

 let i=exp(min(logits[e]-vec4f(normalizers[d]),vec4f()));
 let j=keep_columns(h*(i-g),a.x,K);
 if(ACCUMULATE){
 dlogits[e]+=j;
 }else{
 dlogits[e]=j;
 }
}` as string,
      imports: ['shared/columns'],
      bindings: [
        { name: 'targets', access: 'read', element: 'f32', shape: ['M', 'LENGTH'] },
        { name: 'logits', access: 'read', element: 'f32', shape: ['M*LENGTH', 'K'] },
        { name: 'normalizers', access: 'read', element: 'f32', shape: ['M', 'LENGTH'] },
        {
          name: 'dlogits',
          access: 'read_write',
          element: 'f32',
          shape: ['M*LENGTH', 'K'],
        },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 32 },
        LENGTH: { type: 'u32', value: 32 },
        K: { type: 'u32', value: 4000 },
        ACCUMULATE: { type: 'bool', value: false },
      },
      slots: { term_weight: 'scalar', valid: 'all' },
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
  },
} as const satisfies CataloguePart;
