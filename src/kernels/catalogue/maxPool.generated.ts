// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const maxPoolKernels = {
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
    max_pool_backward: {
      code: `

















const M: u32 = 128u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> image: array<vec4f>;
@group(1) @binding(1) var<storage, read> dy: array<vec4f>;
@group(1) @binding(2) var<storage, read_write> dx: array<vec4f>;

const LOWEST = -3.4028234663852886e38;

fn load(a:u32,b:vec4u)->vec4f{
 let c=a*IN4+b/4u;
 if(CHANNELS%4u==0u){
 return image[c.x];
 }
 let d=b%4u;
 return vec4f(image[c.x][d.x],image[c.y][d.y],image[c.z][d.z],image[c.w][d.w]);
}

fn load_gradient(a:u32,b:vec4u)->vec4f{
 let c=a*OUT4+b/4u;
 if(CHANNELS%4u==0u){
 return dy[c.x];
 }
 let d=b%4u;
 return vec4f(dy[c.x][d.x],dy[c.y][d.y],dy[c.z][d.z],dy[c.w][d.w]);
}


fn first_largest(a:u32,b:vec4u,c:vec4u,d:vec4u)->vec4u{
 let e=b*STRIDE_HEIGHT-PAD_HEIGHT;
 let f=c*STRIDE_WIDTH-PAD_WIDTH;
 var g=vec4f(LOWEST);
 var h=vec4u();
 for(var i=0u;i<WINDOW_HEIGHT;i++){
 let j=e+i;
 for(var k=0u;k<WINDOW_WIDTH;k++){
 let l=f+k;
 let m=(j<vec4u(IN_HEIGHT))&(l<vec4u(IN_WIDTH));
 let n=select(vec4u(),(j*IN_WIDTH+l)*CHANNELS+d,m);
 let o=select(vec4f(LOWEST),load(a,n),m);
 h=select(h,vec4u(i*WINDOW_WIDTH+k),o>g);
 g=max(g,o);
 }
 }
 return h;
}

@compute @workgroup_size(64, 1)
fn max_pool_backward(@builtin(global_invocation_id)a:vec3u){
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
 let n=(e-i*STRIDE_HEIGHT)*WINDOW_WIDTH+f-l*STRIDE_WIDTH;
 let o=m&(first_largest(a.y,i,l,c)==n);
 let p=select(vec4u(),(i*OUT_WIDTH+l)*CHANNELS+c,m);
 g+=select(vec4f(),load_gradient(a.y,p),o);
 }
 }
 let q=keep_columns(g,a.x,IN_SIZE);
 let r=a.y*IN4+a.x;
 if(ACCUMULATE){
 dx[r]+=q;
 }else{
 dx[r]=q;
 }
}` as string,
      imports: ['shared/channels', 'shared/columns', 'shared/window'],
      bindings: [
        {
          name: 'image',
          access: 'read',
          element: 'f32',
          shape: ['M', 'IN_HEIGHT*IN_WIDTH*CHANNELS'],
        },
        {
          name: 'dy',
          access: 'read',
          element: 'f32',
          shape: ['M', 'OUT_HEIGHT*OUT_WIDTH*CHANNELS'],
        },
        {
          name: 'dx',
          access: 'read_write',
          element: 'f32',
          shape: ['M', 'IN_HEIGHT*IN_WIDTH*CHANNELS'],
        },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
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
    max_pool_forward: {
      code: `











const M: u32 = 128u;

@group(1) @binding(0) var<storage, read> image: array<vec4f>;
@group(1) @binding(1) var<storage, read_write> y: array<vec4f>;

const LOWEST = -3.4028234663852886e38;

fn load(a:u32,b:vec4u)->vec4f{
 let c=a*IN4+b/4u;
 if(CHANNELS%4u==0u){
 return image[c.x];
 }
 let d=b%4u;
 return vec4f(image[c.x][d.x],image[c.y][d.y],image[c.z][d.z],image[c.w][d.w]);
}

@compute @workgroup_size(64, 1)
fn max_pool_forward(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=OUT4||a.y>=M){
 return;
 }
 let b=columns_of(a.x,CHANNELS,OUT_SIZE);
 let c=b%CHANNELS;
 let d=b/CHANNELS;
 let e=d/OUT_WIDTH*STRIDE_HEIGHT-PAD_HEIGHT;
 let f=d%OUT_WIDTH*STRIDE_WIDTH-PAD_WIDTH;
 var g=vec4f(LOWEST);
 for(var h=0u;h<WINDOW_HEIGHT;h++){
 let i=e+h;
 for(var j=0u;j<WINDOW_WIDTH;j++){
 let k=f+j;
 let l=(i<vec4u(IN_HEIGHT))&(k<vec4u(IN_WIDTH));
 let m=select(vec4u(),(i*IN_WIDTH+k)*CHANNELS+c,l);
 g=max(g,select(vec4f(LOWEST),load(a.y,m),l));
 }
 }
 y[a.y*OUT4+a.x]=keep_columns(g,a.x,OUT_SIZE);
}` as string,
      imports: ['shared/channels', 'shared/columns', 'shared/window'],
      bindings: [
        {
          name: 'image',
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
