// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const bilinearKernels = {
  modules: {
    'shared/bilinear': `



fn place_of(a:vec4u,b:u32)->vec4u{
 return max(2u*a+1u,vec4u(b))-b;
}


fn fraction_of(a:vec4u,b:u32)->vec4f{
 return vec4f(a%(2u*b))/f32(2u*b);
}` as string,
    'shared/channels': `




fn columns_of(a:u32,b:u32,c:u32)->vec4u{
 let d=select(vec4u(0u,1u,2u,3u),vec4u(),b%4u==0u);
 return min(4u*a+d,vec4u(c-1u));
}` as string,
  },
  slots: {},
  kernels: {
    bilinear_backward: {
      code: `













const M: u32 = 128u;
const IN_HEIGHT: u32 = 7u;
const IN_WIDTH: u32 = 7u;
const CHANNELS: u32 = 16u;
const SCALE_HEIGHT: u32 = 2u;
const SCALE_WIDTH: u32 = 2u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> dy: array<vec4f>;
@group(1) @binding(1) var<storage, read_write> dx: array<vec4f>;

const X_SIZE = IN_HEIGHT * IN_WIDTH * CHANNELS;
const X4 = (X_SIZE + 7u) / 8u * 2u;
const Y_HEIGHT = IN_HEIGHT * SCALE_HEIGHT;
const Y_WIDTH = IN_WIDTH * SCALE_WIDTH;
const Y4 = (Y_HEIGHT * Y_WIDTH * CHANNELS + 7u) / 8u * 2u;

fn load(a:u32,b:vec4u)->vec4f{
 let c=a*Y4+b/4u;
 if(CHANNELS%4u==0u){
 return dy[c.x];
 }
 let d=b%4u;
 return vec4f(dy[c.x][d.x],dy[c.y][d.y],dy[c.z][d.z],dy[c.w][d.w]);
}


fn share_of(a:vec4u,b:vec4u,c:u32,d:u32)->vec4f{
 let e=place_of(a,c);
 let f=e/(2u*c);
 let g=fraction_of(e,c);
 let h=min(f+1u,vec4u(d-1u));
 let i=select(vec4f(),1.0-g,f==b)+select(vec4f(),g,h==b);
 return select(vec4f(),i,a<vec4u(d*c));
}

@compute @workgroup_size(64, 1)
fn bilinear_backward(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=X4||a.y>=M){
 return;
 }
 let b=columns_of(a.x,CHANNELS,X_SIZE);
 let c=b%CHANNELS;
 let d=b/CHANNELS;
 let e=d/IN_WIDTH;
 let f=d%IN_WIDTH;

 let g=e*SCALE_HEIGHT-SCALE_HEIGHT/2u;
 let h=f*SCALE_WIDTH-SCALE_WIDTH/2u;
 var i=vec4f();
 for(var j=0u;j<2u*SCALE_HEIGHT;j++){
 let k=share_of(g+j,e,SCALE_HEIGHT,IN_HEIGHT);
 let l=min(g+j,vec4u(Y_HEIGHT-1u))*Y_WIDTH;
 for(var m=0u;m<2u*SCALE_WIDTH;m++){
 let n=l+min(h+m,vec4u(Y_WIDTH-1u));
 let o=k*share_of(h+m,f,SCALE_WIDTH,IN_WIDTH);
 i+=o*load(a.y,n*CHANNELS+c);
 }
 }
 let p=keep_columns(i,a.x,X_SIZE);
 let q=a.y*X4+a.x;
 if(ACCUMULATE){
 dx[q]+=p;
 }else{
 dx[q]=p;
 }
}` as string,
      imports: ['shared/bilinear', 'shared/channels', 'shared/columns'],
      bindings: [
        {
          name: 'dy',
          access: 'read',
          element: 'f32',
          shape: ['M', 'IN_HEIGHT*SCALE_HEIGHT*IN_WIDTH*SCALE_WIDTH*CHANNELS'],
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
        IN_HEIGHT: { type: 'u32', value: 7 },
        IN_WIDTH: { type: 'u32', value: 7 },
        CHANNELS: { type: 'u32', value: 16 },
        SCALE_HEIGHT: { type: 'u32', value: 2 },
        SCALE_WIDTH: { type: 'u32', value: 2 },
        ACCUMULATE: { type: 'bool', value: false },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: false,
    },
    bilinear_forward: {
      code: `












const M: u32 = 128u;
const IN_HEIGHT: u32 = 7u;
const IN_WIDTH: u32 = 7u;
const CHANNELS: u32 = 16u;
const SCALE_HEIGHT: u32 = 2u;
const SCALE_WIDTH: u32 = 2u;

@group(1) @binding(0) var<storage, read> x: array<vec4f>;
@group(1) @binding(1) var<storage, read_write> y: array<vec4f>;

const X4 = (IN_HEIGHT * IN_WIDTH * CHANNELS + 7u) / 8u * 2u;
const Y_WIDTH = IN_WIDTH * SCALE_WIDTH;
const Y_SIZE = IN_HEIGHT * SCALE_HEIGHT * Y_WIDTH * CHANNELS;
const Y4 = (Y_SIZE + 7u) / 8u * 2u;

fn load(a:u32,b:vec4u)->vec4f{
 let c=a*X4+b/4u;
 if(CHANNELS%4u==0u){
 return x[c.x];
 }
 let d=b%4u;
 return vec4f(x[c.x][d.x],x[c.y][d.y],x[c.z][d.z],x[c.w][d.w]);
}

@compute @workgroup_size(64, 1)
fn bilinear_forward(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=Y4||a.y>=M){
 return;
 }
 let b=columns_of(a.x,CHANNELS,Y_SIZE);
 let c=b%CHANNELS;
 let d=b/CHANNELS;
 let e=place_of(d/Y_WIDTH,SCALE_HEIGHT);
 let f=place_of(d%Y_WIDTH,SCALE_WIDTH);
 let g=f/(2u*SCALE_WIDTH);
 let h=min(g+1u,vec4u(IN_WIDTH-1u));
 let i=e/(2u*SCALE_HEIGHT)*IN_WIDTH;
 let j=min(i+IN_WIDTH,vec4u((IN_HEIGHT-1u)*IN_WIDTH));
 let k=fraction_of(f,SCALE_WIDTH);
 let l=fraction_of(e,SCALE_HEIGHT);
 let m=(1.0-k)*load(a.y,(i+g)*CHANNELS+c)+
 k*load(a.y,(i+h)*CHANNELS+c);
 let n=(1.0-k)*load(a.y,(j+g)*CHANNELS+c)+
 k*load(a.y,(j+h)*CHANNELS+c);
 let o=(1.0-l)*m+l*n;
 y[a.y*Y4+a.x]=keep_columns(o,a.x,Y_SIZE);
}` as string,
      imports: ['shared/bilinear', 'shared/channels', 'shared/columns'],
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
          shape: ['M', 'IN_HEIGHT*SCALE_HEIGHT*IN_WIDTH*SCALE_WIDTH*CHANNELS'],
        },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        IN_HEIGHT: { type: 'u32', value: 7 },
        IN_WIDTH: { type: 'u32', value: 7 },
        CHANNELS: { type: 'u32', value: 16 },
        SCALE_HEIGHT: { type: 'u32', value: 2 },
        SCALE_WIDTH: { type: 'u32', value: 2 },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: false,
    },
  },
} as const satisfies CataloguePart;
