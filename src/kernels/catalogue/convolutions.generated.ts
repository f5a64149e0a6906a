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
 let c=quotients(b,1.0/f32(OUT_CHANNELS));
 let d=quotients(c,1.0/f32(BLOCK_X));
 return BlockColumns(d,c-d*BLOCK_X,b-c*OUT_CHANNELS);
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
 let c=quotient(b,PER_CHANNEL);
 let d=quotient(c,PER_TAP);
 let e=a.y+BLOCK_Y*d;
 let f=a.x+BLOCK_X*(c-d*TAPS_X);
 let g=(e<vec4u(KERNEL_Y))&(f<vec4u(KERNEL_X));
 let h=(b-c*CHANNELS)*KERNEL_WIDTH;
 return select(
 vec4u(OUTSIDE),h+(e*KERNEL_X+f)*OUT_CHANNELS+a.channel,g,
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


struct Blocks {
 image: vec4u,
 y: vec4u,
 x: vec4u,
}

fn blocks(a:vec4u)->Blocks{
 let b=rows_of(a);
 let c=a-b*POSITIONS;
 let d=quotients(c,PER_POSITION);
 return Blocks(

 select(vec4u(OUTSIDE),b*OUT_WIDTH_ALL,b<vec4u(M)),
 BLOCK_Y*d-SHIFT_Y,BLOCK_X*(c-d*POSITIONS_X)-SHIFT_X,
 );
}


fn block_places(a:Blocks,b:u32,c:BlockColumns)->vec4u{
 let d=a.y[b]+c.y;
 let e=a.x[b]+c.x;

 let f=(d<vec4u(OUT_HEIGHT))&(e<vec4u(OUT_WIDTH))&(c.y<vec4u(BLOCK_Y))
 &vec4<bool>(a.image[b]!=OUTSIDE);
 let g=a.image[b]+(d*OUT_WIDTH+e)*OUT_CHANNELS+c.channel;
 return select(vec4u(OUTSIDE),g,f);
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

const PER_CHANNEL = 1.0 / f32(CHANNELS);
const PER_TAP = 1.0 / f32(TAPS_X);
const PER_POSITION = 1.0 / f32(POSITIONS_X);

const FEW_POSITIONS = M * POSITIONS < 2097152u;


struct Windows {
 image: vec4u,
 y: vec4i,
 x: vec4i,
}


fn windows(a:vec4u)->Windows{
 let b=rows_of(a);
 let c=a-b*POSITIONS;
 let d=quotients(c,PER_POSITION);
 let e=c-d*POSITIONS_X;
 let f=min(b,vec4u(M-1u));
 return Windows(
 vec4u(image_row(f.x),image_row(f.y),image_row(f.z),image_row(f.w)),
 STEP_Y*vec4i(d)+FIRST_Y,
 STEP_X*vec4i(e)+FIRST_X,
 );
}


fn rows_of(a:vec4u)->vec4u{
 if(FEW_POSITIONS){
 return quotients(a,1.0/f32(POSITIONS));
 }
 return a/POSITIONS;
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
 let c=quotient(b,4.0*PER_CHANNEL);
 let d=b-c*(CHANNELS/4u);
 let e=quotient(c,PER_TAP);
 let f=c-e*TAPS_X;
 let g=pixels_at(a.y+TAP_Y*i32(e),a.x+TAP_X*i32(f));
 return mat4x4f(
 pixel_vector(a.image.x,g.x,d),pixel_vector(a.image.y,g.y,d),
 pixel_vector(a.image.z,g.z,d),pixel_vector(a.image.w,g.w,d),
 );
 }
 let h=4u*b+vec4u(0u,1u,2u,3u);
 let i=quotients(h,PER_CHANNEL);
 let j=h-i*CHANNELS;
 let k=quotients(i,PER_TAP);
 let l=TAP_Y*vec4i(k);
 let m=TAP_X*vec4i(i-k*TAPS_X);
 var n:mat4x4f;
 for(var o=0u;o<4u;o++){
 let g=pixels_at(a.y[o]+l,a.x[o]+m);
 let p=a.image[o];
 n[o]=vec4f(
 pixel_value(p,g.x,j.x),pixel_value(p,g.y,j.y),
 pixel_value(p,g.z,j.z),pixel_value(p,g.w,j.w),
 );
 }
 return n;
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
    'shared/quotient': `



fn quotient(a:u32,b:f32)->u32{
 return u32(i32((f32(a)+0.5)*b));
}

fn quotients(a:vec4u,b:f32)->vec4u{
 return vec4u(vec4i((vec4f(a)+0.5)*b));
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
 let f=4u*a+vec4u(0u,1u,2u,3u);
 let g=rows_of(f);
 let h=g*Y_WIDTH+(f-g*POSITIONS)*N;
 for(var i=0u;i<2u;i++){
 let j=b+i;
 let k=bias[j];
 for(var l=0u;l<4u;l++){
 let m=activate(e[i][l]+k);
 for(var n=0u;n<4u;n++){
 if(g[l]<M&&4u*j+n<N){
 y[h[l]+4u*j+n]=m[n];
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
      imports: ['shared/patches', 'shared/quotient', 'shared/tiles'],
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
 let f=blocks(4u*a+vec4u(0u,1u,2u,3u));
 for(var g=0u;g<2u;g++){
 let h=block_columns(b+g);
 let i=channel_values(h.channel);
 for(var j=0u;j<4u;j++){
 let k=block_places(f,j,h);
 let l=activate(e[g][j]+i);
 for(var m=0u;m<4u;m++){
 if(k[m]!=OUTSIDE){
 y[k[m]]=l[m];
 }
 }
 }
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
      imports: ['shared/patches', 'shared/quotient', 'shared/blocks', 'shared/tiles'],
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
