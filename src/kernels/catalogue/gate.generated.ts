// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const gateKernels = {
  modules: {
    'shared/channels': `




fn columns_of(a:u32,b:u32,c:u32)->vec4u{
 let d=select(vec4u(0u,1u,2u,3u),vec4u(),b%4u==0u);
 return min(4u*a+d,vec4u(c-1u));
}` as string,
    'shared/gate': `

const PIXELS: u32 = 49u;
const CHANNELS: u32 = 16u;

const SIZE = PIXELS * CHANNELS;
const SIZE4 = (SIZE + 7u) / 8u * 2u;
const X4 = (2u * SIZE + 7u) / 8u * 2u;


fn open_share(a:vec4f)->vec4f{
 return 1.0/(1.0+exp(clamp(-a,vec4f(-80.0),vec4f(80.0))));
}` as string,
  },
  slots: {},
  kernels: {
    gate_backward: {
      code: `












const M: u32 = 128u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> x: array<vec4f>;
@group(1) @binding(1) var<storage, read> dy: array<vec4f>;
@group(1) @binding(2) var<storage, read_write> dx: array<vec4f>;

fn load(a:u32,b:vec4u)->vec4f{
 let c=a*X4+b/4u;
 if(CHANNELS%4u==0u){
 return x[c.x];
 }
 let d=b%4u;
 return vec4f(x[c.x][d.x],x[c.y][d.y],x[c.z][d.z],x[c.w][d.w]);
}

fn load_gradient(a:u32,b:vec4u)->vec4f{
 let c=a*SIZE4+b/4u;
 if(CHANNELS%4u==0u){
 return dy[c.x];
 }
 let d=b%4u;
 return vec4f(dy[c.x][d.x],dy[c.y][d.y],dy[c.z][d.z],dy[c.w][d.w]);
}

@compute @workgroup_size(64, 1)
fn gate_backward(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=X4||a.y>=M){
 return;
 }
 let b=columns_of(a.x,CHANNELS,2u*SIZE);
 let c=b%(2u*CHANNELS);
 let d=c>=vec4u(CHANNELS);
 let e=select(b,b-CHANNELS,d);
 let f=open_share(load(a.y,e+CHANNELS));
 let g=load_gradient(a.y,e-b/(2u*CHANNELS)*CHANNELS)*f;
 let h=select(g,g*load(a.y,e)*(1.0-f),d);
 let i=keep_columns(h,a.x,2u*SIZE);
 let j=a.y*X4+a.x;
 if(ACCUMULATE){
 dx[j]+=i;
 }else{
 dx[j]=i;
 }
}` as string,
      imports: ['shared/channels', 'shared/columns', 'shared/gate'],
      bindings: [
        { name: 'x', access: 'read', element: 'f32', shape: ['M', '2*PIXELS*CHANNELS'] },
        { name: 'dy', access: 'read', element: 'f32', shape: ['M', 'PIXELS*CHANNELS'] },
        {
          name: 'dx',
          access: 'read_write',
          element: 'f32',
          shape: ['M', '2*PIXELS*CHANNELS'],
        },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        ACCUMULATE: { type: 'bool', value: false },
        PIXELS: { type: 'u32', value: 49 },
        CHANNELS: { type: 'u32', value: 16 },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: false,
    },
    gate_forward: {
      code: `












const M: u32 = 128u;

@group(1) @binding(0) var<storage, read> x: array<vec4f>;
@group(1) @binding(1) var<storage, read_write> y: array<vec4f>;

fn load(a:u32,b:vec4u)->vec4f{
 let c=a*X4+b/4u;
 if(CHANNELS%4u==0u){
 return x[c.x];
 }
 let d=b%4u;
 return vec4f(x[c.x][d.x],x[c.y][d.y],x[c.z][d.z],x[c.w][d.w]);
}

@compute @workgroup_size(64, 1)
fn gate_forward(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=SIZE4||a.y>=M){
 return;
 }
 let b=columns_of(a.x,CHANNELS,SIZE);

 let c=b+b/CHANNELS*CHANNELS;
 let d=load(a.y,c)*open_share(load(a.y,c+CHANNELS));
 y[a.y*SIZE4+a.x]=keep_columns(d,a.x,SIZE);
}` as string,
      imports: ['shared/channels', 'shared/columns', 'shared/gate'],
      bindings: [
        { name: 'x', access: 'read', element: 'f32', shape: ['M', '2*PIXELS*CHANNELS'] },
        {
          name: 'y',
          access: 'read_write',
          element: 'f32',
          shape: ['M', 'PIXELS*CHANNELS'],
        },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        PIXELS: { type: 'u32', value: 49 },
        CHANNELS: { type: 'u32', value: 16 },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: false,
    },
  },
} as const satisfies CataloguePart;
