// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const transformsKernels = {
  modules: {
    'shared/log1p': `




const LOG1P_RADIUS = 0.5;

fn log1p(a:vec4f)->vec4f{
 let b=min(a,vec4f(LOG1P_RADIUS));
 let c=b/(2.0+b);
 let d=c*c;
 let e=2.0*c*(1.0+d*(1.0/3.0+d*(1.0/5.0+d*(1.0/7.0+d*(1.0/9.0+d/11.0)))));
 return select(log(1.0+a),e,a<vec4f(LOG1P_RADIUS));
}


fn softplus(a:vec4f)->vec4f{
 return max(a,vec4f())+log1p(exp(-abs(a)));
}` as string,
    'shared/uniform': `






fn uniform4(a:u32,b:u32,c:u32,d:u32)->vec4f{
 let e=2u*((step.data_row+b)*((d+3u)/4u)+c);
 return uniform_block(a,step.data_counter,e);
}` as string,
    'shared/uniform_block': `






fn uniform_block(a:u32,b:u32,c:u32)->vec4f{
 let d=vec2u(step.seed,a);
 let e=vec4u(
 threefry2x32(d,vec2u(b,c)),
 threefry2x32(d,vec2u(b,c+1u)),
 );
 return(vec4f(e>>vec4u(9u))+0.5)*0x1p-23;
}` as string,
  },
  slots: {
    transform: {
      binarize: {
        code: `





const STREAM: u32 = 0u;

fn transform(a:vec4f,b:u32,c:u32)->vec4f{
 return select(vec4f(),vec4f(1.0),uniform4(STREAM,b,c,K)<a);
}` as string,
        imports: ['shared/uniform', 'shared/step', 'shared/uniform_block', 'shared/threefry'],
        bindings: [],
        enables: [],
        constants: { STREAM: { type: 'u32', value: 0 } },
      },
      dropout: {
        code: `






const STREAM: u32 = 0u;
const RATE: f32 = 0.5;

fn transform(a:vec4f,b:u32,c:u32)->vec4f{
 return select(a/(1.0-RATE),vec4f(),uniform4(STREAM,b,c,K)<vec4f(RATE));
}` as string,
        imports: ['shared/uniform', 'shared/step', 'shared/uniform_block', 'shared/threefry'],
        bindings: [],
        enables: [],
        constants: { STREAM: { type: 'u32', value: 0 }, RATE: { type: 'f32', value: 0.5 } },
      },
      log1p: {
        code: `



fn transform(a:vec4f,b:u32,c:u32)->vec4f{
 return log1p(max(a,vec4f()));
}` as string,
        imports: ['shared/log1p'],
        bindings: [],
        enables: [],
        constants: {},
      },
      threshold: {
        code: `

fn transform(a:vec4f,b:u32,c:u32)->vec4f{
 return select(vec4f(),vec4f(1.0),a>=vec4f(0.5));
}` as string,
        imports: [],
        bindings: [],
        enables: [],
        constants: {},
      },
    },
  },
  kernels: {
    flip_images: {
      code: `














const M: u32 = 128u;
const K: u32 = 3072u;
const PICTURE_WIDTH: u32 = 32u;
const CHANNELS: u32 = 3u;
const STREAM: u32 = 0u;

@group(1) @binding(0) var<storage, read_write> y: array<vec4f>;

const K4 = (K + 7u) / 8u * 2u;

@compute @workgroup_size(64, 1)
fn flip_images(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=K4||a.y>=M){
 return;
 }
 let b=x_row(a.y);
 let c=vec2u(step.data_counter,step.data_row+a.y);
 let d=threefry2x32(vec2u(step.seed,STREAM),c).x;
 if(d<0x80000000u){
 y[a.y*K4+a.x]=x_load(b,a.x);
 return;
 }
 var e=vec4f();
 for(var f=0u;f<4u;f++){
 let g=4u*a.x+f;
 if(g<K){
 let h=g/CHANNELS%PICTURE_WIDTH;
 let i=g+(PICTURE_WIDTH-1u)*CHANNELS-2u*h*CHANNELS;
 e[f]=x_load(b,i/4u)[i%4u];
 }
 }
 y[a.y*K4+a.x]=e;
}` as string,
      imports: ['shared/step', 'shared/threefry'],
      bindings: [{ name: 'y', access: 'read_write', element: 'f32', shape: ['M', 'K'] }],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        K: { type: 'u32', value: 3072 },
        PICTURE_WIDTH: { type: 'u32', value: 32 },
        CHANNELS: { type: 'u32', value: 3 },
        STREAM: { type: 'u32', value: 0 },
      },
      slots: { load: 'matrix' },
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    normalize_rows: {
      code: `









const M: u32 = 128u;
const K: u32 = 784u;

@group(1) @binding(0) var<storage, read> x: array<vec4f>;
@group(1) @binding(1) var<storage, read_write> y: array<vec4f>;

const K4 = (K + 7u) / 8u * 2u;

@compute @workgroup_size(64)
fn normalize_rows(
 @builtin(workgroup_id)a:vec3u,
 @builtin(local_invocation_index)b:u32,
){
 let c=a.x*K4;
 var d=0.0;
 for(var e=b;e<K4;e+=64u){
 d+=dot(x[c+e],x[c+e]);
 }
 let f=max(sqrt(sum64_for_all(d,b)),1e-12);
 for(var e=b;e<K4;e+=64u){
 y[c+e]=x[c+e]/f;
 }
}` as string,
      imports: ['shared/sum64'],
      bindings: [
        { name: 'x', access: 'read', element: 'f32', shape: ['M', 'K'] },
        { name: 'y', access: 'read_write', element: 'f32', shape: ['M', 'K'] },
      ],
      enables: [],
      constants: { M: { type: 'u32', value: 128 }, K: { type: 'u32', value: 784 } },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 256,
      usesStep: false,
    },
  },
} as const satisfies CataloguePart;
