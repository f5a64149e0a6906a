// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const windowsKernels = {
  modules: {
    'shared/channels': `




fn columns_of(a:u32,b:u32,c:u32)->vec4u{
 let d=select(vec4u(0u,1u,2u,3u),vec4u(),b%4u==0u);
 return min(4u*a+d,vec4u(c-1u));
}` as string,
    'shared/window': `




const IN_HEIGHT: u32 = 28u;
const IN_WIDTH: u32 = 28u;
const CHANNELS: u32 = 16u;

const OUT_HEIGHT: u32 = 14u;
const OUT_WIDTH: u32 = 14u;
const WINDOW_HEIGHT: u32 = 2u;
const WINDOW_WIDTH: u32 = 2u;
const STRIDE_HEIGHT: u32 = 2u;
const STRIDE_WIDTH: u32 = 2u;
const PAD_HEIGHT: u32 = 0u;
const PAD_WIDTH: u32 = 0u;

const IN_SIZE = IN_HEIGHT * IN_WIDTH * CHANNELS;
const OUT_SIZE = OUT_HEIGHT * OUT_WIDTH * CHANNELS;
const IN4 = (IN_SIZE + 7u) / 8u * 2u;
const OUT4 = (OUT_SIZE + 7u) / 8u * 2u;

const SHARED_HEIGHT = (WINDOW_HEIGHT + STRIDE_HEIGHT - 1u) / STRIDE_HEIGHT;
const SHARED_WIDTH = (WINDOW_WIDTH + STRIDE_WIDTH - 1u) / STRIDE_WIDTH;


fn in_window(a:vec4u,b:vec4u,c:u32,d:u32,e:u32)->vec4<bool> {
 return(b<vec4u(c))&(a-b*d<vec4u(e));
}` as string,
  },
  slots: {},
  kernels: {
    window_spread: {
      code: `













const M: u32 = 128u;
const WEIGHT: f32 = 0.25;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> y: array<vec4f>;
@group(1) @binding(1) var<storage, read_write> x: array<vec4f>;

fn load(a:u32,b:vec4u)->vec4f{
 let c=a*OUT4+b/4u;
 if(CHANNELS%4u==0u){
 return y[c.x];
 }
 let d=b%4u;
 return vec4f(y[c.x][d.x],y[c.y][d.y],y[c.z][d.z],y[c.w][d.w]);
}

@compute @workgroup_size(64, 1)
fn window_spread(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=IN4||a.y>=M){
 return;
 }
 let b=columns_of(a.x,CHANNELS,IN_SIZE);
 let c=b%CHANNELS;
 let d=b/CHANNELS;
 let e=d/IN_WIDTH+PAD_HEIGHT;
 let f=d%IN_WIDTH+PAD_WIDTH;
 var g=vec4f();
 for(var h=0u;h<SHARED_HEIGHT;h++){
 let i=e/STRIDE_HEIGHT-h;
 let j=in_window(e,i,OUT_HEIGHT,STRIDE_HEIGHT,WINDOW_HEIGHT);
 for(var k=0u;k<SHARED_WIDTH;k++){
 let l=f/STRIDE_WIDTH-k;
 let m=j&in_window(f,l,OUT_WIDTH,STRIDE_WIDTH,WINDOW_WIDTH);
 let n=select(vec4u(),(i*OUT_WIDTH+l)*CHANNELS+c,m);
 g+=select(vec4f(),load(a.y,n),m);
 }
 }
 let o=keep_columns(WEIGHT*g,a.x,IN_SIZE);
 let p=a.y*IN4+a.x;
 if(ACCUMULATE){
 x[p]+=o;
 }else{
 x[p]=o;
 }
}` as string,
      imports: ['shared/channels', 'shared/columns', 'shared/window'],
      bindings: [
        {
          name: 'y',
          access: 'read',
          element: 'f32',
          shape: ['M', 'OUT_HEIGHT*OUT_WIDTH*CHANNELS'],
        },
        {
          name: 'x',
          access: 'read_write',
          element: 'f32',
          shape: ['M', 'IN_HEIGHT*IN_WIDTH*CHANNELS'],
        },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        WEIGHT: { type: 'f32', value: 0.25 },
        ACCUMULATE: { type: 'bool', value: false },
        IN_HEIGHT: { type: 'u32', value: 28 },
        IN_WIDTH: { type: 'u32', value: 28 },
        CHANNELS: { type: 'u32', value: 16 },
        OUT_HEIGHT: { type: 'u32', value: 14 },
        OUT_WIDTH: { type: 'u32', value: 14 },
        WINDOW_HEIGHT: { type: 'u32', value: 2 },
        WINDOW_WIDTH: { type: 'u32', value: 2 },
        STRIDE_HEIGHT: { type: 'u32', value: 2 },
        STRIDE_WIDTH: { type: 'u32', value: 2 },
        PAD_HEIGHT: { type: 'u32', value: 0 },
        PAD_WIDTH: { type: 'u32', value: 0 },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: false,
    },
    window_sums: {
      code: `













const M: u32 = 128u;
const WEIGHT: f32 = 0.25;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> x: array<vec4f>;
@group(1) @binding(1) var<storage, read_write> y: array<vec4f>;

fn load(a:u32,b:vec4u)->vec4f{
 let c=a*IN4+b/4u;
 if(CHANNELS%4u==0u){
 return x[c.x];
 }
 let d=b%4u;
 return vec4f(x[c.x][d.x],x[c.y][d.y],x[c.z][d.z],x[c.w][d.w]);
}

@compute @workgroup_size(64, 1)
fn window_sums(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=OUT4||a.y>=M){
 return;
 }
 let b=columns_of(a.x,CHANNELS,OUT_SIZE);
 let c=b%CHANNELS;
 let d=b/CHANNELS;
 let e=d/OUT_WIDTH*STRIDE_HEIGHT-PAD_HEIGHT;
 let f=d%OUT_WIDTH*STRIDE_WIDTH-PAD_WIDTH;
 var g=vec4f();
 for(var h=0u;h<WINDOW_HEIGHT;h++){
 let i=e+h;
 for(var j=0u;j<WINDOW_WIDTH;j++){
 let k=f+j;
 let l=(i<vec4u(IN_HEIGHT))&(k<vec4u(IN_WIDTH));
 let m=select(vec4u(),(i*IN_WIDTH+k)*CHANNELS+c,l);
 g+=select(vec4f(),load(a.y,m),l);
 }
 }
 let n=keep_columns(WEIGHT*g,a.x,OUT_SIZE);
 let o=a.y*OUT4+a.x;
 if(ACCUMULATE){
 y[o]+=n;
 }else{
 y[o]=n;
 }
}` as string,
      imports: ['shared/channels', 'shared/columns', 'shared/window'],
      bindings: [
        {
          name: 'x',
          access: 'read',
          element: 'f32',
          shape: ['M', 'IN_HEIGHT*IN_WIDTH*CHANNELS'],
        },
        {
          name: 'y',
          access: 'read_write',
          element: 'f32',
          shape: ['M', 'OUT_HEIGHT*OUT_WIDTH*CHANNELS'],
        },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        WEIGHT: { type: 'f32', value: 0.25 },
        ACCUMULATE: { type: 'bool', value: false },
        IN_HEIGHT: { type: 'u32', value: 28 },
        IN_WIDTH: { type: 'u32', value: 28 },
        CHANNELS: { type: 'u32', value: 16 },
        OUT_HEIGHT: { type: 'u32', value: 14 },
        OUT_WIDTH: { type: 'u32', value: 14 },
        WINDOW_HEIGHT: { type: 'u32', value: 2 },
        WINDOW_WIDTH: { type: 'u32', value: 2 },
        STRIDE_HEIGHT: { type: 'u32', value: 2 },
        STRIDE_WIDTH: { type: 'u32', value: 2 },
        PAD_HEIGHT: { type: 'u32', value: 0 },
        PAD_WIDTH: { type: 'u32', value: 0 },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: false,
    },
  },
} as const satisfies CataloguePart;
