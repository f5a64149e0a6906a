// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const convolutionsKernels = {
  modules: {
    'shared/blocks': `









const OUT_HEIGHT: u32 = 28u;
const OUT_WIDTH: u32 = 28u;
const OUT_CHANNELS: u32 = 1u;
const KERNEL_Y: u32 = 4u;
const KERNEL_X: u32 = 4u;
const BLOCK_Y: u32 = 2u;
const BLOCK_X: u32 = 2u;
const SHIFT_Y: u32 = 1u;
const SHIFT_X: u32 = 1u;

const BLOCK_VALUES = BLOCK_Y * BLOCK_X * OUT_CHANNELS;
const WHOLE_OUT_CHANNELS = OUT_CHANNELS % 4u == 0u;
const KERNEL_WIDTH = (KERNEL_Y * KERNEL_X * OUT_CHANNELS + 7u) / 8u * 8u;
const OUT_WIDTH_ALL = (OUT_HEIGHT * OUT_WIDTH * OUT_CHANNELS + 7u) / 8u * 8u;

const WHOLE_KERNEL = WHOLE_BLOCKS && PATCH % 8u == 0u && BLOCK_VALUES % 8u == 0u;
const WHOLE_BLOCKS = KERNEL_Y % BLOCK_Y == 0u && KERNEL_X % BLOCK_X == 0u;

const OUTSIDE = 0xffffffffu;


struct BlockColumns {
 y: vec4u,
 x: vec4u,
 channel: vec4u,
}

fn block_columns(a:u32)->BlockColumns{
 let b=4u*a+vec4u(0u,1u,2u,3u);
 let c=b/OUT_CHANNELS;
 let d=c/BLOCK_X;
 return BlockColumns(d,c-d*BLOCK_X,b-c*OUT_CHANNELS);
}


fn kernel_block(a:BlockColumns,b:u32)->mat4x4f{
 let c=kernel_places(a,4u*b);
 if(WHOLE_CHANNELS){
 return mat4x4f(
 kernel_vector(c,0u),kernel_vector(c,KERNEL_WIDTH),
 kernel_vector(c,2u*KERNEL_WIDTH),kernel_vector(c,3u*KERNEL_WIDTH),
 );
 }
 return mat4x4f(
 kernel_vector(c,0u),kernel_vector(kernel_places(a,4u*b+1u),0u),
 kernel_vector(kernel_places(a,4u*b+2u),0u),
 kernel_vector(kernel_places(a,4u*b+3u),0u),
 );
}


fn kernel_places(a:BlockColumns,b:u32)->vec4u{
 let c=b/CHANNELS;
 let d=c/TAPS_X;
 let e=a.y+BLOCK_Y*d;
 let f=a.x+BLOCK_X*(c-d*TAPS_X);
 let g=(e<vec4u(KERNEL_Y))&(f<vec4u(KERNEL_X));
 let h=(b-c*CHANNELS)*KERNEL_WIDTH;
 let i=h+(e*KERNEL_X+f)*OUT_CHANNELS+a.channel;
 return select(vec4u(OUTSIDE),i,g|vec4<bool>(WHOLE_KERNEL));
}

fn kernel_vector(a:vec4u,b:u32)->vec4f{
 if(WHOLE_KERNEL&&WHOLE_OUT_CHANNELS){
 return kernel_load((a.x+b)/4u);
 }
 let c=a!=vec4u(OUTSIDE);
 let d=select(vec4u(),a+b,c);
 if(WHOLE_OUT_CHANNELS){
 return select(vec4f(),kernel_load(d.x/4u),c.x);
 }
 let e=vec4f(
 kernel_load(d.x/4u)[d.x%4u],kernel_load(d.y/4u)[d.y%4u],
 kernel_load(d.z/4u)[d.z%4u],kernel_load(d.w/4u)[d.w%4u],
 );
 return select(vec4f(),e,c);
}


struct Blocks {
 image: vec4u,
 y: vec4u,
 x: vec4u,
}

fn blocks(a:vec4u)->Blocks{
 let b=a/POSITIONS;
 let c=a-b*POSITIONS;
 let d=c/POSITIONS_X;
 return Blocks(

 select(vec4u(OUTSIDE),b*OUT_WIDTH_ALL,b<vec4u(M)),
 BLOCK_Y*d-SHIFT_Y,BLOCK_X*(c-d*POSITIONS_X)-SHIFT_X,
 );
}


fn block_places(a:u32,b:u32,c:u32,d:BlockColumns)->vec4u{
 let e=b+d.y;
 let f=c+d.x;

 let g=(e<vec4u(OUT_HEIGHT))&(f<vec4u(OUT_WIDTH))&(d.y<vec4u(BLOCK_Y))
 &vec4<bool>(a!=OUTSIDE);
 let h=a+(e*OUT_WIDTH+f)*OUT_CHANNELS+d.channel;
 return select(vec4u(OUTSIDE),h,g);
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
    'shared/tiles': `


fn tile_of(a:vec3u,b:vec3u)->vec2u{
 let c=a.y*b.x+a.x;
 let d=(columns4()+TILE_COLUMNS4-1u)/TILE_COLUMNS4;
 return vec2u(c%d,c/d);
}` as string,
  },
  slots: {},
  kernels: {
    conv_forward: {
      code: `














const M: u32 = 128u;
const K: u32 = 784u;
const N: u32 = 32u;

@group(1) @binding(0) var<storage, read> weight: array<vec4f>;
@group(1) @binding(1) var<storage, read> bias: array<vec4f>;
@group(1) @binding(2) var<storage, read_write> y: array<f32>;

const INNER4 = (PATCH + 7u) / 8u * 2u;
const Y_WIDTH = (POSITIONS * N + 7u) / 8u * 8u;

fn image_row(a:u32)->u32{
 return x_row(a);
}

fn image_load(a:u32,b:u32)->vec4f{
 return x_load(a,b);
}

fn rows4()->u32{
 return(M*POSITIONS+7u)/8u*2u;
}

fn columns4()->u32{
 return(N+7u)/8u*2u;
}

fn left_start(a:u32)->Windows{
 return windows(4u*a+vec4u(0u,1u,2u,3u));
}

fn left_block(a:Windows,b:u32)->mat4x4f{
 return patch_block(a,b);
}

fn right_start(a:u32)->vec4u{
 return(4u*a+vec4u(0u,1u,2u,3u))*INNER4;
}

fn right_block(a:vec4u,b:u32)->mat4x4f{
 return transpose(mat4x4f(
 weight[a.x+b],weight[a.y+b],weight[a.z+b],weight[a.w+b],
 ));
}

fn emit(a:u32,b:u32,c:mat4x4f,d:mat4x4f){
 let e=4u*a+vec4u(0u,1u,2u,3u);
 let f=e/POSITIONS;
 let g=f*Y_WIDTH+(e-f*POSITIONS)*N;
 emit_columns(g,f,b,c);
 emit_columns(g,f,b+1u,d);
}

fn emit_columns(a:vec4u,b:vec4u,c:u32,d:mat4x4f){
 let e=bias[c];
 if(b.x<M){
 store_values(a.x,4u*c,activate(d[0]+e));
 }
 if(b.y<M){
 store_values(a.y,4u*c,activate(d[1]+e));
 }
 if(b.z<M){
 store_values(a.z,4u*c,activate(d[2]+e));
 }
 if(b.w<M){
 store_values(a.w,4u*c,activate(d[3]+e));
 }
}


fn store_values(a:u32,b:u32,c:vec4f){
 if(b<N){
 y[a+b]=c.x;
 }
 if(b+1u<N){
 y[a+b+1u]=c.y;
 }
 if(b+2u<N){
 y[a+b+2u]=c.z;
 }
 if(b+3u<N){
 y[a+b+3u]=c.w;
 }
}

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn conv_forward(
 @builtin(workgroup_id)a:vec3u,
 @builtin(num_workgroups)b:vec3u,
 @builtin(local_invocation_index)c:u32,
){
 let d=tile_of(a,b);

 if(d.y*TILE_ROWS4<rows4()){
 product(d,c);
 }
}` as string,
      imports: ['shared/patches', 'shared/tiles'],
      bindings: [
        {
          name: 'weight',
          access: 'read',
          element: 'f32',
          shape: ['N', 'TAPS_Y*TAPS_X*CHANNELS'],
        },
        { name: 'bias', access: 'read', element: 'f32', shape: ['N'] },
        {
          name: 'y',
          access: 'read_write',
          element: 'f32',
          shape: ['M', 'POSITIONS_Y*POSITIONS_X*N'],
        },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        K: { type: 'u32', value: 784 },
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
      slots: { load: 'matrix', activation: 'identity', product: 'direct_8x8' },
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: false,
    },
    conv_transpose_forward: {
      code: `















const M: u32 = 128u;
const K: u32 = 6272u;

@group(1) @binding(0) var<storage, read> weight: array<vec4f>;
@group(1) @binding(1) var<storage, read> bias: array<vec4f>;
@group(1) @binding(2) var<storage, read_write> y: array<f32>;

const INNER4 = (PATCH + 7u) / 8u * 2u;

fn image_row(a:u32)->u32{
 return x_row(a);
}

fn image_load(a:u32,b:u32)->vec4f{
 return x_load(a,b);
}

fn kernel_load(a:u32)->vec4f{
 return weight[a];
}

fn rows4()->u32{
 return(M*POSITIONS+7u)/8u*2u;
}

fn columns4()->u32{
 return(BLOCK_VALUES+7u)/8u*2u;
}

fn left_start(a:u32)->Windows{
 return windows(4u*a+vec4u(0u,1u,2u,3u));
}

fn left_block(a:Windows,b:u32)->mat4x4f{
 return patch_block(a,b);
}

fn right_start(a:u32)->BlockColumns{
 return block_columns(a);
}

fn right_block(a:BlockColumns,b:u32)->mat4x4f{
 return kernel_block(a,b);
}

fn emit(a:u32,b:u32,c:mat4x4f,d:mat4x4f){
 let e=blocks(4u*a+vec4u(0u,1u,2u,3u));
 emit_columns(e,block_columns(b),c);
 emit_columns(e,block_columns(b+1u),d);
}

fn emit_columns(a:Blocks,b:BlockColumns,c:mat4x4f){
 let d=channel_values(b.channel);
 store_values(block_places(a.image.x,a.y.x,a.x.x,b),activate(c[0]+d));
 store_values(block_places(a.image.y,a.y.y,a.x.y,b),activate(c[1]+d));
 store_values(block_places(a.image.z,a.y.z,a.x.z,b),activate(c[2]+d));
 store_values(block_places(a.image.w,a.y.w,a.x.w,b),activate(c[3]+d));
}

fn store_values(a:vec4u,b:vec4f){
 if(a.x!=OUTSIDE){
 y[a.x]=b.x;
 }
 if(a.y!=OUTSIDE){
 y[a.y]=b.y;
 }
 if(a.z!=OUTSIDE){
 y[a.z]=b.z;
 }
 if(a.w!=OUTSIDE){
 y[a.w]=b.w;
 }
}

fn channel_values(a:vec4u)->vec4f{
 if(WHOLE_OUT_CHANNELS){
 return bias[a.x/4u];
 }
 return vec4f(
 bias[a.x/4u][a.x%4u],bias[a.y/4u][a.y%4u],
 bias[a.z/4u][a.z%4u],bias[a.w/4u][a.w%4u],
 );
}

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn conv_transpose_forward(
 @builtin(workgroup_id)a:vec3u,
 @builtin(num_workgroups)b:vec3u,
 @builtin(local_invocation_index)c:u32,
){
 let d=tile_of(a,b);
 if(d.y*TILE_ROWS4<rows4()){
 product(d,c);
 }
}` as string,
      imports: ['shared/patches', 'shared/blocks', 'shared/tiles'],
      bindings: [
        {
          name: 'weight',
          access: 'read',
          element: 'f32',
          shape: ['CHANNELS', 'KERNEL_Y*KERNEL_X*OUT_CHANNELS'],
        },
        { name: 'bias', access: 'read', element: 'f32', shape: ['OUT_CHANNELS'] },
        {
          name: 'y',
          access: 'read_write',
          element: 'f32',
          shape: ['M', 'OUT_HEIGHT*OUT_WIDTH*OUT_CHANNELS'],
        },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        K: { type: 'u32', value: 6272 },
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
        OUT_HEIGHT: { type: 'u32', value: 28 },
        OUT_WIDTH: { type: 'u32', value: 28 },
        OUT_CHANNELS: { type: 'u32', value: 1 },
        KERNEL_Y: { type: 'u32', value: 4 },
        KERNEL_X: { type: 'u32', value: 4 },
        BLOCK_Y: { type: 'u32', value: 2 },
        BLOCK_X: { type: 'u32', value: 2 },
        SHIFT_Y: { type: 'u32', value: 1 },
        SHIFT_X: { type: 'u32', value: 1 },
      },
      slots: { load: 'matrix', activation: 'identity', product: 'direct_8x8' },
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: false,
    },
  },
} as const satisfies CataloguePart;
