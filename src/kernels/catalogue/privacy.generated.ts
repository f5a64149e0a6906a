// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const privacyKernels = {
  modules: {
    'shared/chacha20': `





struct ChaChaBlock {
 a: vec4u,
 b: vec4u,
 c: vec4u,
 d: vec4u,
}

fn rotate_left(a:vec4u,b:u32)->vec4u{
 return(a<<vec4u(b))|(a>>vec4u(32u-b));
}


fn chacha_columns(a:ChaChaBlock)->ChaChaBlock{
 var b=a;
 b.a+=b.b;
 b.d=rotate_left(b.d^b.a,16u);
 b.c+=b.d;
 b.b=rotate_left(b.b^b.c,12u);
 b.a+=b.b;
 b.d=rotate_left(b.d^b.a,8u);
 b.c+=b.d;
 b.b=rotate_left(b.b^b.c,7u);
 return b;
}


fn chacha20(a:vec4u,b:vec4u,c:vec4u)->ChaChaBlock{
 let d=ChaChaBlock(
 vec4u(0x61707865u,0x3320646eu,0x79622d32u,0x6b206574u),a,b,c,
 );
 var e=d;
 for(var f=0u;f<10u;f++){
 e=chacha_columns(e);
 e=chacha_columns(ChaChaBlock(e.a,e.b.yzwx,e.c.zwxy,e.d.wxyz));
 e=ChaChaBlock(e.a,e.b.wxyz,e.c.zwxy,e.d.yzwx);
 }
 return ChaChaBlock(e.a+d.a,e.b+d.b,e.c+d.c,e.d+d.d);
}` as string,
    'shared/linear': `

fn linear_index(a:vec3u,b:vec3u,c:u32)->u32{
 return a.y*b.x*c+a.x;
}` as string,
  },
  slots: {},
  kernels: {
    clip_examples: {
      code: `









const M: u32 = 128u;
const N: u32 = 400u;
const CLIP: f32 = 1.0;

@group(1) @binding(0) var<storage, read> squares: array<f32>;
@group(1) @binding(1) var<storage, read_write> dy: array<vec4f>;

const N4 = (N + 7u) / 8u * 2u;

@compute @workgroup_size(64, 1)
fn clip_examples(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=N4||a.y>=M){
 return;
 }
 let b=squares[a.y];
 let c=a.y*N4+a.x;
 let d=sqrt(b);
 let e=select(1.0,CLIP/d,d>CLIP);
 dy[c]=select(vec4f(),e*dy[c],all_finite(vec4f(b)));
}` as string,
      imports: ['shared/finite'],
      bindings: [
        { name: 'squares', access: 'read', element: 'f32', shape: ['M'] },
        { name: 'dy', access: 'read_write', element: 'f32', shape: ['M', 'N'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        N: { type: 'u32', value: 400 },
        CLIP: { type: 'f32', value: 1 },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: false,
    },
    example_norms: {
      code: `












const M: u32 = 128u;
const N: u32 = 400u;
const K: u32 = 784u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> dy: array<vec4f>;
@group(1) @binding(1) var<storage, read_write> squares: array<f32>;

const K4 = (K + 7u) / 8u * 2u;
const N4 = (N + 7u) / 8u * 2u;

@compute @workgroup_size(64)
fn example_norms(
 @builtin(workgroup_id)a:vec3u,
 @builtin(local_invocation_index)b:u32,
){
 let c=a.x;
 let d=x_row(c);
 var e=0.0;
 for(var f=b;f<K4;f+=64u){
 let g=x_load(d,f);
 e+=dot(g,g);
 }
 var h=0.0;
 for(var i=b;i<N4;i+=64u){
 let j=dy[c*N4+i];
 h+=dot(j,j);
 }
 let k=sum64_for_all(e,b);
 let l=sum64(h,b);
 if(b==0u){
 let m=(k+1.0)*l;
 if(ACCUMULATE){
 squares[c]+=m;
 }else{
 squares[c]=m;
 }
 }
}` as string,
      imports: ['shared/sum64'],
      bindings: [
        { name: 'dy', access: 'read', element: 'f32', shape: ['M', 'N'] },
        { name: 'squares', access: 'read_write', element: 'f32', shape: ['M'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        N: { type: 'u32', value: 400 },
        K: { type: 'u32', value: 784 },
        ACCUMULATE: { type: 'bool', value: false },
      },
      slots: { load: 'matrix' },
      workgroupSize: [64, 1, 1],
      workgroupBytes: 256,
      usesStep: false,
    },
    gradient_noise: {
      code: `
















const N: u32 = 400u;
const K: u32 = 784u;
const PLACE: u32 = 0u;
const SCALE: f32 = 1.0;

@group(1) @binding(0) var<storage, read> key: array<vec4u>;
@group(1) @binding(1) var<storage, read_write> dweight: array<vec4f>;
@group(1) @binding(2) var<storage, read_write> dbias: array<vec4f>;


const USE = 0u;

const K4 = (K + 7u) / 8u * 2u;
const N4 = (N + 7u) / 8u * 2u;
const WEIGHT4 = N * K4;
const WEIGHT_BLOCKS = (WEIGHT4 + 3u) / 4u;

fn normals(a:vec4u)->vec4f{
 let b=vec2f(a.xz)*0x1p-32+0x1p-33;
 let c=sqrt(max(vec2f(),-2.0*log(b)));
 let d=6.283185307179586*((vec2f(a.yw>>vec2u(9u))+0.5)*0x1p-23-0.5);
 let e=c*cos(d);
 let f=c*sin(d);
 return vec4f(e.x,f.x,e.y,f.y);
}

fn noisy(a:vec4f,b:vec4u)->vec4f{
 return SCALE*(a+step.noise_scale*normals(b));
}

fn add_to_weight(a:u32,b:vec4u){
 if(a<WEIGHT4){
 dweight[a]=keep_columns(noisy(dweight[a],b),a%K4,K);
 }
}

fn add_to_bias(a:u32,b:vec4u){
 if(a<N4){
 dbias[a]=keep_columns(noisy(dbias[a],b),a,N);
 }
}

@compute @workgroup_size(64)
fn gradient_noise(
 @builtin(global_invocation_id)a:vec3u,
 @builtin(num_workgroups)b:vec3u,
){
 let c=linear_index(a,b,64u);
 if(c>=WEIGHT_BLOCKS+(N4+3u)/4u){
 return;
 }
 let d=chacha20(key[0],key[1],vec4u(c,step.data_counter,PLACE,USE));
 if(c<WEIGHT_BLOCKS){
 add_to_weight(4u*c,d.a);
 add_to_weight(4u*c+1u,d.b);
 add_to_weight(4u*c+2u,d.c);
 add_to_weight(4u*c+3u,d.d);
 }else{
 let e=4u*(c-WEIGHT_BLOCKS);
 add_to_bias(e,d.a);
 add_to_bias(e+1u,d.b);
 add_to_bias(e+2u,d.c);
 add_to_bias(e+3u,d.d);
 }
}` as string,
      imports: ['shared/chacha20', 'shared/columns', 'shared/linear', 'shared/step'],
      bindings: [
        { name: 'key', access: 'read', element: 'u32', shape: ['8'] },
        { name: 'dweight', access: 'read_write', element: 'f32', shape: ['N', 'K'] },
        { name: 'dbias', access: 'read_write', element: 'f32', shape: ['N'] },
      ],
      enables: [],
      constants: {
        N: { type: 'u32', value: 400 },
        K: { type: 'u32', value: 784 },
        PLACE: { type: 'u32', value: 0 },
        SCALE: { type: 'f32', value: 1 },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
  },
} as const satisfies CataloguePart;
