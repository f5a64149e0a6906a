// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const rowNormalizationKernels = {
  modules: {
    'shared/normalization': `





const BLOCKS: u32 = 1u;
const PIXELS: u32 = 49u;
const GROUPS: u32 = 8u;
const WIDTH: u32 = 4u;

const CHANNELS = GROUPS * WIDTH;
const COLUMNS = BLOCKS * PIXELS * CHANNELS;
const ROW_GROUPS = BLOCKS * GROUPS;
const STATS_WIDTH = (2u * ROW_GROUPS + 7u) / 8u * 8u;


fn group_of(a:u32)->u32{
 let b=min(a,COLUMNS-1u);
 return b/(PIXELS*CHANNELS)*GROUPS+b%CHANNELS/WIDTH;
}` as string,
  },
  slots: {},
  kernels: {
    normalization_means: {
      code: `













const M: u32 = 128u;

@group(1) @binding(0) var<storage, read> dy: array<f32>;
@group(1) @binding(1) var<storage, read> x: array<f32>;
@group(1) @binding(2) var<storage, read> stats: array<f32>;
@group(1) @binding(3) var<storage, read> weight: array<f32>;
@group(1) @binding(4) var<storage, read_write> means: array<f32>;

const X_WIDTH = (COLUMNS + 7u) / 8u * 8u;
const SIZE = PIXELS * WIDTH;
const SMALL = SIZE <= 64u;
const STRIDE = select(64u, 1u, SMALL);
const TURNS = (SIZE + STRIDE - 1u) / STRIDE;


fn sums_from(a:u32,b:u32,c:u32)->vec2f{
 let d=a*X_WIDTH+b/GROUPS*PIXELS*CHANNELS;
 let e=stats[a*STATS_WIDTH+b];
 let f=stats[a*STATS_WIDTH+b+ROW_GROUPS];
 var g=vec2f();
 for(var h=0u;h<TURNS;h++){
 let i=c+h*STRIDE;
 if(i<SIZE){
 let j=b%GROUPS*WIDTH+i%WIDTH;
 let k=d+i/WIDTH*CHANNELS+j;
 let l=dy[k]*weight[j];
 g+=vec2f(l,l*((x[k]-e)*f));
 }
 }
 return g;
}

fn store(a:u32,b:u32,c:vec2f){
 let d=a*STATS_WIDTH+b;
 means[d]=c.x/f32(SIZE);
 means[d+ROW_GROUPS]=c.y/f32(SIZE);
}

@compute @workgroup_size(64)
fn normalization_means(
 @builtin(workgroup_id)a:vec3u,
 @builtin(local_invocation_index)b:u32,
){
 let c=a.y;
 if(SMALL){
 let d=64u*a.x+b;
 if(d<ROW_GROUPS){
 store(c,d,sums_from(c,d,0u));
 }
 }else{
 let e=sums_from(c,a.x,b);
 let f=sum64_for_all(e.x,b);
 let g=sum64(e.y,b);
 if(b==0u){
 store(c,a.x,vec2f(f,g));
 }
 }
}` as string,
      imports: ['shared/sum64', 'shared/normalization'],
      bindings: [
        {
          name: 'dy',
          access: 'read',
          element: 'f32',
          shape: ['M', 'BLOCKS*PIXELS*GROUPS*WIDTH'],
        },
        {
          name: 'x',
          access: 'read',
          element: 'f32',
          shape: ['M', 'BLOCKS*PIXELS*GROUPS*WIDTH'],
        },
        { name: 'stats', access: 'read', element: 'f32', shape: ['M', '2*BLOCKS*GROUPS'] },
        { name: 'weight', access: 'read', element: 'f32', shape: ['GROUPS*WIDTH'] },
        {
          name: 'means',
          access: 'read_write',
          element: 'f32',
          shape: ['M', '2*BLOCKS*GROUPS'],
        },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        BLOCKS: { type: 'u32', value: 1 },
        PIXELS: { type: 'u32', value: 49 },
        GROUPS: { type: 'u32', value: 8 },
        WIDTH: { type: 'u32', value: 4 },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 256,
      usesStep: false,
    },
    normalization_statistics: {
      code: `













const M: u32 = 128u;
const EPSILON: f32 = 1e-5;

@group(1) @binding(0) var<storage, read> x: array<f32>;
@group(1) @binding(1) var<storage, read_write> stats: array<f32>;

const X_WIDTH = (COLUMNS + 7u) / 8u * 8u;
const SIZE = PIXELS * WIDTH;
const SMALL = SIZE <= 64u;
const STRIDE = select(64u, 1u, SMALL);
const TURNS = (SIZE + STRIDE - 1u) / STRIDE;


fn start_of(a:u32,b:u32)->u32{
 return a*X_WIDTH+b/GROUPS*PIXELS*CHANNELS+b%GROUPS*WIDTH;
}


fn sum_from(a:u32,b:u32)->f32{
 var c=0.0;
 for(var d=0u;d<TURNS;d++){
 let e=b+d*STRIDE;
 if(e<SIZE){
 c+=x[a+e/WIDTH*CHANNELS+e%WIDTH];
 }
 }
 return c;
}


fn squares_from(a:u32,b:u32,c:f32)->f32{
 var d=0.0;
 for(var e=0u;e<TURNS;e++){
 let f=b+e*STRIDE;
 if(f<SIZE){
 let g=x[a+f/WIDTH*CHANNELS+f%WIDTH]-c;
 d+=g*g;
 }
 }
 return d;
}

fn store(a:u32,b:u32,c:f32,d:f32){
 let e=a*STATS_WIDTH+b;
 stats[e]=c;
 stats[e+ROW_GROUPS]=inverseSqrt(d/f32(SIZE)+EPSILON);
}

@compute @workgroup_size(64)
fn normalization_statistics(
 @builtin(workgroup_id)a:vec3u,
 @builtin(local_invocation_index)b:u32,
){
 let c=a.y;
 if(SMALL){
 let d=64u*a.x+b;
 if(d<ROW_GROUPS){
 let e=start_of(c,d);
 let f=sum_from(e,0u)/f32(SIZE);
 store(c,d,f,squares_from(e,0u,f));
 }
 }else{
 let e=start_of(c,a.x);
 let f=sum64_for_all(sum_from(e,b),b)/f32(SIZE);
 let g=sum64(squares_from(e,b,f),b);
 if(b==0u){
 store(c,a.x,f,g);
 }
 }
}` as string,
      imports: ['shared/sum64', 'shared/normalization'],
      bindings: [
        {
          name: 'x',
          access: 'read',
          element: 'f32',
          shape: ['M', 'BLOCKS*PIXELS*GROUPS*WIDTH'],
        },
        {
          name: 'stats',
          access: 'read_write',
          element: 'f32',
          shape: ['M', '2*BLOCKS*GROUPS'],
        },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        EPSILON: { type: 'f32', value: 0.00001 },
        BLOCKS: { type: 'u32', value: 1 },
        PIXELS: { type: 'u32', value: 49 },
        GROUPS: { type: 'u32', value: 8 },
        WIDTH: { type: 'u32', value: 4 },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 256,
      usesStep: false,
    },
  },
} as const satisfies CataloguePart;
