// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const gaussianPriorKernels = {
  modules: {},
  slots: {},
  kernels: {
    relative_moments_backward_prior: {
      code: `








const M: u32 = 128u;
const L: u32 = 20u;
const R: u32 = 1u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> prior: array<f32>;
@group(1) @binding(1) var<storage, read> relative: array<f32>;
@group(1) @binding(2) var<storage, read> drelative: array<f32>;
@group(1) @binding(3) var<storage, read_write> dprior: array<f32>;

const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn relative_moments_backward_prior(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=L||a.y>=R){
 return;
 }
 var b=0.0;
 var c=0.0;
 for(var d=a.y;d<M;d+=R){
 let e=d*STATS_WIDTH+a.x;
 b-=drelative[e];
 c-=drelative[e+L]+0.5*relative[e]*drelative[e];
 }
 let e=a.y*STATS_WIDTH+a.x;
 let f=e+L;
 b*=exp(-0.5*prior[f]);
 if(ACCUMULATE){
 dprior[e]+=b;
 dprior[f]+=c;
 }else{
 dprior[e]=b;
 dprior[f]=c;
 }
}` as string,
      imports: [],
      bindings: [
        { name: 'prior', access: 'read', element: 'f32', shape: ['R', '2*L'] },
        { name: 'relative', access: 'read', element: 'f32', shape: ['M', '2*L'] },
        { name: 'drelative', access: 'read', element: 'f32', shape: ['M', '2*L'] },
        { name: 'dprior', access: 'read_write', element: 'f32', shape: ['R', '2*L'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        L: { type: 'u32', value: 20 },
        R: { type: 'u32', value: 1 },
        ACCUMULATE: { type: 'bool', value: false },
      },
      slots: {},
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: false,
    },
    relative_moments_backward_stats: {
      code: `






const M: u32 = 128u;
const L: u32 = 20u;
const R: u32 = 1u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> prior: array<f32>;
@group(1) @binding(1) var<storage, read> drelative: array<f32>;
@group(1) @binding(2) var<storage, read_write> dstats: array<f32>;

const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn relative_moments_backward_stats(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=L||a.y>=M){
 return;
 }
 let b=a.y*STATS_WIDTH+a.x;
 let c=b+L;
 let d=drelative[b]*exp(-0.5*prior[a.y%R*STATS_WIDTH+L+a.x]);
 if(ACCUMULATE){
 dstats[b]+=d;
 dstats[c]+=drelative[c];
 }else{
 dstats[b]=d;
 dstats[c]=drelative[c];
 }
}` as string,
      imports: [],
      bindings: [
        { name: 'prior', access: 'read', element: 'f32', shape: ['R', '2*L'] },
        { name: 'drelative', access: 'read', element: 'f32', shape: ['M', '2*L'] },
        { name: 'dstats', access: 'read_write', element: 'f32', shape: ['M', '2*L'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        L: { type: 'u32', value: 20 },
        R: { type: 'u32', value: 1 },
        ACCUMULATE: { type: 'bool', value: false },
      },
      slots: {},
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: false,
    },
    relative_moments_forward: {
      code: `







const M: u32 = 128u;
const L: u32 = 20u;
const R: u32 = 1u;

@group(1) @binding(0) var<storage, read> stats: array<f32>;
@group(1) @binding(1) var<storage, read> prior: array<f32>;
@group(1) @binding(2) var<storage, read_write> relative: array<f32>;

const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn relative_moments_forward(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=L||a.y>=M){
 return;
 }
 let b=a.y*STATS_WIDTH+a.x;
 let c=a.y%R*STATS_WIDTH+a.x;
 let d=prior[c+L];
 relative[b]=(stats[b]-prior[c])*exp(-0.5*d);
 relative[b+L]=stats[b+L]-d;
}` as string,
      imports: [],
      bindings: [
        { name: 'stats', access: 'read', element: 'f32', shape: ['M', '2*L'] },
        { name: 'prior', access: 'read', element: 'f32', shape: ['R', '2*L'] },
        { name: 'relative', access: 'read_write', element: 'f32', shape: ['M', '2*L'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        L: { type: 'u32', value: 20 },
        R: { type: 'u32', value: 1 },
      },
      slots: {},
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: false,
    },
  },
} as const satisfies CataloguePart;
