// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const mixtureKernels = {
  modules: {
    'shared/log_sum_exp': `



const LSE_EMPTY = vec2f(-3.4028234e38, 0.0);

fn lse_add(a:vec2f,b:vec2f)->vec2f{
 let c=max(a.x,b.x);
 return vec2f(c,a.y*exp(a.x-c)+b.y*exp(b.x-c));
}

var<workgroup> lse64_partial: array<vec2f, 64>;



fn lse64(a:vec2f,b:u32)->vec2f{
 lse64_partial[b]=a;
 for(var c=32u;c>0u;c=c/2u){
 workgroupBarrier();
 if(b<c){
 lse64_partial[b]=lse_add(lse64_partial[b],lse64_partial[b+c]);
 }
 }

 return lse64_partial[b];
}


fn lse64_for_all(a:vec2f,b:u32)->vec2f{
 lse64(a,b);
 return workgroupUniformLoad(&lse64_partial[0]);
}` as string,
  },
  slots: {},
  kernels: {
    mixture_choice: {
      code: `










const M: u32 = 128u;
const N: u32 = 10u;
const L: u32 = 20u;
const K: u32 = 1u;

@group(1) @binding(0) var<storage, read> stats: array<f32>;
@group(1) @binding(1) var<storage, read> log_weights: array<f32>;
@group(1) @binding(2) var<storage, read_write> chosen: array<f32>;

const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn mixture_choice(@builtin(global_invocation_id)a:vec3u){
 let b=a.x;
 if(b>=M){
 return;
 }
 var c=log_weights[0];
 for(var d=1u;d<N;d++){
 c=max(c,log_weights[d]);
 }
 var e=0.0;
 for(var d=0u;d<N;d++){
 e+=exp(log_weights[d]-c);
 }
 let f=e*uniform_noise4(b,0u).x;
 var g=0.0;
 var h=0u;

 for(var d=0u;d<min(N,N+step.row_count)-1u;d++){
 g+=exp(log_weights[d]-c);
 h+=u32(g<=f);
 }
 for(var i=0u;i<2u*L;i++){
 chosen[b*STATS_WIDTH+i]=stats[h*STATS_WIDTH+i];
 }
}` as string,
      imports: ['shared/step'],
      bindings: [
        { name: 'stats', access: 'read', element: 'f32', shape: ['N', '2*L'] },
        { name: 'log_weights', access: 'read', element: 'f32', shape: ['N'] },
        { name: 'chosen', access: 'read_write', element: 'f32', shape: ['M', '2*L'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        N: { type: 'u32', value: 10 },
        L: { type: 'u32', value: 20 },
        K: { type: 'u32', value: 1 },
      },
      slots: { uniform: 'counter' },
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    mixture_density_backward_stats: {
      code: `











const M: u32 = 128u;
const K: u32 = 10u;
const L: u32 = 20u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> z: array<f32>;
@group(1) @binding(1) var<storage, read> stats: array<f32>;
@group(1) @binding(2) var<storage, read> shares: array<f32>;
@group(1) @binding(3) var<storage, read_write> dstats: array<f32>;

const Z_WIDTH = (L + 7u) / 8u * 8u;
const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const K_WIDTH = (K + 7u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn mixture_density_backward_stats(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=L||a.y>=K){
 return;
 }
 let b=a.y*STATS_WIDTH+a.x;
 let c=b+L;
 let d=stats[b];
 let e=exp(-stats[c]);
 var f=0.0;
 var g=0.0;
 for(var h=0u;h<M;h++){
 let i=term_weight(h)*shares[h*K_WIDTH+a.y];
 let j=z[h*Z_WIDTH+a.x]-d;
 f-=i*e*j;
 g+=0.5*i*(1.0-e*j*j);
 }
 if(ACCUMULATE){
 dstats[b]+=f;
 dstats[c]+=g;
 }else{
 dstats[b]=f;
 dstats[c]=g;
 }
}` as string,
      imports: [],
      bindings: [
        { name: 'z', access: 'read', element: 'f32', shape: ['M', 'L'] },
        { name: 'stats', access: 'read', element: 'f32', shape: ['K', '2*L'] },
        { name: 'shares', access: 'read', element: 'f32', shape: ['M', 'K'] },
        { name: 'dstats', access: 'read_write', element: 'f32', shape: ['K', '2*L'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        K: { type: 'u32', value: 10 },
        L: { type: 'u32', value: 20 },
        ACCUMULATE: { type: 'bool', value: false },
      },
      slots: { term_weight: 'scalar' },
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    mixture_density_backward_weights: {
      code: `











const M: u32 = 128u;
const K: u32 = 10u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> log_weights: array<f32>;
@group(1) @binding(1) var<storage, read> shares: array<f32>;
@group(1) @binding(2) var<storage, read_write> dlog_weights: array<f32>;

const K_WIDTH = (K + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn mixture_density_backward_weights(
 @builtin(workgroup_id)a:vec3u,
 @builtin(local_invocation_index)b:u32,
){
 var c=LSE_EMPTY;
 for(var d=b;d<K;d+=64u){
 c=lse_add(c,vec2f(log_weights[d],1.0));
 }
 let e=lse64_for_all(c,b);
 let d=64u*a.x+b;
 if(d>=K){
 return;
 }
 let f=exp(log_weights[d]-e.x)/e.y;
 var g=0.0;
 for(var h=0u;h<M;h++){
 g+=term_weight(h)*(f-shares[h*K_WIDTH+d]);
 }
 if(ACCUMULATE){
 dlog_weights[d]+=g;
 }else{
 dlog_weights[d]=g;
 }
}` as string,
      imports: ['shared/log_sum_exp'],
      bindings: [
        { name: 'log_weights', access: 'read', element: 'f32', shape: ['K'] },
        { name: 'shares', access: 'read', element: 'f32', shape: ['M', 'K'] },
        { name: 'dlog_weights', access: 'read_write', element: 'f32', shape: ['K'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        K: { type: 'u32', value: 10 },
        ACCUMULATE: { type: 'bool', value: false },
      },
      slots: { term_weight: 'scalar' },
      workgroupSize: [64, 1, 1],
      workgroupBytes: 512,
      usesStep: true,
    },
    mixture_density_backward_z: {
      code: `









const M: u32 = 128u;
const K: u32 = 10u;
const L: u32 = 20u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> z: array<f32>;
@group(1) @binding(1) var<storage, read> stats: array<f32>;
@group(1) @binding(2) var<storage, read> shares: array<f32>;
@group(1) @binding(3) var<storage, read_write> dz: array<f32>;

const Z_WIDTH = (L + 7u) / 8u * 8u;
const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const K_WIDTH = (K + 7u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn mixture_density_backward_z(@builtin(global_invocation_id)a:vec3u){
 let b=4u*a.y;
 if(a.x>=L||b>=M){
 return;
 }
 let c=b*Z_WIDTH+a.x;
 let d=vec4f(
 z[c],
 z[c+Z_WIDTH],
 z[c+2u*Z_WIDTH],
 z[c+3u*Z_WIDTH],
 );
 var e=vec4f();
 for(var f=0u;f<K;f++){
 let g=b*K_WIDTH+f;
 let h=vec4f(
 shares[g],
 shares[g+K_WIDTH],
 shares[g+2u*K_WIDTH],
 shares[g+3u*K_WIDTH],
 );
 let i=exp(-stats[f*STATS_WIDTH+L+a.x]);
 e+=h*(i*(d-stats[f*STATS_WIDTH+a.x]));
 }
 for(var j=0u;j<min(4u,M-b);j++){
 let k=term_weight(b+j)*e[j];
 let l=c+j*Z_WIDTH;
 if(ACCUMULATE){
 dz[l]+=k;
 }else{
 dz[l]=k;
 }
 }
}` as string,
      imports: [],
      bindings: [
        { name: 'z', access: 'read', element: 'f32', shape: ['M', 'L'] },
        { name: 'stats', access: 'read', element: 'f32', shape: ['K', '2*L'] },
        { name: 'shares', access: 'read', element: 'f32', shape: ['M', 'K'] },
        { name: 'dz', access: 'read_write', element: 'f32', shape: ['M', 'L'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        K: { type: 'u32', value: 10 },
        L: { type: 'u32', value: 20 },
        ACCUMULATE: { type: 'bool', value: false },
      },
      slots: { term_weight: 'scalar' },
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    mixture_density_forward: {
      code: `














const M: u32 = 128u;
const K: u32 = 10u;
const L: u32 = 20u;
const RING: u32 = 32u;

@group(1) @binding(0) var<storage, read> z: array<f32>;
@group(1) @binding(1) var<storage, read> stats: array<f32>;
@group(1) @binding(2) var<storage, read> log_weights: array<f32>;
@group(1) @binding(3) var<storage, read_write> terms: array<f32>;
@group(1) @binding(4) var<storage, read_write> shares: array<f32>;

const Z_WIDTH = (L + 7u) / 8u * 8u;
const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const K_WIDTH = (K + 7u) / 8u * 8u;
const TERMS_WIDTH = (M + 7u) / 8u * 8u;
const LOG_TWO_PI = 1.8378770664093453;


fn log_densities(a:u32,b:u32)->vec4f{
 var c=vec4f();
 for(var d=0u;d<L;d++){
 let e=a*Z_WIDTH+d;
 let f=vec4f(
 z[e],
 z[e+Z_WIDTH],
 z[e+2u*Z_WIDTH],
 z[e+3u*Z_WIDTH],
 );
 let g=stats[b*STATS_WIDTH+L+d];
 let h=f-stats[b*STATS_WIDTH+d];
 c+=LOG_TWO_PI+g+h*h*exp(-g);
 }
 return-0.5*c;
}

@compute @workgroup_size(64)
fn mixture_density_forward(
 @builtin(workgroup_id)a:vec3u,
 @builtin(local_invocation_index)b:u32,
){
 let c=4u*a.x;
 var d=LSE_EMPTY;
 for(var e=b;e<K;e+=64u){
 d=lse_add(d,vec2f(log_weights[e],1.0));

 let f=log_weights[e]+log_densities(c,e);
 for(var g=0u;g<4u;g++){
 shares[(c+g)*K_WIDTH+e]=f[g];
 }
 }
 let h=lse64_for_all(d,b);
 let i=h.x+log(h.y);
 for(var g=0u;g<4u;g++){
 let j=c+g;
 var k=LSE_EMPTY;
 for(var e=b;e<K;e+=64u){
 k=lse_add(k,vec2f(shares[j*K_WIDTH+e],1.0));
 }
 let l=lse64_for_all(k,b);
 let m=l.x+log(l.y);
 let n=row_counts(j)&(j<M);
 for(var e=b;e<K;e+=64u){
 let o=j*K_WIDTH+e;
 shares[o]=select(0.0,exp(shares[o]-m),n);
 }
 if(b==0u){
 terms[step.ring_slot%RING*TERMS_WIDTH+j]=select(0.0,i-m,n);
 }
 }
}` as string,
      imports: ['shared/samples', 'shared/step', 'shared/log_sum_exp'],
      bindings: [
        { name: 'z', access: 'read', element: 'f32', shape: ['M', 'L'] },
        { name: 'stats', access: 'read', element: 'f32', shape: ['K', '2*L'] },
        { name: 'log_weights', access: 'read', element: 'f32', shape: ['K'] },
        { name: 'terms', access: 'read_write', element: 'f32', shape: ['RING', '1', 'M'] },
        { name: 'shares', access: 'read_write', element: 'f32', shape: ['M', 'K'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        K: { type: 'u32', value: 10 },
        L: { type: 'u32', value: 20 },
        RING: { type: 'u32', value: 32 },
        SAMPLES: { type: 'u32', value: 1 },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 512,
      usesStep: true,
    },
  },
} as const satisfies CataloguePart;
