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

const OUTSIDE = 0xffffffffu;


struct BlockColumns {
 y: vec4u,
 x: vec4u,
 channel: vec4u,
}

fn block_columns(a:u32)->BlockColumns{
 let b=4u*a+vec4u(0u,1u,2u,3u);
 let c=b/OUT_CHANNELS;
 return BlockColumns(c/BLOCK_X,c%BLOCK_X,b%OUT_CHANNELS);
}


fn kernel_block(a:BlockColumns,b:u32)->mat4x4f{
 var c:mat4x4f;
 if(WHOLE_CHANNELS){
 let d=kernel_places(a,4u*b);
 for(var e=0u;e<4u;e++){
 c[e]=kernel_vector(d,e*KERNEL_WIDTH);
 }
 }else{
 for(var e=0u;e<4u;e++){
 c[e]=kernel_vector(kernel_places(a,4u*b+e),0u);
 }
 }
 return c;
}


fn kernel_places(a:BlockColumns,b:u32)->vec4u{
 let c=b/CHANNELS;
 let d=a.y+BLOCK_Y*(c/TAPS_X);
 let e=a.x+BLOCK_X*(c%TAPS_X);
 let f=(d<vec4u(KERNEL_Y))&(e<vec4u(KERNEL_X));
 let g=b%CHANNELS*KERNEL_WIDTH;
 return select(
 vec4u(OUTSIDE),g+(d*KERNEL_X+e)*OUT_CHANNELS+a.channel,f,
 );
}

fn kernel_vector(a:vec4u,b:u32)->vec4f{
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


fn block_places(a:u32,b:u32)->vec4u{
 let c=block_columns(b);
 let d=a%POSITIONS;
 let e=BLOCK_Y*(d/POSITIONS_X)+c.y-SHIFT_Y;
 let f=BLOCK_X*(d%POSITIONS_X)+c.x-SHIFT_X;

 let g=(e<vec4u(OUT_HEIGHT))&(f<vec4u(OUT_WIDTH))&(c.y<vec4u(BLOCK_Y));
 let h=a/POSITIONS*OUT_WIDTH_ALL;
 let i=h+(e*OUT_WIDTH+f)*OUT_CHANNELS+c.channel;
 return select(vec4u(OUTSIDE),i,g&vec4<bool>(a<M*POSITIONS));
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
 let b=min(a/POSITIONS,vec4u(M-1u));
 let c=a%POSITIONS;
 return Windows(
 vec4u(image_row(b.x),image_row(b.y),image_row(b.z),image_row(b.w)),
 STEP_Y*vec4i(c/POSITIONS_X)+FIRST_Y,
 STEP_X*vec4i(c%POSITIONS_X)+FIRST_X,
 );
}


fn pixels_at(a:vec4i,b:vec4i)->vec4u{
 var c=(a>=vec4i())&(b>=vec4i());
 if(DIVIDE_Y>1){
 c&=a%DIVIDE_Y==vec4i();
 }
 if(DIVIDE_X>1){
 c&=b%DIVIDE_X==vec4i();
 }
 let d=vec4u(a/DIVIDE_Y);
 let e=vec4u(b/DIVIDE_X);
 c&=(d<vec4u(HEIGHT))&(e<vec4u(WIDTH));
 return select(vec4u(HEIGHT*WIDTH),d*WIDTH+e,c);
}


fn patch_block(a:Windows,b:u32)->mat4x4f{
 if(WHOLE_CHANNELS){
 let c=4u*b/CHANNELS;
 let d=pixels_at(
 a.y+TAP_Y*i32(c/TAPS_X),a.x+TAP_X*i32(c%TAPS_X),
 );
 let e=4u*b%CHANNELS/4u;
 return mat4x4f(
 pixel_vector(a.image.x,d.x,e),pixel_vector(a.image.y,d.y,e),
 pixel_vector(a.image.z,d.z,e),pixel_vector(a.image.w,d.w,e),
 );
 }
 let f=4u*b+vec4u(0u,1u,2u,3u);
 let g=f/CHANNELS;
 let h=f%CHANNELS;
 let i=TAP_Y*vec4i(g/TAPS_X);
 let j=TAP_X*vec4i(g%TAPS_X);
 var k:mat4x4f;
 for(var l=0u;l<4u;l++){
 let d=pixels_at(a.y[l]+i,a.x[l]+j);
 let m=a.image[l];
 k[l]=vec4f(
 pixel_value(m,d.x,h.x),pixel_value(m,d.y,h.y),
 pixel_value(m,d.z,h.z),pixel_value(m,d.w,h.w),
 );
 }
 return k;
}

fn pixel_vector(a:u32,b:u32,c:u32)->vec4f{
 let d=b<HEIGHT*WIDTH;
 return select(vec4f(),image_load(a,select(0u,b*(CHANNELS/4u)+c,d)),d);
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
 var e=array<mat4x4f,2>(c,d);
 for(var f=0u;f<4u;f++){
 let g=4u*a+f;
 if(g>=M*POSITIONS){
 return;
 }
 let h=g/POSITIONS*Y_WIDTH+g%POSITIONS*N;
 for(var i=0u;i<2u;i++){
 let j=b+i;
 let k=activate(e[i][f]+bias[j]);
 for(var l=0u;l<4u;l++){
 if(4u*j+l<N){
 y[h+4u*j+l]=k[l];
 }
 }
 }
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
 var e=array<mat4x4f,2>(c,d);
 for(var f=0u;f<2u;f++){
 let g=channel_values(b+f);
 for(var h=0u;h<4u;h++){
 let i=block_places(4u*a+h,b+f);
 let j=activate(e[f][h]+g);
 for(var k=0u;k<4u;k++){
 if(i[k]!=OUTSIDE){
 y[i[k]]=j[k];
 }
 }
 }
 }
}

fn channel_values(a:u32)->vec4f{
 let b=block_columns(a).channel;
 if(WHOLE_OUT_CHANNELS){
 return bias[b.x/4u];
 }
 return vec4f(
 bias[b.x/4u][b.x%4u],bias[b.y/4u][b.y%4u],
 bias[b.z/4u][b.z%4u],bias[b.w/4u][b.w%4u],
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
