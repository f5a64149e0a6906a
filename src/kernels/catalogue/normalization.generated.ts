// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const normalizationKernels = {
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
    channel_gradients: {
      code: `










const PARTS: u32 = 64u;
const C: u32 = 32u;
const ACCUMULATE_WEIGHT: bool = false;
const ACCUMULATE_BIAS: bool = false;

@group(1) @binding(0) var<storage, read> parts: array<f32>;
@group(1) @binding(1) var<storage, read_write> dweight: array<f32>;
@group(1) @binding(2) var<storage, read_write> dbias: array<f32>;

const PARTS_WIDTH = (2u * C + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn channel_gradients(
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
 if(ACCUMULATE_WEIGHT){
 dweight[c]+=h;
 }else{
 dweight[c]=h;
 }
 if(ACCUMULATE_BIAS){
 dbias[c]+=g;
 }else{
 dbias[c]=g;
 }
 }
}` as string,
      imports: ['shared/sum64'],
      bindings: [
        { name: 'parts', access: 'read', element: 'f32', shape: ['PARTS', '2*C'] },
        { name: 'dweight', access: 'read_write', element: 'f32', shape: ['C'] },
        { name: 'dbias', access: 'read_write', element: 'f32', shape: ['C'] },
      ],
      enables: [],
      constants: {
        PARTS: { type: 'u32', value: 64 },
        C: { type: 'u32', value: 32 },
        ACCUMULATE_WEIGHT: { type: 'bool', value: false },
        ACCUMULATE_BIAS: { type: 'bool', value: false },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 256,
      usesStep: false,
    },
    channel_sums: {
      code: `










const M: u32 = 128u;
const PARTS: u32 = 64u;
const SHARED: bool = false;

@group(1) @binding(0) var<storage, read> dy: array<f32>;
@group(1) @binding(1) var<storage, read> x: array<f32>;
@group(1) @binding(2) var<storage, read> stats: array<f32>;
@group(1) @binding(3) var<storage, read_write> parts: array<f32>;

const X_WIDTH = (COLUMNS + 7u) / 8u * 8u;
const PARTS_WIDTH = (2u * CHANNELS + 7u) / 8u * 8u;
const ROW_PIXELS = BLOCKS * PIXELS;
const TURNS = (M * ROW_PIXELS + PARTS - 1u) / PARTS;

@compute @workgroup_size(64)
fn channel_sums(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=PARTS*CHANNELS){
 return;
 }
 let b=a.x/CHANNELS;
 let c=a.x%CHANNELS;
 var d=vec2f();
 for(var e=0u;e<TURNS;e++){
 let f=b+e*PARTS;
 if(f<M*ROW_PIXELS){
 let g=f/ROW_PIXELS;
 let h=f%ROW_PIXELS*CHANNELS+c;
 let i=select(g*STATS_WIDTH,0u,SHARED)+group_of(h);
 let j=dy[g*X_WIDTH+h];
 let k=x[g*X_WIDTH+h]-stats[i];
 d+=vec2f(j,j*(k*stats[i+ROW_GROUPS]));
 }
 }
 parts[b*PARTS_WIDTH+c]=d.x;
 parts[b*PARTS_WIDTH+c+CHANNELS]=d.y;
}` as string,
      imports: ['shared/normalization'],
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
        { name: 'stats', access: 'read', element: 'f32', shape: ['_', '2*BLOCKS*GROUPS'] },
        {
          name: 'parts',
          access: 'read_write',
          element: 'f32',
          shape: ['PARTS', '2*GROUPS*WIDTH'],
        },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        PARTS: { type: 'u32', value: 64 },
        SHARED: { type: 'bool', value: false },
        BLOCKS: { type: 'u32', value: 1 },
        PIXELS: { type: 'u32', value: 49 },
        GROUPS: { type: 'u32', value: 8 },
        WIDTH: { type: 'u32', value: 4 },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: false,
    },
    normalization_backward: {
      code: `













const M: u32 = 128u;
const SAMPLES: u32 = 1u;
const SHARED: bool = false;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> dy: array<vec4f>;
@group(1) @binding(1) var<storage, read> x: array<vec4f>;
@group(1) @binding(2) var<storage, read> stats: array<f32>;
@group(1) @binding(3) var<storage, read> weight: array<vec4f>;
@group(1) @binding(4) var<storage, read> means: array<f32>;
@group(1) @binding(5) var<storage, read_write> dx: array<vec4f>;

const X4 = (COLUMNS + 7u) / 8u * 2u;


fn stats4(a:u32,b:u32)->vec4f{
 if(WIDTH%4u==0u){
 return vec4f(stats[a+group_of(b)]);
 }
 var c=vec4f();
 for(var d=0u;d<4u;d++){
 c[d]=stats[a+group_of(b+d)];
 }
 return c;
}


fn means4(a:u32,b:u32)->vec4f{
 if(WIDTH%4u==0u){
 return vec4f(means[a+group_of(b)]);
 }
 var c=vec4f();
 for(var d=0u;d<4u;d++){
 c[d]=means[a+group_of(b+d)];
 }
 return c;
}


fn weight4(a:u32)->vec4f{
 if(CHANNELS%4u==0u){
 return weight[a%CHANNELS/4u];
 }
 var b=vec4f();
 for(var c=0u;c<4u;c++){
 let d=(a+c)%CHANNELS;
 b[c]=weight[d/4u][d%4u];
 }
 return b;
}

@compute @workgroup_size(64, 1)
fn normalization_backward(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=X4||a.y>=M){
 return;
 }
 let b=a.y*X4+a.x;
 let c=4u*a.x;
 let d=select(a.y*STATS_WIDTH,0u,SHARED);
 let e=stats4(d+ROW_GROUPS,c);
 let f=(x[b]-stats4(d,c))*e;
 let g=means4(d,c)+f*means4(d+ROW_GROUPS,c);
 let h=e*(dy[b]*weight4(c)-g);
 let i=a.y<step.row_count*SAMPLES;
 let j=select(vec4f(),keep_columns(h,a.x,COLUMNS),i);
 if(ACCUMULATE){
 dx[b]+=j;
 }else{
 dx[b]=j;
 }
}` as string,
      imports: ['shared/step', 'shared/columns', 'shared/normalization'],
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
        { name: 'stats', access: 'read', element: 'f32', shape: ['_', '2*BLOCKS*GROUPS'] },
        { name: 'weight', access: 'read', element: 'f32', shape: ['GROUPS*WIDTH'] },
        { name: 'means', access: 'read', element: 'f32', shape: ['_', '2*BLOCKS*GROUPS'] },
        {
          name: 'dx',
          access: 'read_write',
          element: 'f32',
          shape: ['M', 'BLOCKS*PIXELS*GROUPS*WIDTH'],
        },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        SAMPLES: { type: 'u32', value: 1 },
        SHARED: { type: 'bool', value: false },
        ACCUMULATE: { type: 'bool', value: false },
        BLOCKS: { type: 'u32', value: 1 },
        PIXELS: { type: 'u32', value: 49 },
        GROUPS: { type: 'u32', value: 8 },
        WIDTH: { type: 'u32', value: 4 },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    normalization_forward: {
      code: `












const M: u32 = 128u;
const SHARED: bool = false;

@group(1) @binding(0) var<storage, read> x: array<vec4f>;
@group(1) @binding(1) var<storage, read> stats: array<f32>;
@group(1) @binding(2) var<storage, read> weight: array<vec4f>;
@group(1) @binding(3) var<storage, read> bias: array<vec4f>;
@group(1) @binding(4) var<storage, read_write> y: array<vec4f>;

const X4 = (COLUMNS + 7u) / 8u * 2u;


fn stats4(a:u32,b:u32)->vec4f{
 if(WIDTH%4u==0u){
 return vec4f(stats[a+group_of(b)]);
 }
 var c=vec4f();
 for(var d=0u;d<4u;d++){
 c[d]=stats[a+group_of(b+d)];
 }
 return c;
}


fn affine(a:vec4f,b:u32)->vec4f{
 if(CHANNELS%4u==0u){
 let c=b%CHANNELS/4u;
 return a*weight[c]+bias[c];
 }
 var d=vec4f();
 for(var e=0u;e<4u;e++){
 let f=(b+e)%CHANNELS;
 d[e]=a[e]*weight[f/4u][f%4u]+bias[f/4u][f%4u];
 }
 return d;
}

@compute @workgroup_size(64, 1)
fn normalization_forward(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=X4||a.y>=M){
 return;
 }
 let b=a.y*X4+a.x;
 let c=4u*a.x;
 let d=select(a.y*STATS_WIDTH,0u,SHARED);
 let e=(x[b]-stats4(d,c))*stats4(d+ROW_GROUPS,c);
 y[b]=keep_columns(activate(affine(e,c)),a.x,COLUMNS);
}` as string,
      imports: ['shared/columns', 'shared/normalization'],
      bindings: [
        {
          name: 'x',
          access: 'read',
          element: 'f32',
          shape: ['M', 'BLOCKS*PIXELS*GROUPS*WIDTH'],
        },
        { name: 'stats', access: 'read', element: 'f32', shape: ['_', '2*BLOCKS*GROUPS'] },
        { name: 'weight', access: 'read', element: 'f32', shape: ['GROUPS*WIDTH'] },
        { name: 'bias', access: 'read', element: 'f32', shape: ['GROUPS*WIDTH'] },
        {
          name: 'y',
          access: 'read_write',
          element: 'f32',
          shape: ['M', 'BLOCKS*PIXELS*GROUPS*WIDTH'],
        },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        SHARED: { type: 'bool', value: false },
        BLOCKS: { type: 'u32', value: 1 },
        PIXELS: { type: 'u32', value: 49 },
        GROUPS: { type: 'u32', value: 8 },
        WIDTH: { type: 'u32', value: 4 },
      },
      slots: { activation: 'identity' },
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: false,
    },
  },
} as const satisfies CataloguePart;
