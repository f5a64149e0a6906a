// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const covarianceKernels = {
  modules: {},
  slots: {},
  kernels: {
    full_kl_backward: {
      code: `










const M: u32 = 128u;
const L: u32 = 20u;
const T: u32 = 190u;
const ACCUMULATE_STATS: bool = false;
const ACCUMULATE_LOWER: bool = false;

@group(1) @binding(0) var<storage, read> stats: array<f32>;
@group(1) @binding(1) var<storage, read> lower: array<f32>;
@group(1) @binding(2) var<storage, read_write> dstats: array<f32>;
@group(1) @binding(3) var<storage, read_write> dlower: array<f32>;

const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const T_WIDTH = (T + 7u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn full_kl_backward(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=L||a.y>=M){
 return;
 }
 let b=term_weight(a.y);
 let c=a.y*STATS_WIDTH+a.x;
 let d=b*kl_gradient(stats[c],stats[c+L]);
 if(ACCUMULATE_STATS){
 dstats[c]+=d.x;
 dstats[c+L]+=d.y;
 }else{
 dstats[c]=d.x;
 dstats[c+L]=d.y;
 }
 let e=a.y*T_WIDTH+a.x*(max(a.x,1u)-1u)/2u;
 for(var f=0u;f<a.x;f++){
 let g=b*lower[e+f];
 if(ACCUMULATE_LOWER){
 dlower[e+f]+=g;
 }else{
 dlower[e+f]=g;
 }
 }
}` as string,
      imports: ['shared/kl'],
      bindings: [
        { name: 'stats', access: 'read', element: 'f32', shape: ['M', '2*L'] },
        { name: 'lower', access: 'read', element: 'f32', shape: ['M', 'T'] },
        { name: 'dstats', access: 'read_write', element: 'f32', shape: ['M', '2*L'] },
        { name: 'dlower', access: 'read_write', element: 'f32', shape: ['M', 'T'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        L: { type: 'u32', value: 20 },
        T: { type: 'u32', value: 190 },
        ACCUMULATE_STATS: { type: 'bool', value: false },
        ACCUMULATE_LOWER: { type: 'bool', value: false },
      },
      slots: { term_weight: 'scalar' },
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    full_kl_forward: {
      code: `










const M: u32 = 128u;
const L: u32 = 20u;
const T: u32 = 190u;
const RING: u32 = 32u;

@group(1) @binding(0) var<storage, read> stats: array<f32>;
@group(1) @binding(1) var<storage, read> lower: array<vec4f>;
@group(1) @binding(2) var<storage, read_write> terms: array<f32>;

const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const T4 = (T + 7u) / 8u * 2u;
const TERMS_WIDTH = (M + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn full_kl_forward(@builtin(global_invocation_id)a:vec3u){
 let b=a.x;
 if(b>=M){
 return;
 }
 var c=0.0;
 for(var d=0u;d<L;d++){
 let e=b*STATS_WIDTH+d;
 c+=kl_loss(stats[e],stats[e+L]);
 }
 for(var f=0u;f<T4;f++){
 let g=lower[b*T4+f];
 c+=0.5*dot(g,g);
 }
 terms[(step.ring_slot%RING)*TERMS_WIDTH+b]=select(0.0,c,b<step.row_count);
}` as string,
      imports: ['shared/step', 'shared/kl'],
      bindings: [
        { name: 'stats', access: 'read', element: 'f32', shape: ['M', '2*L'] },
        { name: 'lower', access: 'read', element: 'f32', shape: ['M', 'T'] },
        { name: 'terms', access: 'read_write', element: 'f32', shape: ['RING', '1', 'M'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        L: { type: 'u32', value: 20 },
        T: { type: 'u32', value: 190 },
        RING: { type: 'u32', value: 32 },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    full_nll_backward: {
      code: `









const M: u32 = 128u;
const L: u32 = 20u;
const T: u32 = 190u;
const ACCUMULATE_GAUSSIAN: bool = false;
const ACCUMULATE_LOWER: bool = false;

@group(1) @binding(0) var<storage, read> gaussian: array<f32>;
@group(1) @binding(1) var<storage, read> solved: array<f32>;
@group(1) @binding(2) var<storage, read_write> dgaussian: array<f32>;
@group(1) @binding(3) var<storage, read_write> dlower: array<f32>;

const WIDTH = (2u * L + 7u) / 8u * 8u;
const T_WIDTH = (T + 7u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn full_nll_backward(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=L||a.y>=M){
 return;
 }
 let b=term_weight(a.y);
 let c=a.y*WIDTH;
 let d=c+a.x;
 let e=solved[d+L];
 let f=exp(0.5*gaussian[d+L]);
 let g=0.5*b*(1.0-e*f*solved[d]);
 dgaussian[d]=select(0.0,dgaussian[d],ACCUMULATE_GAUSSIAN)-b*e;
 dgaussian[d+L]=select(0.0,dgaussian[d+L],ACCUMULATE_GAUSSIAN)+g;
 let h=a.y*T_WIDTH+a.x*(max(a.x,1u)-1u)/2u;
 for(var i=0u;i<a.x;i++){
 let j=select(0.0,dlower[h+i],ACCUMULATE_LOWER);
 dlower[h+i]=j-b*e*solved[c+i];
 }
}` as string,
      imports: [],
      bindings: [
        { name: 'gaussian', access: 'read', element: 'f32', shape: ['M', '2*L'] },
        { name: 'solved', access: 'read', element: 'f32', shape: ['M', '2*L'] },
        { name: 'dgaussian', access: 'read_write', element: 'f32', shape: ['M', '2*L'] },
        { name: 'dlower', access: 'read_write', element: 'f32', shape: ['M', 'T'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        L: { type: 'u32', value: 20 },
        T: { type: 'u32', value: 190 },
        ACCUMULATE_GAUSSIAN: { type: 'bool', value: false },
        ACCUMULATE_LOWER: { type: 'bool', value: false },
      },
      slots: { term_weight: 'scalar' },
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    full_nll_forward: {
      code: `










const M: u32 = 128u;
const L: u32 = 20u;
const T: u32 = 190u;
const B: u32 = 128u;
const RING: u32 = 32u;

@group(1) @binding(0) var<storage, read> gaussian: array<f32>;
@group(1) @binding(1) var<storage, read> lower: array<f32>;
@group(1) @binding(2) var<storage, read> x: array<f32>;
@group(1) @binding(3) var<storage, read_write> terms: array<f32>;
@group(1) @binding(4) var<storage, read_write> solved: array<f32>;

const X_WIDTH = (L + 7u) / 8u * 8u;
const WIDTH = (2u * L + 7u) / 8u * 8u;
const T_WIDTH = (T + 7u) / 8u * 8u;
const TERMS_WIDTH = (M + 7u) / 8u * 8u;
const LOG_2_PI = 1.8378770664093453;

@compute @workgroup_size(64)
fn full_nll_forward(@builtin(global_invocation_id)a:vec3u){
 let b=a.x;
 if(b>=M){
 return;
 }
 let c=b*WIDTH;
 let d=b/(M/B)*X_WIDTH;
 var e=b*T_WIDTH;
 var f=0.0;
 for(var g=0u;g<L;g++){
 let h=gaussian[c+L+g];
 var i=x[d+g]-gaussian[c+g];
 for(var j=0u;j<g;j++){
 i-=lower[e+j]*solved[c+j];
 }
 e+=g;
 let k=i*exp(-0.5*h);
 solved[c+g]=k;
 f+=LOG_2_PI+h+k*k;
 }
 for(var l=0u;l<L;l++){
 let g=L-1u-l;
 var k=solved[c+g];
 for(var m=g+1u;m<L;m++){
 k-=lower[b*T_WIDTH+m*(m-1u)/2u+g]*solved[c+L+m];
 }
 solved[c+L+g]=k*exp(-0.5*gaussian[c+L+g]);
 }
 terms[(step.ring_slot%RING)*TERMS_WIDTH+b]=select(0.0,0.5*f,row_counts(b));
}` as string,
      imports: ['shared/samples', 'shared/step'],
      bindings: [
        { name: 'gaussian', access: 'read', element: 'f32', shape: ['M', '2*L'] },
        { name: 'lower', access: 'read', element: 'f32', shape: ['M', 'T'] },
        { name: 'x', access: 'read', element: 'f32', shape: ['B', 'L'] },
        { name: 'terms', access: 'read_write', element: 'f32', shape: ['RING', '1', 'M'] },
        { name: 'solved', access: 'read_write', element: 'f32', shape: ['M', '2*L'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        L: { type: 'u32', value: 20 },
        T: { type: 'u32', value: 190 },
        B: { type: 'u32', value: 128 },
        RING: { type: 'u32', value: 32 },
        SAMPLES: { type: 'u32', value: 1 },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    lower_product_backward: {
      code: `









const M: u32 = 128u;
const L: u32 = 20u;
const T: u32 = 190u;
const SAMPLES: u32 = 1u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read_write> dlower: array<f32>;
@group(1) @binding(1) var<storage, read> dy: array<f32>;

const Z_WIDTH = (L + 7u) / 8u * 8u;
const T_WIDTH = (T + 7u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn lower_product_backward(@builtin(global_invocation_id)a:vec3u){
 let b=a.x;
 if(b==0u||b>=L||a.y>=M){
 return;
 }
 let c=a.y*T_WIDTH+b*(b-1u)/2u;
 for(var d=0u;d<(b+3u)/4u;d++){
 var e=vec4f();
 for(var f=0u;f<SAMPLES;f++){
 let g=SAMPLES*a.y+f;
 e+=dy[g*Z_WIDTH+b]*noise4(g,d);
 }
 for(var h=0u;h<min(4u,b-4u*d);h++){
 let i=c+4u*d+h;
 if(ACCUMULATE){
 dlower[i]+=e[h];
 }else{
 dlower[i]=e[h];
 }
 }
 }
}` as string,
      imports: [],
      bindings: [
        { name: 'dlower', access: 'read_write', element: 'f32', shape: ['M', 'T'] },
        { name: 'dy', access: 'read', element: 'f32', shape: ['M*SAMPLES', 'L'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        L: { type: 'u32', value: 20 },
        T: { type: 'u32', value: 190 },
        SAMPLES: { type: 'u32', value: 1 },
        ACCUMULATE: { type: 'bool', value: false },
      },
      slots: { noise: 'counter' },
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    lower_product_forward: {
      code: `









const M: u32 = 128u;
const L: u32 = 20u;
const T: u32 = 190u;
const SAMPLES: u32 = 1u;

@group(1) @binding(0) var<storage, read> lower: array<f32>;
@group(1) @binding(1) var<storage, read_write> y: array<vec4f>;

const L4 = (L + 7u) / 8u * 2u;
const T_WIDTH = (T + 7u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn lower_product_forward(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=L4||a.y>=M*SAMPLES){
 return;
 }
 let b=a.y/SAMPLES*T_WIDTH;
 var c=vec4f();
 for(var d=0u;d<=min(a.x,(L-1u)/4u);d++){
 let e=noise4(a.y,d);
 for(var f=0u;f<4u;f++){
 let g=4u*a.x+f;
 let h=select(0u,min(4u,max(g,4u*d)-4u*d),g<L);
 for(var i=0u;i<h;i++){
 c[f]+=lower[b+g*(g-1u)/2u+4u*d+i]*e[i];
 }
 }
 }
 y[a.y*L4+a.x]=c;
}` as string,
      imports: [],
      bindings: [
        { name: 'lower', access: 'read', element: 'f32', shape: ['M', 'T'] },
        { name: 'y', access: 'read_write', element: 'f32', shape: ['M*SAMPLES', 'L'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        L: { type: 'u32', value: 20 },
        T: { type: 'u32', value: 190 },
        SAMPLES: { type: 'u32', value: 1 },
      },
      slots: { noise: 'counter' },
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    marginal_moments: {
      code: `






const M: u32 = 128u;
const L: u32 = 20u;
const T: u32 = 190u;

@group(1) @binding(0) var<storage, read> stats: array<f32>;
@group(1) @binding(1) var<storage, read> lower: array<f32>;
@group(1) @binding(2) var<storage, read_write> moments: array<f32>;

const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const T_WIDTH = (T + 7u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn marginal_moments(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=L||a.y>=M){
 return;
 }
 let b=a.y*STATS_WIDTH+a.x;
 var c=exp(stats[b+L]);
 for(var d=0u;d<a.x;d++){
 let e=lower[a.y*T_WIDTH+a.x*(a.x-1u)/2u+d];
 c+=e*e;
 }
 moments[b]=stats[b];
 moments[b+L]=log(c);
}` as string,
      imports: [],
      bindings: [
        { name: 'stats', access: 'read', element: 'f32', shape: ['M', '2*L'] },
        { name: 'lower', access: 'read', element: 'f32', shape: ['M', 'T'] },
        { name: 'moments', access: 'read_write', element: 'f32', shape: ['M', '2*L'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        L: { type: 'u32', value: 20 },
        T: { type: 'u32', value: 190 },
      },
      slots: {},
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: false,
    },
  },
} as const satisfies CataloguePart;
