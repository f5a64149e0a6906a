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
    'shared/patches': `








const HEIGHT: u32 = 28u;
const WIDTH: u32 = 28u;
const CHANNELS: u32 = 1u;

const POSITIONS_Y: u32 = 14u;
const POSITIONS_X: u32 = 14u;

const TAPS_Y: u32 = 4u;
const TAPS_X: u32 = 4u;
const STEP_Y: i32 = 2;
const STEP_X: i32 = 2;
const FIRST_Y: i32 = -1;
const FIRST_X: i32 = -1;
const TAP_Y: i32 = 1;
const TAP_X: i32 = 1;
const DIVIDE_Y: i32 = 1;
const DIVIDE_X: i32 = 1;

const POSITIONS = POSITIONS_Y * POSITIONS_X;
const PATCH = TAPS_Y * TAPS_X * CHANNELS;

const WHOLE_CHANNELS = CHANNELS % 4u == 0u;


struct Windows {
 image: vec4u,
 y: vec4i,
 x: vec4i,
}


fn windows(a:vec4u)->Windows{
 let b=a/POSITIONS;
 let c=a-b*POSITIONS;
 let d=c/POSITIONS_X;
 let e=c-d*POSITIONS_X;
 let f=min(b,vec4u(M-1u));
 return Windows(
 vec4u(image_row(f.x),image_row(f.y),image_row(f.z),image_row(f.w)),
 STEP_Y*vec4i(d)+FIRST_Y,
 STEP_X*vec4i(e)+FIRST_X,
 );
}


fn pixels_at(a:vec4i,b:vec4i)->vec4u{
 if(DIVIDE_Y*DIVIDE_X>1){
 let c=a/DIVIDE_Y;
 let d=b/DIVIDE_X;
 let e=(c*DIVIDE_Y==a)&(d*DIVIDE_X==b);
 return select(vec4u(HEIGHT*WIDTH),pixel_numbers(c,d),e);
 }
 return pixel_numbers(a,b);
}

fn pixel_numbers(a:vec4i,b:vec4i)->vec4u{

 let c=(vec4u(a)<vec4u(HEIGHT))&(vec4u(b)<vec4u(WIDTH));
 return select(vec4u(HEIGHT*WIDTH),vec4u(a)*WIDTH+vec4u(b),c);
}


fn patch_block(a:Windows,b:u32)->mat4x4f{
 if(WHOLE_CHANNELS){
 let c=4u*b/CHANNELS;
 let d=b-c*(CHANNELS/4u);
 let e=c/TAPS_X;
 let f=c-e*TAPS_X;
 let g=pixels_at(a.y+TAP_Y*i32(e),a.x+TAP_X*i32(f));
 return mat4x4f(
 pixel_vector(a.image.x,g.x,d),pixel_vector(a.image.y,g.y,d),
 pixel_vector(a.image.z,g.z,d),pixel_vector(a.image.w,g.w,d),
 );
 }
 let h=4u*b+vec4u(0u,1u,2u,3u);
 let i=h/CHANNELS;
 let j=h-i*CHANNELS;
 let k=i/TAPS_X;
 let l=TAP_Y*vec4i(k);
 let m=TAP_X*vec4i(i-k*TAPS_X);
 return mat4x4f(
 pixel_values(a.image.x,pixels_at(a.y.x+l,a.x.x+m),j),
 pixel_values(a.image.y,pixels_at(a.y.y+l,a.x.y+m),j),
 pixel_values(a.image.z,pixels_at(a.y.z+l,a.x.z+m),j),
 pixel_values(a.image.w,pixels_at(a.y.w+l,a.x.w+m),j),
 );
}

fn pixel_vector(a:u32,b:u32,c:u32)->vec4f{
 let d=b<HEIGHT*WIDTH;
 return select(vec4f(),image_load(a,select(0u,b*(CHANNELS/4u)+c,d)),d);
}

fn pixel_values(a:u32,b:vec4u,c:vec4u)->vec4f{
 return vec4f(
 pixel_value(a,b.x,c.x),pixel_value(a,b.y,c.y),
 pixel_value(a,b.z,c.z),pixel_value(a,b.w,c.w),
 );
}

fn pixel_value(a:u32,b:u32,c:u32)->f32{
 let d=b<HEIGHT*WIDTH;
 let e=select(0u,b*CHANNELS+c,d);
 return select(0.0,image_load(a,e/4u)[e%4u],d);
}` as string,
    'shared/weight_gradient': `





const N: u32 = 32u;

const PATCH4 = (PATCH + 7u) / 8u * 2u;
const VECTORS_WIDTH = (POSITIONS * N + 7u) / 8u * 8u;
const WHOLE_VECTORS = N % 4u == 0u;




fn rows4()->u32{
 return PATCH4;
}

fn columns4()->u32{
 return(N+7u)/8u*2u;
}

fn left_start(a:u32)->u32{
 return a;
}

fn left_block(a:u32,b:u32)->mat4x4f{
 return transpose(patch_block(windows(first_position()+4u*b+vec4u(0u,1u,2u,3u)),a));
}

fn right_start(a:u32)->u32{
 return 4u*a;
}

fn right_block(a:u32,b:u32)->mat4x4f{
 let c=first_position()+4u*b+vec4u(0u,1u,2u,3u);
 let d=c/POSITIONS;
 let e=d*VECTORS_WIDTH+(c-d*POSITIONS)*N+a;
 return mat4x4f(
 vector_at(e.x,a,d.x),vector_at(e.y,a,d.y),
 vector_at(e.z,a,d.z),vector_at(e.w,a,d.w),
 );
}


fn vector_at(a:u32,b:u32,c:u32)->vec4f{
 let d=(c<end_row())&(b<N);
 if(WHOLE_VECTORS){
 return select(vec4f(),vector_load(select(0u,a/4u,d)),d);
 }
 return vec4f(
 value_at(a,d),value_at(a+1u,d&(b+1u<N)),
 value_at(a+2u,d&(b+2u<N)),value_at(a+3u,d&(b+3u<N)),
 );
}

fn value_at(a:u32,b:bool)->f32{
 let c=select(0u,a,b);
 return select(0.0,vector_load(c/4u)[c%4u],b);
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
    conv_example_norms: {
      code: `


















const M: u32 = 128u;
const K: u32 = 784u;
const SIZE: u32 = 48u;
const NORMS: u32 = 16u;

@group(1) @binding(0) var<storage, read> vectors: array<vec4f>;
@group(1) @binding(1) var<storage, read_write> norms: array<f32>;

const INNER4 = (POSITIONS + 7u) / 8u * 2u;
const BLOCKS_ACROSS = (N + 7u) / 8u;
const BLOCKS = PATCH4 * BLOCKS_ACROSS;

var<private> example: u32;


fn image_row(a:u32)->u32{
 return x_row(example);
}

fn image_load(a:u32,b:u32)->vec4f{
 return x_load(a,b);
}

fn vector_load(a:u32)->vec4f{
 return vectors[a];
}

fn first_position()->u32{
 return example*POSITIONS;
}

fn end_row()->u32{
 return example+1u;
}

fn emit(a:u32,b:u32,c:mat4x4f,d:mat4x4f){
 let e=vec4f(
 dot(c[0],c[0])+dot(d[0],d[0]),dot(c[1],c[1])+dot(d[1],d[1]),
 dot(c[2],c[2])+dot(d[2],d[2]),dot(c[3],c[3])+dot(d[3],d[3]),
 );
 let f=example*SIZE;
 let g=a*BLOCKS_ACROSS+b/2u;
 norms[f+g]=sqrt(dot(keep_columns(e,a,PATCH),vec4f(1.0)));

 let h=select(g+1u,NORMS,g+1u==BLOCKS);
 for(var i=g+1u;i<h;i++){
 norms[f+i]=0.0;
 }
}

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn conv_example_norms(
 @builtin(workgroup_id)a:vec3u,
 @builtin(num_workgroups)b:vec3u,
 @builtin(local_invocation_index)c:u32,
){
 let d=a.y*b.x+a.x;
 let e=(columns4()+TILE_COLUMNS4-1u)/TILE_COLUMNS4;
 let f=(rows4()+TILE_ROWS4-1u)/TILE_ROWS4;
 let g=d/(e*f);

 if(g<M){
 example=g;
 product(vec2u(d%e,d/e%f),c);
 }
}` as string,
      imports: ['shared/columns', 'shared/weight_gradient', 'shared/patches'],
      bindings: [
        {
          name: 'vectors',
          access: 'read',
          element: 'f32',
          shape: ['M', 'POSITIONS_Y*POSITIONS_X*N'],
        },
        { name: 'norms', access: 'read_write', element: 'f32', shape: ['M', 'SIZE'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        K: { type: 'u32', value: 784 },
        SIZE: { type: 'u32', value: 48 },
        NORMS: { type: 'u32', value: 16 },
        N: { type: 'u32', value: 32 },
        HEIGHT: { type: 'u32', value: 28 },
        WIDTH: { type: 'u32', value: 28 },
        CHANNELS: { type: 'u32', value: 1 },
        POSITIONS_Y: { type: 'u32', value: 14 },
        POSITIONS_X: { type: 'u32', value: 14 },
        TAPS_Y: { type: 'u32', value: 4 },
        TAPS_X: { type: 'u32', value: 4 },
        STEP_Y: { type: 'i32', value: 2 },
        STEP_X: { type: 'i32', value: 2 },
        FIRST_Y: { type: 'i32', value: -1 },
        FIRST_X: { type: 'i32', value: -1 },
        TAP_Y: { type: 'i32', value: 1 },
        TAP_X: { type: 'i32', value: 1 },
        DIVIDE_Y: { type: 'i32', value: 1 },
        DIVIDE_X: { type: 'i32', value: 1 },
      },
      slots: { load: 'matrix', product: 'direct_8x8' },
      workgroupSize: [8, 8, 1],
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
    example_squares: {
      code: `









const M: u32 = 128u;
const SIZE: u32 = 48u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> norms: array<vec4f>;
@group(1) @binding(1) var<storage, read_write> squares: array<f32>;

@compute @workgroup_size(64)
fn example_squares(
 @builtin(workgroup_id)a:vec3u,
 @builtin(local_invocation_index)b:u32,
){
 let c=a.x;
 var d=0.0;
 for(var e=b;e<SIZE/4u;e+=64u){
 let f=norms[c*(SIZE/4u)+e];
 d+=dot(f,f);
 }
 let g=sum64(d,b);
 if(b==0u){
 if(ACCUMULATE){
 squares[c]+=g;
 }else{
 squares[c]=g;
 }
 }
}` as string,
      imports: ['shared/sum64'],
      bindings: [
        { name: 'norms', access: 'read', element: 'f32', shape: ['M', 'SIZE'] },
        { name: 'squares', access: 'read_write', element: 'f32', shape: ['M'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        SIZE: { type: 'u32', value: 48 },
        ACCUMULATE: { type: 'bool', value: false },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 256,
      usesStep: false,
    },
    gradient_noise: {
      code: `
















const N: u32 = 400u;
const K: u32 = 784u;
const B: u32 = 400u;
const PLACE: u32 = 0u;
const SCALE: f32 = 1.0;

@group(1) @binding(0) var<storage, read> key: array<vec4u>;
@group(1) @binding(1) var<storage, read_write> dweight: array<vec4f>;
@group(1) @binding(2) var<storage, read_write> dbias: array<vec4f>;


const USE = 0u;

const K4 = (K + 7u) / 8u * 2u;
const B4 = (B + 7u) / 8u * 2u;
const WEIGHT4 = N * K4;
const WEIGHT_BLOCKS = (WEIGHT4 + 3u) / 4u;

struct Normals {
 a: vec4f,
 b: vec4f,
}


fn normals(a:vec4u,b:vec4u)->Normals{
 let c=vec4f(vec4u(a.xz,b.xz))*0x1p-32+0x1p-33;
 let d=sqrt(max(vec4f(),-2.0*log(c)));
 let e=(vec4f(vec4u(a.yw,b.yw)>>vec4u(9u))+0.5)*0x1p-23-0.5;
 let f=6.283185307179586*e;
 let g=d*cos(f);
 let h=d*sin(f);
 return Normals(vec4f(g.x,h.x,g.y,h.y),vec4f(g.z,h.z,g.w,h.w));
}

fn noisy(a:vec4f,b:vec4f)->vec4f{
 return SCALE*(a+step.noise_scale*b);
}

fn add_to_weight(a:u32,b:vec4f){
 if(a<WEIGHT4){
 dweight[a]=keep_columns(noisy(dweight[a],b),a%K4,K);
 }
}

fn add_to_bias(a:u32,b:vec4f){
 if(a<B4){
 dbias[a]=keep_columns(noisy(dbias[a],b),a,B);
 }
}

@compute @workgroup_size(64)
fn gradient_noise(
 @builtin(global_invocation_id)a:vec3u,
 @builtin(num_workgroups)b:vec3u,
){
 let c=linear_index(a,b,64u);
 if(c>=WEIGHT_BLOCKS+(B4+3u)/4u){
 return;
 }
 let d=chacha20(key[0],key[1],vec4u(c,step.data_counter,PLACE,USE));
 let e=normals(d.a,d.b);
 let f=normals(d.c,d.d);
 if(c<WEIGHT_BLOCKS){
 add_to_weight(4u*c,e.a);
 add_to_weight(4u*c+1u,e.b);
 add_to_weight(4u*c+2u,f.a);
 add_to_weight(4u*c+3u,f.b);
 }else{
 let g=4u*(c-WEIGHT_BLOCKS);
 add_to_bias(g,e.a);
 add_to_bias(g+1u,e.b);
 add_to_bias(g+2u,f.a);
 add_to_bias(g+3u,f.b);
 }
}` as string,
      imports: ['shared/chacha20', 'shared/columns', 'shared/linear', 'shared/step'],
      bindings: [
        { name: 'key', access: 'read', element: 'u32', shape: ['8'] },
        { name: 'dweight', access: 'read_write', element: 'f32', shape: ['N', 'K'] },
        { name: 'dbias', access: 'read_write', element: 'f32', shape: ['B'] },
      ],
      enables: [],
      constants: {
        N: { type: 'u32', value: 400 },
        K: { type: 'u32', value: 784 },
        B: { type: 'u32', value: 400 },
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
