// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const batchNormalizationKernels = {
  modules: {},
  slots: {},
  kernels: {
    batch_means: {
      code: `











const PARTS: u32 = 64u;
const C: u32 = 32u;
const PIXELS: u32 = 49u;
const SAMPLES: u32 = 1u;

@group(1) @binding(0) var<storage, read> parts: array<f32>;
@group(1) @binding(1) var<storage, read> weight: array<f32>;
@group(1) @binding(2) var<storage, read_write> means: array<f32>;

const PARTS_WIDTH = (2u * C + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn batch_means(
 @builtin(workgroup_id)a:vec3u,
 @builtin(local_invocation_index)b:u32,
){
 let c=a.x;
 var d=vec2f();
 for(var e=b;e<PARTS;e+=64u){
 let f=e*PARTS_WIDTH+c;
 d+=vec2f(parts[f],parts[f+C]);
 }
 let g=sum64_for_all(d.x,b);
 let h=sum64(d.y,b);
 if(b==0u){
 let i=weight[c]/max(1.0,f32(step.row_count*SAMPLES*PIXELS));
 means[c]=i*g;
 means[c+C]=i*h;
 }
}` as string,
      imports: ['shared/step', 'shared/sum64'],
      bindings: [
        { name: 'parts', access: 'read', element: 'f32', shape: ['PARTS', '2*C'] },
        { name: 'weight', access: 'read', element: 'f32', shape: ['C'] },
        { name: 'means', access: 'read_write', element: 'f32', shape: ['1', '2*C'] },
      ],
      enables: [],
      constants: {
        PARTS: { type: 'u32', value: 64 },
        C: { type: 'u32', value: 32 },
        PIXELS: { type: 'u32', value: 49 },
        SAMPLES: { type: 'u32', value: 1 },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 256,
      usesStep: true,
    },
    batch_statistics: {
      code: `













const PARTS: u32 = 64u;
const C: u32 = 32u;
const PIXELS: u32 = 49u;
const SAMPLES: u32 = 1u;
const EPSILON: f32 = 1e-5;

@group(1) @binding(0) var<storage, read> moments: array<f32>;
@group(1) @binding(1) var<storage, read_write> stats: array<f32>;
@group(1) @binding(2) var<storage, read_write> variance: array<f32>;

const PARTS_WIDTH = (2u * C + 7u) / 8u * 8u;


fn count_of(a:u32)->f32{
 return f32((step.row_count*SAMPLES*PIXELS+PARTS-1u-a)/PARTS);
}

@compute @workgroup_size(64)
fn batch_statistics(
 @builtin(workgroup_id)a:vec3u,
 @builtin(local_invocation_index)b:u32,
){
 let c=a.x;
 let d=max(1.0,f32(step.row_count*SAMPLES*PIXELS));
 var e=0.0;
 for(var f=b;f<PARTS;f+=64u){
 e+=count_of(f)*moments[f*PARTS_WIDTH+c];
 }
 let g=sum64_for_all(e,b)/d;
 var h=0.0;
 for(var f=b;f<PARTS;f+=64u){
 let i=f*PARTS_WIDTH+c;
 let j=moments[i]-g;
 h+=moments[i+C]+count_of(f)*j*j;
 }
 let k=sum64(h,b);
 if(b==0u){
 stats[c]=g;
 stats[c+C]=inverseSqrt(k/d+EPSILON);
 variance[c]=k/d;
 }
}` as string,
      imports: ['shared/step', 'shared/sum64'],
      bindings: [
        { name: 'moments', access: 'read', element: 'f32', shape: ['PARTS', '2*C'] },
        { name: 'stats', access: 'read_write', element: 'f32', shape: ['1', '2*C'] },
        { name: 'variance', access: 'read_write', element: 'f32', shape: ['C'] },
      ],
      enables: [],
      constants: {
        PARTS: { type: 'u32', value: 64 },
        C: { type: 'u32', value: 32 },
        PIXELS: { type: 'u32', value: 49 },
        SAMPLES: { type: 'u32', value: 1 },
        EPSILON: { type: 'f32', value: 0.00001 },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 256,
      usesStep: true,
    },
    channel_moments: {
      code: `









const M: u32 = 128u;
const PIXELS: u32 = 49u;
const C: u32 = 32u;
const PARTS: u32 = 64u;
const SAMPLES: u32 = 1u;

@group(1) @binding(0) var<storage, read> x: array<f32>;
@group(1) @binding(1) var<storage, read_write> moments: array<f32>;

const X_WIDTH = (PIXELS * C + 7u) / 8u * 8u;
const PARTS_WIDTH = (2u * C + 7u) / 8u * 8u;

fn value(a:u32,b:u32)->f32{
 return x[a/PIXELS*X_WIDTH+a%PIXELS*C+b];
}

@compute @workgroup_size(64)
fn channel_moments(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=PARTS*C){
 return;
 }
 let b=a.x/C;
 let c=a.x%C;
 let d=min(M,step.row_count*SAMPLES)*PIXELS;
 let e=(d+PARTS-1u-b)/PARTS;
 var f=0.0;
 for(var g=0u;g<e;g++){
 f+=value(b+g*PARTS,c);
 }
 let h=f/f32(max(1u,e));
 var i=0.0;
 for(var g=0u;g<e;g++){
 let j=value(b+g*PARTS,c)-h;
 i+=j*j;
 }
 moments[b*PARTS_WIDTH+c]=h;
 moments[b*PARTS_WIDTH+c+C]=i;
}` as string,
      imports: ['shared/step'],
      bindings: [
        { name: 'x', access: 'read', element: 'f32', shape: ['M', 'PIXELS*C'] },
        { name: 'moments', access: 'read_write', element: 'f32', shape: ['PARTS', '2*C'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        PIXELS: { type: 'u32', value: 49 },
        C: { type: 'u32', value: 32 },
        PARTS: { type: 'u32', value: 64 },
        SAMPLES: { type: 'u32', value: 1 },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    running_statistics: {
      code: `












const C: u32 = 32u;
const PIXELS: u32 = 49u;
const SAMPLES: u32 = 1u;
const RATE: f32 = 0.1;

@group(1) @binding(0) var<storage, read> stats: array<f32>;
@group(1) @binding(1) var<storage, read> variance: array<f32>;
@group(1) @binding(2) var<storage, read_write> running_mean: array<f32>;
@group(1) @binding(3) var<storage, read_write> running_var: array<f32>;
@group(1) @binding(4) var<storage, read_write> health: array<atomic<u32>>;

@compute @workgroup_size(64)
fn running_statistics(@builtin(global_invocation_id)a:vec3u){
 let b=a.x;
 let c=step.row_count*SAMPLES*PIXELS;
 if(b>=C||c<2u||atomicLoad(&health[0])<step.counter){
 return;
 }
 let d=variance[b]*(f32(c)/f32(c-1u));
 running_mean[b]+=RATE*(stats[b]-running_mean[b]);
 running_var[b]+=RATE*(d-running_var[b]);
}` as string,
      imports: ['shared/step'],
      bindings: [
        { name: 'stats', access: 'read', element: 'f32', shape: ['1', '2*C'] },
        { name: 'variance', access: 'read', element: 'f32', shape: ['C'] },
        { name: 'running_mean', access: 'read_write', element: 'f32', shape: ['C'] },
        { name: 'running_var', access: 'read_write', element: 'f32', shape: ['C'] },
        { name: 'health', access: 'read_write', element: 'u32', shape: ['1'] },
      ],
      enables: [],
      constants: {
        C: { type: 'u32', value: 32 },
        PIXELS: { type: 'u32', value: 49 },
        SAMPLES: { type: 'u32', value: 1 },
        RATE: { type: 'f32', value: 0.1 },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    stored_statistics: {
      code: `







const C: u32 = 32u;
const EPSILON: f32 = 1e-5;

@group(1) @binding(0) var<storage, read> running_mean: array<f32>;
@group(1) @binding(1) var<storage, read> running_var: array<f32>;
@group(1) @binding(2) var<storage, read_write> stats: array<f32>;

@compute @workgroup_size(64)
fn stored_statistics(@builtin(global_invocation_id)a:vec3u){
 let b=a.x;
 if(b>=C){
 return;
 }
 stats[b]=running_mean[b];
 stats[b+C]=inverseSqrt(running_var[b]+EPSILON);
}` as string,
      imports: [],
      bindings: [
        { name: 'running_mean', access: 'read', element: 'f32', shape: ['C'] },
        { name: 'running_var', access: 'read', element: 'f32', shape: ['C'] },
        { name: 'stats', access: 'read_write', element: 'f32', shape: ['1', '2*C'] },
      ],
      enables: [],
      constants: { C: { type: 'u32', value: 32 }, EPSILON: { type: 'f32', value: 0.00001 } },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: false,
    },
  },
} as const satisfies CataloguePart;
