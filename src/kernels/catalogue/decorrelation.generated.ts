// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const decorrelationKernels = {
  modules: {
    'shared/decorrelation': `

const OFF_DIAGONAL: f32 = 10.0;
const DIAGONAL: f32 = 100.0;


fn excess_of(a:f32,b:bool)->f32{
 return a-select(0.0,1.0,b);
}

fn penalty_of(a:bool)->f32{
 return select(OFF_DIAGONAL,DIAGONAL,a);
}` as string,
  },
  slots: {},
  kernels: {
    decorrelation_backward: {
      code: `














const M: u32 = 128u;
const L: u32 = 20u;
const AGGREGATE: bool = false;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> stats: array<f32>;
@group(1) @binding(1) var<storage, read> means: array<f32>;
@group(1) @binding(2) var<storage, read> covariance: array<f32>;
@group(1) @binding(3) var<storage, read_write> dstats: array<f32>;

const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const WIDTH = (L + 7u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn decorrelation_backward(@builtin(global_invocation_id)a:vec3u){
 let b=a.x;
 let c=a.y;
 if(b>=L||c>=M){
 return;
 }
 let d=c*STATS_WIDTH;
 let e=loss_weight(c);
 var f=0.0;
 for(var g=0u;g<L;g++){
 let h=2.0*penalty_of(g==b)*excess_of(covariance[g*WIDTH+b],g==b);
 f+=h*(stats[d+g]-means[g]);
 }
 var i=0.0;
 if(AGGREGATE){
 let h=2.0*penalty_of(true)*excess_of(covariance[b*WIDTH+b],true);
 i=e*h*exp(stats[d+L+b]);
 }
 if(ACCUMULATE){
 dstats[d+b]+=2.0*e*f;
 dstats[d+L+b]+=i;
 }else{
 dstats[d+b]=2.0*e*f;
 dstats[d+L+b]=i;
 }
}` as string,
      imports: ['shared/loss_weight', 'shared/samples', 'shared/step', 'shared/decorrelation'],
      bindings: [
        { name: 'stats', access: 'read', element: 'f32', shape: ['M', '2*L'] },
        { name: 'means', access: 'read', element: 'f32', shape: ['L'] },
        { name: 'covariance', access: 'read', element: 'f32', shape: ['L', 'L'] },
        { name: 'dstats', access: 'read_write', element: 'f32', shape: ['M', '2*L'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        L: { type: 'u32', value: 20 },
        AGGREGATE: { type: 'bool', value: false },
        ACCUMULATE: { type: 'bool', value: false },
        TERM: { type: 'u32', value: 0 },
        SAMPLES: { type: 'u32', value: 1 },
        OFF_DIAGONAL: { type: 'f32', value: 10 },
        DIAGONAL: { type: 'f32', value: 100 },
      },
      slots: {},
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    decorrelation_forward: {
      code: `












const M: u32 = 128u;
const L: u32 = 20u;
const RING: u32 = 32u;

@group(1) @binding(0) var<storage, read> covariance: array<f32>;
@group(1) @binding(1) var<storage, read_write> terms: array<f32>;

const WIDTH = (L + 7u) / 8u * 8u;
const TERMS_WIDTH = (M + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn decorrelation_forward(@builtin(global_invocation_id)a:vec3u){
 let b=a.x;
 if(b>=M){
 return;
 }
 var c=0.0;
 for(var d=0u;d<L;d++){
 for(var e=0u;e<L;e++){
 let f=excess_of(covariance[d*WIDTH+e],d==e);
 c+=penalty_of(d==e)*f*f;
 }
 }
 terms[step.ring_slot%RING*TERMS_WIDTH+b]=select(0.0,c,b<step.row_count);
}` as string,
      imports: ['shared/step', 'shared/decorrelation'],
      bindings: [
        { name: 'covariance', access: 'read', element: 'f32', shape: ['L', 'L'] },
        { name: 'terms', access: 'read_write', element: 'f32', shape: ['RING', '1', 'M'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        L: { type: 'u32', value: 20 },
        RING: { type: 'u32', value: 32 },
        OFF_DIAGONAL: { type: 'f32', value: 10 },
        DIAGONAL: { type: 'f32', value: 100 },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    latent_covariance: {
      code: `















const M: u32 = 128u;
const L: u32 = 20u;
const AGGREGATE: bool = false;

@group(1) @binding(0) var<storage, read> stats: array<f32>;
@group(1) @binding(1) var<storage, read_write> means: array<f32>;
@group(1) @binding(2) var<storage, read_write> covariance: array<f32>;

const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const WIDTH = (L + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn latent_covariance(
 @builtin(workgroup_id)a:vec3u,
 @builtin(local_invocation_index)b:u32,
){
 let c=a.y;
 let d=a.x;
 let e=min(M,step.row_count);
 let f=f32(max(e,1u));
 var g=0.0;
 var h=0.0;
 for(var i=b;i<e;i+=64u){
 g+=stats[i*STATS_WIDTH+c];
 h+=stats[i*STATS_WIDTH+d];
 }
 let j=sum64_for_all(g,b)/f;
 let k=sum64_for_all(h,b)/f;
 var l=0.0;
 for(var i=b;i<e;i+=64u){
 let m=i*STATS_WIDTH;
 l+=(stats[m+c]-j)*(stats[m+d]-k);
 if(AGGREGATE){
 l+=select(0.0,exp(stats[m+L+c]),c==d);
 }
 }
 let n=sum64(l,b);
 if(b==0u){
 covariance[c*WIDTH+d]=n/f;
 if(c==d){
 means[c]=j;
 }
 }
}` as string,
      imports: ['shared/step', 'shared/sum64'],
      bindings: [
        { name: 'stats', access: 'read', element: 'f32', shape: ['M', '2*L'] },
        { name: 'means', access: 'read_write', element: 'f32', shape: ['L'] },
        { name: 'covariance', access: 'read_write', element: 'f32', shape: ['L', 'L'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        L: { type: 'u32', value: 20 },
        AGGREGATE: { type: 'bool', value: false },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 256,
      usesStep: true,
    },
  },
} as const satisfies CataloguePart;
