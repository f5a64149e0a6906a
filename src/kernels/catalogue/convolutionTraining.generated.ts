// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const convolutionTrainingKernels = {
  modules: {
    'shared/blocks': `
















const OUT_HEIGHT: u32 = 28u;
const OUT_WIDTH: u32 = 28u;
const OUT_CHANNELS: u32 = 1u;
const KERNEL_Y: u32 = 4u;
const KERNEL_X: u32 = 4u;
const BLOCK_Y: u32 = 2u;
const BLOCK_X: u32 = 2u;

const PHASES_Y: u32 = 1u;
const PHASES_X: u32 = 1u;
const SHIFT_Y: u32 = 1u;
const SHIFT_X: u32 = 1u;


const STRIDE_Y = BLOCK_Y * PHASES_Y;
const STRIDE_X = BLOCK_X * PHASES_X;
const PHASES = PHASES_Y * PHASES_X;
const BLOCK_VALUES = BLOCK_Y * BLOCK_X * OUT_CHANNELS;

const WHOLE_COLUMNS = OUT_CHANNELS % 4u == 0u;

const WHOLE_RESULTS = OUT_CHANNELS % 4u == 0u;

const TWO_HALVES = BLOCK_VALUES > 4u;
const KERNEL_WIDTH = (KERNEL_Y * KERNEL_X * OUT_CHANNELS + 7u) / 8u * 8u;
const IMAGE_WIDTH = (OUT_HEIGHT * OUT_WIDTH * OUT_CHANNELS + 7u) / 8u * 8u;

const WHOLE_KERNEL = WHOLE_BLOCKS && PATCH % 8u == 0u && BLOCK_VALUES % 8u == 0u;
const WHOLE_BLOCKS = KERNEL_Y % STRIDE_Y == 0u && KERNEL_X % STRIDE_X == 0u;


var<private> phase_y: u32;
var<private> phase_x: u32;



fn tile_in_phase(a:vec3u,b:vec3u)->vec2u{
 let c=tile_of(a,b);
 let d=c.y%PHASES;
 phase_y=d/PHASES_X;
 phase_x=d%PHASES_X;
 return vec2u(c.x,c.y/PHASES);
}

fn first_block_y()->u32{
 return select(0u,1u,(PHASES_Y>1u)&(phase_y<SHIFT_Y));
}

fn first_block_x()->u32{
 return select(0u,1u,(PHASES_X>1u)&(phase_x<SHIFT_X));
}

fn left_start(a:u32)->Windows{
 let b=windows(4u*a+vec4u(0u,1u,2u,3u));
 return Windows(b.image,b.y+i32(first_block_y()),b.x+i32(first_block_x()));
}

fn columns4()->u32{
 return(BLOCK_VALUES+7u)/8u*2u;
}

fn right_start(a:u32)->BlockColumns{
 return block_columns(a);
}

fn right_block(a:BlockColumns,b:u32)->mat4x4f{
 return kernel_block(a,b);
}


struct BlockColumns {
 y: vec4u,
 x: vec4u,
 channel: vec4u,
}

fn block_columns(a:u32)->BlockColumns{
 let b=4u*a+vec4u(0u,1u,2u,3u);
 let c=b/OUT_CHANNELS;
 let d=c/BLOCK_X;
 return BlockColumns(
 phase_y+d,phase_x+c-d*BLOCK_X,b-c*OUT_CHANNELS,
 );
}


fn kernel_block(a:BlockColumns,b:u32)->mat4x4f{
 let places=kernel_places(a,4u*b);
 if(WHOLE_CHANNELS){
 return mat4x4f(
 kernel_vector(places,0u),kernel_vector(places,KERNEL_WIDTH),
 kernel_vector(places,2u*KERNEL_WIDTH),kernel_vector(places,3u*KERNEL_WIDTH),
 );
 }
 return mat4x4f(
 kernel_vector(places,0u),kernel_vector(kernel_places(a,4u*b+1u),0u),
 kernel_vector(kernel_places(a,4u*b+2u),0u),
 kernel_vector(kernel_places(a,4u*b+3u),0u),
 );
}


fn kernel_places(a:BlockColumns,b:u32)->vec4u{
 let c=b/CHANNELS;
 let d=c/TAPS_X;
 let e=a.y+STRIDE_Y*d;
 let f=a.x+STRIDE_X*(c-d*TAPS_X);
 let g=(e<vec4u(KERNEL_Y))&(f<vec4u(KERNEL_X));
 let h=(b-c*CHANNELS)*KERNEL_WIDTH;
 let places=h+(e*KERNEL_X+f)*OUT_CHANNELS+a.channel;
 return select(vec4u(OUTSIDE),places,g|vec4<bool>(WHOLE_KERNEL));
}

fn kernel_vector(places:vec4u,a:u32)->vec4f{
 if(WHOLE_KERNEL&&WHOLE_COLUMNS){
 return weight_load((places.x+a)/4u);
 }
 let b=places!=vec4u(OUTSIDE);
 let c=select(vec4u(),places+a,b);
 if(WHOLE_COLUMNS){
 return select(vec4f(),weight_load(c.x/4u),b.x);
 }
 let d=vec4f(
 weight_load(c.x/4u)[c.x%4u],weight_load(c.y/4u)[c.y%4u],
 weight_load(c.z/4u)[c.z%4u],weight_load(c.w/4u)[c.w%4u],
 );
 return select(vec4f(),d,b);
}



struct Results {
 row: vec4u,
 position: vec4u,
 start: vec4u,
 y: vec4u,
 x: vec4u,
}

fn results(a:u32)->Results{
 let b=4u*a+vec4u(0u,1u,2u,3u);
 let c=b/POSITIONS;
 let d=b-c*POSITIONS;
 let e=d/POSITIONS_X;
 return Results(
 c,d*PHASES+phase_y*PHASES_X+phase_x,
 select(vec4u(OUTSIDE),c*IMAGE_WIDTH,c<vec4u(M)),
 STRIDE_Y*(first_block_y()+e)-SHIFT_Y,
 STRIDE_X*(first_block_x()+d-e*POSITIONS_X)-SHIFT_X,
 );
}


fn result_channels(a:u32)->vec4u{
 return block_columns(a).channel;
}

fn places(a:Results,b:u32)->Places{
 let c=block_columns(b);
 return Places(
 block_places(a.start.x,a.y.x,a.x.x,c),block_places(a.start.y,a.y.y,a.x.y,c),
 block_places(a.start.z,a.y.z,a.x.z,c),block_places(a.start.w,a.y.w,a.x.w,c),
 );
}

fn block_places(a:u32,b:u32,c:u32,d:BlockColumns)->vec4u{
 let e=b+d.y;
 let f=c+d.x;

 let g=(e<vec4u(OUT_HEIGHT))&(f<vec4u(OUT_WIDTH))&(d.y<vec4u(phase_y+BLOCK_Y))
 &vec4<bool>(a!=OUTSIDE);
 return select(vec4u(OUTSIDE),a+(e*OUT_WIDTH+f)*OUT_CHANNELS+d.channel,g);
}` as string,
    'shared/channel_bias': `


fn channel_bias(a:u32)->vec4f{
 let b=result_channels(a);
 if(WHOLE_COLUMNS){
 return bias_load(b.x/4u);
 }
 return vec4f(
 bias_load(b.x/4u)[b.x%4u],bias_load(b.y/4u)[b.y%4u],
 bias_load(b.z/4u)[b.z%4u],bias_load(b.w/4u)[b.w%4u],
 );
}` as string,
    'shared/image_columns': `


fn emit(a:u32,b:u32,c:mat4x4f,d:mat4x4f){
 let e=results(a);
 emit_columns(e,b,c);
 if(TWO_HALVES){
 emit_columns(e,b+1u,d);
 }
}` as string,
    'shared/image_gradient': `




fn emit_columns(a:Results,b:u32,c:mat4x4f){
 let d=places(a,b);
 store_values(d.first,c[0]*derivative(d.first));
 store_values(d.second,c[1]*derivative(d.second));
 store_values(d.third,c[2]*derivative(d.third));
 store_values(d.fourth,c[3]*derivative(d.fourth));
}


fn derivative(a:vec4u)->vec4f{
 if(WHOLE_RESULTS){
 return activation_gradient(select(0u,a.x,a.x!=OUTSIDE)/4u);
 }
 let b=select(vec4u(),a,a!=vec4u(OUTSIDE));
 return vec4f(
 activation_gradient(b.x/4u)[b.x%4u],activation_gradient(b.y/4u)[b.y%4u],
 activation_gradient(b.z/4u)[b.z%4u],activation_gradient(b.w/4u)[b.w%4u],
 );
}` as string,
    'shared/image_likelihood': `











const RING: u32 = 32u;
const PARTS: u32 = 225u;


const K4 = IMAGE_WIDTH / 4u;
const TERMS_WIDTH = (M + 7u) / 8u * 8u;

fn emit(a:u32,b:u32,c:mat4x4f,d:mat4x4f){
 let e=results(a);
 var f=emit_columns(e,b,c);
 if(TWO_HALVES){
 f+=emit_columns(e,b+1u,d);
 }
 let g=e.position*(columns4()/2u)+b/2u;
 emit_term(e.row.x,g.x,f.x);
 emit_term(e.row.y,g.y,f.y);
 emit_term(e.row.z,g.z,f.z);
 emit_term(e.row.w,g.w,f.w);
}

fn emit_term(a:u32,b:u32,c:f32){
 if(a<M){
 store_term(
 ((step.ring_slot%RING)*PARTS+b)*TERMS_WIDTH+a,
 select(0.0,c,row_counts(a)),
 );
 }
}

fn emit_columns(a:Results,b:u32,c:mat4x4f)->vec4f{
 let d=channel_bias(b);
 let e=places(a,b);
 return vec4f(
 emit_values(a.row.x,e.first,c[0]+d),emit_values(a.row.y,e.second,c[1]+d),
 emit_values(a.row.z,e.third,c[2]+d),emit_values(a.row.w,e.fourth,c[3]+d),
 );
}


fn emit_values(a:u32,b:vec4u,c:vec4f)->f32{
 let d=b!=vec4u(OUTSIDE);
 let e=select(vec4u(),b-a*IMAGE_WIDTH,d);
 let f=targets(x_row(a/SAMPLES),e);
 store_values(b,loss_weight(a)*likelihood_gradient(a,e.x/4u,c,f));
 let g=select(vec4f(),likelihood_loss(a,e.x/4u,c,f),d);
 return g.x+g.y+g.z+g.w;
}

fn targets(a:u32,b:vec4u)->vec4f{
 if(WHOLE_RESULTS){
 return x_load(a,b.x/4u);
 }
 return vec4f(
 x_load(a,b.x/4u)[b.x%4u],x_load(a,b.y/4u)[b.y%4u],
 x_load(a,b.z/4u)[b.z%4u],x_load(a,b.w/4u)[b.w%4u],
 );
}` as string,
    'shared/image_values': `



const OUTSIDE = 0xffffffffu;



struct Places {
 first: vec4u,
 second: vec4u,
 third: vec4u,
 fourth: vec4u,
}

fn store_values(a:vec4u,b:vec4f){
 if(WHOLE_RESULTS){
 if(a.x!=OUTSIDE){
 store(a.x,b.x);
 store(a.x+1u,b.y);
 store(a.x+2u,b.z);
 store(a.x+3u,b.w);
 }
 return;
 }
 if(a.x!=OUTSIDE){
 store(a.x,b.x);
 }
 if(a.y!=OUTSIDE){
 store(a.y,b.y);
 }
 if(a.z!=OUTSIDE){
 store(a.z,b.z);
 }
 if(a.w!=OUTSIDE){
 store(a.w,b.w);
 }
}` as string,
    'shared/optimizer': `










const CLIP_VALUE: f32 = 0.0;

struct OptimizerState {
 w: vec4f,
 m: vec4f,
 v: vec4f,
}

fn clip_value(a:vec4f)->vec4f{
 if(CLIP_VALUE==0.0){
 return a;
 }
 return clamp(a,vec4f(-CLIP_VALUE),vec4f(CLIP_VALUE));
}



fn optimizer_finite(a:OptimizerState,b:vec4f)->bool{
 return all_finite(b)&&all_finite(a.v)&&all_finite(a.w);
}` as string,
    'shared/optimizer_scalars': `




const GROUP: u32 = 0u;


fn step_size()->f32{
 return step.optimizers[GROUP].x;
}


fn bias_correction2_sqrt()->f32{
 return step.optimizers[GROUP].y;
}


fn decay()->f32{
 return step.optimizers[GROUP].z;
}` as string,
    'shared/parts': `

const PARTS: u32 = 49u;
const SIZE: u32 = 576u;


fn parts_sum(a:u32)->vec4f{
 var b=vec4f();
 for(var c=0u;c<PARTS;c++){
 b+=part_load(c*(SIZE/4u)+a);
 }
 return b;
}` as string,
    'shared/patch_rows': `




const INNER4 = (PATCH + 7u) / 8u * 2u;

fn rows4()->u32{
 return(M*POSITIONS+7u)/8u*2u;
}

fn left_block(a:Windows,b:u32)->mat4x4f{
 return patch_block(a,b);
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
    'shared/pixels': `






const N: u32 = 32u;

const IMAGE_WIDTH = (POSITIONS * N + 7u) / 8u * 8u;

const WHOLE_COLUMNS = true;

const WHOLE_RESULTS = N % 4u == 0u;

const TWO_HALVES = N > 4u;

fn columns4()->u32{
 return(N+7u)/8u*2u;
}

fn left_start(a:u32)->Windows{
 return windows(4u*a+vec4u(0u,1u,2u,3u));
}

fn right_start(a:u32)->vec4u{
 return(4u*a+vec4u(0u,1u,2u,3u))*INNER4;
}

fn right_block(a:vec4u,b:u32)->mat4x4f{
 return transpose(mat4x4f(
 weight_load(a.x+b),weight_load(a.y+b),
 weight_load(a.z+b),weight_load(a.w+b),
 ));
}


struct Results {
 row: vec4u,
 position: vec4u,
 start: vec4u,
}

fn results(a:u32)->Results{
 let b=4u*a+vec4u(0u,1u,2u,3u);
 let c=b/POSITIONS;
 let d=b-c*POSITIONS;
 return Results(c,d,select(vec4u(OUTSIDE),c*IMAGE_WIDTH+d*N,c<vec4u(M)));
}


fn result_channels(a:u32)->vec4u{
 return 4u*a+vec4u(0u,1u,2u,3u);
}

fn places(a:Results,b:u32)->Places{
 let c=result_channels(b);
 return Places(
 channel_places(a.start.x,c),channel_places(a.start.y,c),
 channel_places(a.start.z,c),channel_places(a.start.w,c),
 );
}

fn channel_places(a:u32,b:vec4u)->vec4u{
 if(WHOLE_RESULTS){

 return vec4u(select(OUTSIDE,a+b.x,(b.x<N)&(a!=OUTSIDE)));
 }
 let c=(b<vec4u(N))&vec4<bool>(a!=OUTSIDE);
 return select(vec4u(OUTSIDE),a+b,c);
}` as string,
    'shared/tiles': `


fn tile_of(a:vec3u,b:vec3u)->vec2u{
 let c=a.y*b.x+a.x;
 let d=(columns4()+TILE_COLUMNS4-1u)/TILE_COLUMNS4;
 return vec2u(c%d,c/d);
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
    bias_parts: {
      code: `











const M: u32 = 128u;
const PIXELS: u32 = 196u;
const N: u32 = 32u;
const PARTS: u32 = 49u;
const SIZE: u32 = 576u;
const FIRST: u32 = 512u;

@group(1) @binding(0) var<storage, read> dy: array<vec4f>;
@group(1) @binding(1) var<storage, read_write> parts: array<vec4f>;

const WIDTH = (PIXELS * N + 7u) / 8u * 8u;
const ALL = M * PIXELS;
const SPAN = (ALL + PARTS - 1u) / PARTS;
const N4 = (N + 3u) / 4u;

const SPREAD = min(N4, 64u);
const LANES = 64u / SPREAD;
const TURNS = (SPAN + LANES - 1u) / LANES;

const WHOLE = N % 4u == 0u;

var<workgroup> sums: array<vec4f, 64>;


fn values_at(a:u32)->vec4f{
 if(WHOLE){
 return dy[a/4u];
 }
 return vec4f(value_at(a),value_at(a+1u),value_at(a+2u),value_at(a+3u));
}

fn value_at(a:u32)->f32{
 let b=min(a,M*WIDTH-1u);
 return dy[b/4u][b%4u];
}

@compute @workgroup_size(64)
fn bias_parts(
 @builtin(workgroup_id)a:vec3u,
 @builtin(local_invocation_index)b:u32,
){
 let c=a.y;
 let d=a.x*SPREAD+b%SPREAD;
 let e=min((c+1u)*SPAN,ALL);
 var f=vec4f();
 for(var g=0u;g<TURNS;g++){
 let h=c*SPAN+g*LANES+b/SPREAD;
 if(b/SPREAD<LANES&&h<e&&d<N4){
 f+=values_at(h/PIXELS*WIDTH+h%PIXELS*N+4u*d);
 }
 }
 sums[b]=f;
 workgroupBarrier();
 let i=(c*SIZE+FIRST)/4u;
 if(b<SPREAD&&d<N4){
 var j=vec4f();
 for(var k=0u;k<LANES;k++){
 j+=sums[k*SPREAD+b];
 }
 parts[i+d]=keep_columns(j,d,N);
 }

 if(a.x==0u&&N4+b<(SIZE-FIRST)/4u){
 parts[i+N4+b]=vec4f();
 }
}` as string,
      imports: ['shared/columns'],
      bindings: [
        { name: 'dy', access: 'read', element: 'f32', shape: ['M', 'PIXELS*N'] },
        { name: 'parts', access: 'read_write', element: 'f32', shape: ['PARTS', 'SIZE'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        PIXELS: { type: 'u32', value: 196 },
        N: { type: 'u32', value: 32 },
        PARTS: { type: 'u32', value: 49 },
        SIZE: { type: 'u32', value: 576 },
        FIRST: { type: 'u32', value: 512 },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 1024,
      usesStep: false,
    },
    conv_backward_input: {
      code: `














const M: u32 = 128u;
const K: u32 = 784u;
const OUTPUT: u32 = 6272u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> dy: array<vec4f>;
@group(1) @binding(1) var<storage, read> weight: array<vec4f>;
@group(1) @binding(2) var<storage, read_write> dx: array<f32>;

fn image_row(a:u32)->u32{
 return a*((OUTPUT+7u)/8u*2u);
}

fn image_load(a:u32,b:u32)->vec4f{
 return dy[a+b];
}

fn weight_load(a:u32)->vec4f{
 return weight[a];
}

fn store(a:u32,b:f32){
 if(ACCUMULATE){
 dx[a]+=b;
 }else{
 dx[a]=b;
 }
}

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn conv_backward_input(
 @builtin(workgroup_id)a:vec3u,
 @builtin(num_workgroups)b:vec3u,
 @builtin(local_invocation_index)c:u32,
){
 let d=tile_in_phase(a,b);

 if(d.y*TILE_ROWS4<rows4()){
 product(d,c);
 }
}` as string,
      imports: [
        'shared/blocks',
        'shared/patch_rows',
        'shared/patches',
        'shared/tiles',
        'shared/image_gradient',
        'shared/image_columns',
        'shared/image_values',
      ],
      bindings: [
        { name: 'dy', access: 'read', element: 'f32', shape: ['M', 'OUTPUT'] },
        {
          name: 'weight',
          access: 'read',
          element: 'f32',
          shape: ['CHANNELS', 'KERNEL_Y*KERNEL_X*OUT_CHANNELS'],
        },
        { name: 'dx', access: 'read_write', element: 'f32', shape: ['M', 'K'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        K: { type: 'u32', value: 784 },
        OUTPUT: { type: 'u32', value: 6272 },
        ACCUMULATE: { type: 'bool', value: false },
        OUT_HEIGHT: { type: 'u32', value: 28 },
        OUT_WIDTH: { type: 'u32', value: 28 },
        OUT_CHANNELS: { type: 'u32', value: 1 },
        KERNEL_Y: { type: 'u32', value: 4 },
        KERNEL_X: { type: 'u32', value: 4 },
        BLOCK_Y: { type: 'u32', value: 2 },
        BLOCK_X: { type: 'u32', value: 2 },
        PHASES_Y: { type: 'u32', value: 1 },
        PHASES_X: { type: 'u32', value: 1 },
        SHIFT_Y: { type: 'u32', value: 1 },
        SHIFT_X: { type: 'u32', value: 1 },
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
      slots: { activation_gradient: 'identity', product: 'direct_8x8' },
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: false,
    },
    conv_backward_weight: {
      code: `


















const M: u32 = 128u;
const K: u32 = 784u;
const PARTS: u32 = 49u;
const SPAN: u32 = 512u;
const SIZE: u32 = 576u;

@group(1) @binding(0) var<storage, read> vectors: array<vec4f>;
@group(1) @binding(1) var<storage, read_write> parts: array<vec4f>;

const INNER4 = SPAN / 4u;

var<private> part: u32;

fn image_row(a:u32)->u32{
 return x_row(a);
}

fn image_load(a:u32,b:u32)->vec4f{
 return x_load(a,b);
}

fn vector_load(a:u32)->vec4f{
 return vectors[a];
}

fn first_position()->u32{
 return part*SPAN;
}

fn end_row()->u32{
 return M;
}

fn emit(a:u32,b:u32,c:mat4x4f,d:mat4x4f){
 emit_columns(a,4u*b,transpose(c));
 emit_columns(a,4u*b+4u,transpose(d));
}


fn emit_columns(a:u32,b:u32,c:mat4x4f){
 let d=part*(SIZE/4u)+b*PATCH4+a;
 parts[d]=keep_columns(c[0],a,PATCH);
 parts[d+PATCH4]=keep_columns(c[1],a,PATCH);
 parts[d+2u*PATCH4]=keep_columns(c[2],a,PATCH);
 parts[d+3u*PATCH4]=keep_columns(c[3],a,PATCH);
}

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn conv_backward_weight(
 @builtin(workgroup_id)a:vec3u,
 @builtin(num_workgroups)b:vec3u,
 @builtin(local_invocation_index)c:u32,
){
 let d=a.y*b.x+a.x;
 let e=(columns4()+TILE_COLUMNS4-1u)/TILE_COLUMNS4;
 let f=(rows4()+TILE_ROWS4-1u)/TILE_ROWS4;
 let g=d/(e*f);

 if(g<PARTS){
 part=g;
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
        { name: 'parts', access: 'read_write', element: 'f32', shape: ['PARTS', 'SIZE'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        K: { type: 'u32', value: 784 },
        PARTS: { type: 'u32', value: 49 },
        SPAN: { type: 'u32', value: 512 },
        SIZE: { type: 'u32', value: 576 },
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
    conv_likelihood: {
      code: `

















const M: u32 = 128u;
const K: u32 = 196u;
const INPUT: u32 = 784u;

@group(1) @binding(0) var<storage, read> h: array<vec4f>;
@group(1) @binding(1) var<storage, read> weight: array<vec4f>;
@group(1) @binding(2) var<storage, read> bias: array<vec4f>;
@group(1) @binding(3) var<storage, read_write> terms: array<f32>;
@group(1) @binding(4) var<storage, read_write> doutputs: array<f32>;

fn image_row(a:u32)->u32{
 return a*((INPUT+7u)/8u*2u);
}

fn image_load(a:u32,b:u32)->vec4f{
 return h[a+b];
}

fn weight_load(a:u32)->vec4f{
 return weight[a];
}

fn bias_load(a:u32)->vec4f{
 return bias[a];
}

fn store(a:u32,b:f32){
 doutputs[a]=b;
}

fn store_term(a:u32,b:f32){
 terms[a]=b;
}

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn conv_likelihood(
 @builtin(workgroup_id)a:vec3u,
 @builtin(num_workgroups)b:vec3u,
 @builtin(local_invocation_index)c:u32,
){
 let d=tile_of(a,b);

 if(d.y*TILE_ROWS4<rows4()){
 product(d,c);
 }
}` as string,
      imports: [
        'shared/pixels',
        'shared/patch_rows',
        'shared/patches',
        'shared/image_likelihood',
        'shared/channel_bias',
        'shared/image_values',
        'shared/loss_weight',
        'shared/samples',
        'shared/step',
        'shared/tiles',
      ],
      bindings: [
        { name: 'h', access: 'read', element: 'f32', shape: ['M', 'INPUT'] },
        {
          name: 'weight',
          access: 'read',
          element: 'f32',
          shape: ['N', 'TAPS_Y*TAPS_X*CHANNELS'],
        },
        { name: 'bias', access: 'read', element: 'f32', shape: ['N'] },
        {
          name: 'terms',
          access: 'read_write',
          element: 'f32',
          shape: ['RING', 'PARTS', 'M'],
        },
        { name: 'doutputs', access: 'read_write', element: 'f32', shape: ['M', 'K'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        K: { type: 'u32', value: 196 },
        INPUT: { type: 'u32', value: 784 },
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
        RING: { type: 'u32', value: 32 },
        PARTS: { type: 'u32', value: 225 },
        TERM: { type: 'u32', value: 0 },
        SAMPLES: { type: 'u32', value: 1 },
      },
      slots: { load: 'matrix', likelihood: 'bernoulli', product: 'direct_8x8' },
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    conv_transpose_backward_input: {
      code: `















const M: u32 = 128u;
const K: u32 = 784u;
const OUTPUT: u32 = 784u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> dy: array<vec4f>;
@group(1) @binding(1) var<storage, read> weight: array<vec4f>;
@group(1) @binding(2) var<storage, read_write> dx: array<f32>;

fn image_row(a:u32)->u32{
 return a*((OUTPUT+7u)/8u*2u);
}

fn image_load(a:u32,b:u32)->vec4f{
 return dy[a+b];
}

fn weight_load(a:u32)->vec4f{
 return weight[a];
}

fn store(a:u32,b:f32){
 if(ACCUMULATE){
 dx[a]+=b;
 }else{
 dx[a]=b;
 }
}

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn conv_transpose_backward_input(
 @builtin(workgroup_id)a:vec3u,
 @builtin(num_workgroups)b:vec3u,
 @builtin(local_invocation_index)c:u32,
){
 let d=tile_of(a,b);

 if(d.y*TILE_ROWS4<rows4()){
 product(d,c);
 }
}` as string,
      imports: [
        'shared/pixels',
        'shared/patch_rows',
        'shared/patches',
        'shared/image_gradient',
        'shared/image_columns',
        'shared/image_values',
        'shared/tiles',
      ],
      bindings: [
        { name: 'dy', access: 'read', element: 'f32', shape: ['M', 'OUTPUT'] },
        {
          name: 'weight',
          access: 'read',
          element: 'f32',
          shape: ['N', 'TAPS_Y*TAPS_X*CHANNELS'],
        },
        { name: 'dx', access: 'read_write', element: 'f32', shape: ['M', 'K'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        K: { type: 'u32', value: 784 },
        OUTPUT: { type: 'u32', value: 784 },
        ACCUMULATE: { type: 'bool', value: false },
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
      slots: { activation_gradient: 'identity', product: 'direct_8x8' },
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: false,
    },
    conv_transpose_likelihood: {
      code: `

















const M: u32 = 128u;
const K: u32 = 784u;
const INPUT: u32 = 6272u;

@group(1) @binding(0) var<storage, read> h: array<vec4f>;
@group(1) @binding(1) var<storage, read> weight: array<vec4f>;
@group(1) @binding(2) var<storage, read> bias: array<vec4f>;
@group(1) @binding(3) var<storage, read_write> terms: array<f32>;
@group(1) @binding(4) var<storage, read_write> doutputs: array<f32>;

fn image_row(a:u32)->u32{
 return a*((INPUT+7u)/8u*2u);
}

fn image_load(a:u32,b:u32)->vec4f{
 return h[a+b];
}

fn weight_load(a:u32)->vec4f{
 return weight[a];
}

fn bias_load(a:u32)->vec4f{
 return bias[a];
}

fn store(a:u32,b:f32){
 doutputs[a]=b;
}

fn store_term(a:u32,b:f32){
 terms[a]=b;
}

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn conv_transpose_likelihood(
 @builtin(workgroup_id)a:vec3u,
 @builtin(num_workgroups)b:vec3u,
 @builtin(local_invocation_index)c:u32,
){
 let d=tile_in_phase(a,b);

 if(d.y*TILE_ROWS4<rows4()){
 product(d,c);
 }
}` as string,
      imports: [
        'shared/blocks',
        'shared/patch_rows',
        'shared/patches',
        'shared/tiles',
        'shared/image_likelihood',
        'shared/channel_bias',
        'shared/image_values',
        'shared/loss_weight',
        'shared/samples',
        'shared/step',
      ],
      bindings: [
        { name: 'h', access: 'read', element: 'f32', shape: ['M', 'INPUT'] },
        {
          name: 'weight',
          access: 'read',
          element: 'f32',
          shape: ['CHANNELS', 'KERNEL_Y*KERNEL_X*OUT_CHANNELS'],
        },
        { name: 'bias', access: 'read', element: 'f32', shape: ['OUT_CHANNELS'] },
        {
          name: 'terms',
          access: 'read_write',
          element: 'f32',
          shape: ['RING', 'PARTS', 'M'],
        },
        { name: 'doutputs', access: 'read_write', element: 'f32', shape: ['M', 'K'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        K: { type: 'u32', value: 784 },
        INPUT: { type: 'u32', value: 6272 },
        OUT_HEIGHT: { type: 'u32', value: 28 },
        OUT_WIDTH: { type: 'u32', value: 28 },
        OUT_CHANNELS: { type: 'u32', value: 1 },
        KERNEL_Y: { type: 'u32', value: 4 },
        KERNEL_X: { type: 'u32', value: 4 },
        BLOCK_Y: { type: 'u32', value: 2 },
        BLOCK_X: { type: 'u32', value: 2 },
        PHASES_Y: { type: 'u32', value: 1 },
        PHASES_X: { type: 'u32', value: 1 },
        SHIFT_Y: { type: 'u32', value: 1 },
        SHIFT_X: { type: 'u32', value: 1 },
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
        RING: { type: 'u32', value: 32 },
        PARTS: { type: 'u32', value: 225 },
        TERM: { type: 'u32', value: 0 },
        SAMPLES: { type: 'u32', value: 1 },
      },
      slots: { load: 'matrix', likelihood: 'bernoulli', product: 'direct_8x8' },
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    parts_update: {
      code: `














const P: u32 = 652824u;
const FIRST: u32 = 0u;

@group(1) @binding(0) var<storage, read> parts: array<vec4f>;
@group(1) @binding(1) var<storage, read_write> state: array<vec4f>;
@group(1) @binding(2) var<storage, read_write> health: array<atomic<u32>>;

const P4 = P / 4u;

fn part_load(a:u32)->vec4f{
 return parts[a];
}

@compute @workgroup_size(64)
fn parts_update(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=SIZE/4u||atomicLoad(&health[0])<step.counter){
 return;
 }
 let b=parts_sum(a.x);
 let c=FIRST/4u+a.x;
 let d=OptimizerState(state[c],state[P4+c],state[2u*P4+c]);
 let e=optimizer_step(d,clip_value(b));
 if(!optimizer_finite(e,b)){
 atomicMin(&health[0],step.counter);
 }
 state[c]=e.w;
 if(KEEPS_M){
 state[P4+c]=e.m;
 }
 if(KEEPS_V){
 state[2u*P4+c]=e.v;
 }
}` as string,
      imports: [
        'shared/optimizer',
        'shared/finite',
        'shared/optimizer_scalars',
        'shared/step',
        'shared/parts',
      ],
      bindings: [
        { name: 'parts', access: 'read', element: 'f32', shape: ['PARTS', 'SIZE'] },
        { name: 'state', access: 'read_write', element: 'f32', shape: ['3*P'] },
        { name: 'health', access: 'read_write', element: 'u32', shape: ['1'] },
      ],
      enables: [],
      constants: {
        P: { type: 'u32', value: 652824 },
        FIRST: { type: 'u32', value: 0 },
        CLIP_VALUE: { type: 'f32', value: 0 },
        GROUP: { type: 'u32', value: 0 },
        PARTS: { type: 'u32', value: 49 },
        SIZE: { type: 'u32', value: 576 },
      },
      slots: { optimizer: 'adam' },
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    sum_parts: {
      code: `










const ACCUMULATE_WEIGHT: bool = false;
const ACCUMULATE_BIAS: bool = false;
const ROWS: u32 = 32u;
const WIDTH: u32 = 16u;

@group(1) @binding(0) var<storage, read> parts: array<vec4f>;
@group(1) @binding(1) var<storage, read_write> dweight: array<vec4f>;
@group(1) @binding(2) var<storage, read_write> dbias: array<vec4f>;

const FIRST4 = (ROWS + 7u) / 8u * ((WIDTH + 7u) / 8u) * 16u;

fn part_load(a:u32)->vec4f{
 return parts[a];
}

@compute @workgroup_size(64)
fn sum_parts(@builtin(global_invocation_id)a:vec3u){
 let b=a.x;
 if(b>=SIZE/4u){
 return;
 }
 let c=parts_sum(b);
 if(b<FIRST4){
 dweight[b]=select(c,dweight[b]+c,ACCUMULATE_WEIGHT);
 }else{
 let d=b-FIRST4;
 dbias[d]=select(c,dbias[d]+c,ACCUMULATE_BIAS);
 }
}` as string,
      imports: ['shared/parts'],
      bindings: [
        { name: 'parts', access: 'read', element: 'f32', shape: ['PARTS', 'SIZE'] },
        {
          name: 'dweight',
          access: 'read_write',
          element: 'f32',
          shape: ['ROWS', 'WIDTH'],
        },
        { name: 'dbias', access: 'read_write', element: 'f32', shape: ['_'] },
      ],
      enables: [],
      constants: {
        ACCUMULATE_WEIGHT: { type: 'bool', value: false },
        ACCUMULATE_BIAS: { type: 'bool', value: false },
        ROWS: { type: 'u32', value: 32 },
        WIDTH: { type: 'u32', value: 16 },
        PARTS: { type: 'u32', value: 49 },
        SIZE: { type: 'u32', value: 576 },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: false,
    },
  },
} as const satisfies CataloguePart;
