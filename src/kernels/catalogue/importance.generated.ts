// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const importanceKernels = {
  modules: {},
  slots: {
    term_weight: {
      rows: {
        code: `

@group(1) @binding(0) var<storage, read> dterms: array<f32>;


fn term_weight(a:u32)->f32{
 return dterms[a];
}` as string,
        imports: [],
        bindings: [{ name: 'dterms', access: 'read', element: 'f32', shape: ['_'] }],
        enables: [],
        constants: {},
      },
    },
  },
  kernels: {
    importance_bound_backward: {
      code: `












const M: u32 = 128u;
const DRAWS: u32 = 8u;
const SQUARED: bool = false;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> shares: array<f32>;
@group(1) @binding(1) var<storage, read_write> dcost: array<f32>;

@compute @workgroup_size(64)
fn importance_bound_backward(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=M*DRAWS){
 return;
 }
 let b=shares[a.x];
 let c=term_weight(a.x/DRAWS)*select(b,b*b,SQUARED);
 if(ACCUMULATE){
 dcost[a.x]+=c;
 }else{
 dcost[a.x]=c;
 }
}` as string,
      imports: [],
      bindings: [
        { name: 'shares', access: 'read', element: 'f32', shape: ['M*DRAWS'] },
        { name: 'dcost', access: 'read_write', element: 'f32', shape: ['M*DRAWS'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        DRAWS: { type: 'u32', value: 8 },
        SQUARED: { type: 'bool', value: false },
        ACCUMULATE: { type: 'bool', value: false },
      },
      slots: { term_weight: 'scalar' },
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    importance_bound_forward: {
      code: `

















const M: u32 = 128u;
const DRAWS: u32 = 8u;
const RING: u32 = 32u;
const ELBO_SHARE: f32 = 0.0;

@group(1) @binding(0) var<storage, read_write> bound: array<f32>;
@group(1) @binding(1) var<storage, read> reconstruction: array<f32>;
@group(1) @binding(2) var<storage, read> kl: array<f32>;
@group(1) @binding(3) var<storage, read_write> shares: array<f32>;

const ROWS_WIDTH = (M * DRAWS + 7u) / 8u * 8u;
const BOUND_WIDTH = (M + 7u) / 8u * 8u;


fn mixed(a:f32,b:f32)->f32{
 if(ELBO_SHARE==0.0){
 return a;
 }
 return(1.0-ELBO_SHARE)*a+ELBO_SHARE*b;
}

@compute @workgroup_size(64)
fn importance_bound_forward(@builtin(global_invocation_id)a:vec3u){
 let b=a.x;
 if(b>=M){
 return;
 }
 let c=step.ring_slot%RING;
 let d=c*ROWS_WIDTH+DRAWS*b;
 var e=3.4e38;
 for(var f=0u;f<DRAWS;f++){
 e=min(e,reconstruction[d+f]+kl[d+f]);
 }
 var g=0.0;
 var h=0.0;
 for(var f=0u;f<DRAWS;f++){
 let i=reconstruction[d+f]+kl[d+f];
 g+=exp(e-i);
 h+=i/f32(DRAWS);
 }
 let j=row_counts(b);
 for(var f=0u;f<DRAWS;f++){
 let k=exp(e-(reconstruction[d+f]+kl[d+f]))/g;
 shares[DRAWS*b+f]=select(0.0,mixed(k,1.0/f32(DRAWS)),j);
 }
 let l=mixed(e-log(g/f32(DRAWS)),h);
 bound[c*BOUND_WIDTH+b]=select(0.0,l,j);
}` as string,
      imports: ['shared/samples', 'shared/step'],
      bindings: [
        { name: 'bound', access: 'read_write', element: 'f32', shape: ['RING', '1', 'M'] },
        {
          name: 'reconstruction',
          access: 'read',
          element: 'f32',
          shape: ['RING', '1', 'M*DRAWS'],
        },
        { name: 'kl', access: 'read', element: 'f32', shape: ['RING', '1', 'M*DRAWS'] },
        { name: 'shares', access: 'read_write', element: 'f32', shape: ['M*DRAWS'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        DRAWS: { type: 'u32', value: 8 },
        RING: { type: 'u32', value: 32 },
        ELBO_SHARE: { type: 'f32', value: 0 },
        SAMPLES: { type: 'u32', value: 1 },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    sampled_kl_backward: {
      code: `












const M: u32 = 128u;
const L: u32 = 20u;
const ACCUMULATE_Z: bool = false;
const ACCUMULATE_STATS: bool = false;

@group(1) @binding(0) var<storage, read_write> dstats: array<f32>;
@group(1) @binding(1) var<storage, read> z: array<f32>;
@group(1) @binding(2) var<storage, read_write> dz: array<f32>;

const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const Z_WIDTH = (L + 7u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn sampled_kl_backward(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=L||a.y>=M){
 return;
 }
 var b=0.0;
 for(var c=0u;c<SAMPLES;c++){
 let d=SAMPLES*a.y+c;
 let e=term_weight(d);
 b+=e;
 let f=d*Z_WIDTH+a.x;
 if(ACCUMULATE_Z){
 dz[f]+=e*z[f];
 }else{
 dz[f]=e*z[f];
 }
 }
 let g=a.y*STATS_WIDTH+a.x;
 if(ACCUMULATE_STATS){
 dstats[g+L]-=0.5*b;
 }else{
 dstats[g]=0.0;
 dstats[g+L]= -0.5*b;
 }
}` as string,
      imports: ['shared/samples', 'shared/step'],
      bindings: [
        { name: 'dstats', access: 'read_write', element: 'f32', shape: ['M', '2*L'] },
        { name: 'z', access: 'read', element: 'f32', shape: ['M*SAMPLES', 'L'] },
        { name: 'dz', access: 'read_write', element: 'f32', shape: ['M*SAMPLES', 'L'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        L: { type: 'u32', value: 20 },
        ACCUMULATE_Z: { type: 'bool', value: false },
        ACCUMULATE_STATS: { type: 'bool', value: false },
        SAMPLES: { type: 'u32', value: 1 },
      },
      slots: { term_weight: 'scalar' },
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    sampled_kl_forward: {
      code: `













const M: u32 = 128u;
const L: u32 = 20u;
const SAMPLES: u32 = 1u;
const POSTERIORS: u32 = 1u;
const RING: u32 = 32u;

@group(1) @binding(0) var<storage, read> stats: array<f32>;
@group(1) @binding(1) var<storage, read> z: array<vec4f>;
@group(1) @binding(2) var<storage, read_write> terms: array<f32>;

const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const L4 = (L + 7u) / 8u * 2u;
const TERMS_WIDTH = (M * SAMPLES + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn sampled_kl_forward(@builtin(global_invocation_id)a:vec3u){
 let b=a.x;
 if(b>=M*SAMPLES){
 return;
 }
 var c=vec4f();
 for(var d=0u;d<(L+3u)/4u;d++){
 let e=z[b*L4+d];
 let f=noise4(b,d);
 let g=b/SAMPLES*STATS_WIDTH+L+4u*d;
 var h=vec4f();
 for(var i=0u;i<min(4u,L-4u*d);i++){
 h[i]=stats[g+i];
 }
 c+=keep_columns(0.5*(e*e-f*f-h),d,L);
 }
 let j=c.x+c.y+c.z+c.w;
 terms[(step.ring_slot%RING)*TERMS_WIDTH+b]=
 select(0.0,j,b/(SAMPLES*POSTERIORS)<step.row_count);
}` as string,
      imports: ['shared/step', 'shared/columns'],
      bindings: [
        { name: 'stats', access: 'read', element: 'f32', shape: ['M', '2*L'] },
        { name: 'z', access: 'read', element: 'f32', shape: ['M*SAMPLES', 'L'] },
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
        SAMPLES: { type: 'u32', value: 1 },
        POSTERIORS: { type: 'u32', value: 1 },
        RING: { type: 'u32', value: 32 },
      },
      slots: { noise: 'counter' },
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
  },
} as const satisfies CataloguePart;
