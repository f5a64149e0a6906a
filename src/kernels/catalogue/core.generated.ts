// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const coreKernels = {
  modules: {
    'shared/columns': `



fn keep_columns(a:vec4f,b:u32,c:u32)->vec4f{
 let d=vec4u(4u*b)+vec4u(0u,1u,2u,3u);
 return select(vec4f(),a,d<vec4u(c));
}` as string,
    'shared/finite': `


fn all_finite(a:vec4f)->bool{
 let b=bitcast<vec4u>(a)&vec4u(0x7f800000u);
 return all(b!=vec4u(0x7f800000u));
}` as string,
    'shared/kl': `








const SERIES_RADIUS = 1.0;


fn exp_remainder(a:f32)->f32{
 let b=1.0+a/3.0*(1.0+a/4.0*(1.0+a/5.0*(1.0+a/6.0*(1.0+a/7.0*
 (1.0+a/8.0*(1.0+a/9.0*(1.0+a/10.0*(1.0+a/11.0))))))));
 return select(exp(a)-1.0-a,0.5*a*a*b,abs(a)<SERIES_RADIUS);
}

fn kl_loss(a:f32,b:f32)->f32{
 return 0.5*(a*a+exp_remainder(b));
}


fn kl_gradient(a:f32,b:f32)->vec2f{
 return vec2f(a,0.5*(b+exp_remainder(b)));
}` as string,
    'shared/loss_weight': `





const TERM: u32 = 0u;


fn loss_weight(a:u32)->f32{
 let b=step.loss_weights[TERM/4u][TERM%4u]/f32(SAMPLES);
 return select(0.0,b,row_counts(a));
}` as string,
    'shared/normal': `






fn normal_pair(a:vec2u)->vec2f{
 let b=(vec2f(a>>vec2u(9u))+0.5)*0x1p-23;
 let c=sqrt(max(0.0,-2.0*log(b.x)));
 let d=6.283185307179586*(b.y-0.5);
 return c*vec2f(cos(d),sin(d));
}` as string,
    'shared/samples': `



const SAMPLES: u32 = 1u;


fn row_counts(a:u32)->bool{
 return a/SAMPLES<step.row_count;
}` as string,
    'shared/step': `




struct Step {
 row_count: u32,
 first_row: u32,
 ring_slot: u32,
 counter: u32,
 data_counter: u32,
 data_row: u32,
 seed: u32,
 noise_scale: f32,
 optimizers: array<vec4f, 4>,
 loss_weights: array<vec4f, 4>,
 targets: array<vec4f, 2>,
}

@group(0) @binding(0) var<uniform> step: Step;` as string,
    'shared/sum64': `



var<workgroup> sum64_partial: array<f32, 64>;

fn sum64(a:f32,b:u32)->f32{
 sum64_partial[b]=a;
 for(var c=32u;c>0u;c=c/2u){
 workgroupBarrier();
 if(b<c){
 sum64_partial[b]+=sum64_partial[b+c];
 }
 }

 return sum64_partial[b];
}


fn sum64_for_all(a:f32,b:u32)->f32{
 sum64(a,b);
 return workgroupUniformLoad(&sum64_partial[0]);
}` as string,
    'shared/threefry': `






fn threefry_four_rounds(a:vec2u,b:vec4u)->vec2u{
 var c=a;
 c.x+=c.y;
 c.y=((c.y<<b.x)|(c.y>>(32u-b.x)))^c.x;
 c.x+=c.y;
 c.y=((c.y<<b.y)|(c.y>>(32u-b.y)))^c.x;
 c.x+=c.y;
 c.y=((c.y<<b.z)|(c.y>>(32u-b.z)))^c.x;
 c.x+=c.y;
 c.y=((c.y<<b.w)|(c.y>>(32u-b.w)))^c.x;
 return c;
}

fn threefry2x32(a:vec2u,b:vec2u)->vec2u{
 let c=vec4u(13u,15u,26u,6u);
 let d=vec4u(17u,29u,16u,24u);
 let e=0x1BD11BDAu^a.x^a.y;
 var f=b+a;
 f=threefry_four_rounds(f,c)+vec2u(a.y,e+1u);
 f=threefry_four_rounds(f,d)+vec2u(e,a.x+2u);
 f=threefry_four_rounds(f,c)+vec2u(a.x,a.y+3u);
 f=threefry_four_rounds(f,d)+vec2u(a.y,e+4u);
 return threefry_four_rounds(f,c)+vec2u(e,a.x+5u);
}` as string,
  },
  slots: {
    activation: {
      identity: {
        code: `

fn activate(a:vec4f)->vec4f{
 return a;
}` as string,
        imports: [],
        bindings: [],
        enables: [],
        constants: {},
      },
      relu: {
        code: `

fn activate(a:vec4f)->vec4f{
 return max(a,vec4f());
}` as string,
        imports: [],
        bindings: [],
        enables: [],
        constants: {},
      },
      sigmoid: {
        code: `


fn activate(a:vec4f)->vec4f{
 return 1.0/(1.0+exp(clamp(-a,vec4f(-80.0),vec4f(80.0))));
}` as string,
        imports: [],
        bindings: [],
        enables: [],
        constants: {},
      },
    },
    likelihood: {
      bernoulli: {
        code: `






fn likelihood_loss(a:u32,b:u32,c:vec4f,d:vec4f)->vec4f{
 return max(c,vec4f())-c*d+log(1.0+exp(-abs(c)));
}

fn likelihood_gradient(a:u32,b:u32,c:vec4f,d:vec4f)->vec4f{
 let e=exp(-abs(c));
 let f=select(e,vec4f(1.0),c>=vec4f())/(1.0+e);
 return f-d;
}` as string,
        imports: [],
        bindings: [],
        enables: [],
        constants: {},
      },
    },
    load: {
      gather_f32: {
        code: `




@group(1) @binding(0) var<storage, read> data: array<vec4f>;
@group(1) @binding(1) var<storage, read> row_index: array<u32>;


fn x_row(a:u32)->u32{
 return row_index[step.first_row+min(a,step.row_count-1u)]*((K+7u)/8u*2u);
}


fn x_load(a:u32,b:u32)->vec4f{
 return data[a+b];
}` as string,
        imports: ['shared/step'],
        bindings: [
          { name: 'data', access: 'read', element: 'f32', shape: ['_', 'K'] },
          { name: 'row_index', access: 'read', element: 'u32', shape: ['_'] },
        ],
        enables: [],
        constants: {},
      },
      gather_sparse: {
        code: `








@group(1) @binding(0) var<storage, read> sparse: array<u32>;
@group(1) @binding(1) var<storage, read> row_index: array<u32>;


fn x_row(a:u32)->u32{
 return row_index[step.first_row+min(a,max(step.row_count,1u)-1u)];
}


fn x_load(a:u32,b:u32)->vec4f{
 let c=sparse[a];
 let d=sparse[a+1u];
 let e=4u*b;

 var f=0u;
 var g=(d-c)/2u;
 while(f<g){
 let h=(f+g)/2u;
 let i=sparse[c+2u*h]<e;
 f=select(f,h+1u,i);
 g=select(h,g,i);
 }
 var j=vec4f();
 for(var k=c+2u*f;k<d;k+=2u){
 let l=sparse[k]-e;
 if(l>=4u){
 break;
 }
 j[l]=bitcast<f32>(sparse[k+1u]);
 }
 return j;
}` as string,
        imports: ['shared/step'],
        bindings: [
          { name: 'sparse', access: 'read', element: 'u32', shape: ['_'] },
          { name: 'row_index', access: 'read', element: 'u32', shape: ['_'] },
        ],
        enables: [],
        constants: {},
      },
      gather_u16: {
        code: `





@group(1) @binding(0) var<storage, read> data: array<vec2u>;
@group(1) @binding(1) var<storage, read> row_index: array<u32>;


fn x_row(a:u32)->u32{
 let b=step.first_row+min(a,max(step.row_count,1u)-1u);
 return row_index[b]*((K+7u)/8u*2u);
}


fn x_load(a:u32,b:u32)->vec4f{
 let c=data[a+b];
 return vec4f(unpack2x16unorm(c.x),unpack2x16unorm(c.y));
}` as string,
        imports: ['shared/step'],
        bindings: [
          { name: 'data', access: 'read', element: 'u16', shape: ['_', 'K'] },
          { name: 'row_index', access: 'read', element: 'u32', shape: ['_'] },
        ],
        enables: [],
        constants: {},
      },
      gather_u32: {
        code: `





@group(1) @binding(0) var<storage, read> data: array<vec4u>;
@group(1) @binding(1) var<storage, read> row_index: array<u32>;


fn x_row(a:u32)->u32{
 let b=step.first_row+min(a,max(step.row_count,1u)-1u);
 return row_index[b]*((K+7u)/8u*2u);
}


fn x_load(a:u32,b:u32)->vec4f{
 return vec4f(data[a+b]);
}` as string,
        imports: ['shared/step'],
        bindings: [
          { name: 'data', access: 'read', element: 'u32', shape: ['_', 'K'] },
          { name: 'row_index', access: 'read', element: 'u32', shape: ['_'] },
        ],
        enables: [],
        constants: {},
      },
      gather_u8: {
        code: `




@group(1) @binding(0) var<storage, read> data: array<u32>;
@group(1) @binding(1) var<storage, read> row_index: array<u32>;


fn x_row(a:u32)->u32{
 return row_index[step.first_row+min(a,step.row_count-1u)]*((K+7u)/8u*2u);
}


fn x_load(a:u32,b:u32)->vec4f{
 return unpack4x8unorm(data[a+b]);
}` as string,
        imports: ['shared/step'],
        bindings: [
          { name: 'data', access: 'read', element: 'u8', shape: ['_', 'K'] },
          { name: 'row_index', access: 'read', element: 'u32', shape: ['_'] },
        ],
        enables: [],
        constants: {},
      },
      matrix: {
        code: `

@group(1) @binding(0) var<storage, read> x: array<vec4f>;


fn x_row(a:u32)->u32{
 return a*((K+7u)/8u*2u);
}


fn x_load(a:u32,b:u32)->vec4f{
 return x[a+b];
}` as string,
        imports: [],
        bindings: [{ name: 'x', access: 'read', element: 'f32', shape: ['_', 'K'] }],
        enables: [],
        constants: {},
      },
    },
    noise: {
      counter: {
        code: `





const STREAM: u32 = 0u;


fn noise4(a:u32,b:u32)->vec4f{
 let c=2u*(a*((L+3u)/4u)+b);
 let d=vec2u(step.seed,STREAM);
 return vec4f(
 normal_pair(threefry2x32(d,vec2u(step.counter,c))),
 normal_pair(threefry2x32(d,vec2u(step.counter,c+1u))),
 );
}` as string,
        imports: ['shared/step', 'shared/threefry', 'shared/normal'],
        bindings: [],
        enables: [],
        constants: { STREAM: { type: 'u32', value: 0 } },
      },
      given: {
        code: `

@group(1) @binding(0) var<storage, read> noise: array<vec4f>;


fn noise4(a:u32,b:u32)->vec4f{
 return noise[a*((L+7u)/8u*2u)+b];
}` as string,
        imports: [],
        bindings: [{ name: 'noise', access: 'read', element: 'f32', shape: ['_', 'L'] }],
        enables: [],
        constants: {},
      },
    },
    product: {
      direct_8x8: {
        code: `



const WORKGROUP_X: u32 = 8u;
const WORKGROUP_Y: u32 = 8u;
const TILE_ROWS4: u32 = 16u;
const TILE_COLUMNS4: u32 = 16u;

fn product(a:vec2u,b:u32){
 let c=a.y*TILE_ROWS4+2u*(b/WORKGROUP_X);
 let d=a.x*TILE_COLUMNS4+2u*(b%WORKGROUP_X);
 if(c>=rows4()||d>=columns4()){
 return;
 }
 let e=left_start(c);
 let f=left_start(c+1u);
 let g=right_start(d);
 let h=right_start(d+1u);
 var i:array<mat4x4f,4>;
 for(var j=0u;j<INNER4;j++){
 let k=right_block(g,j);
 let l=right_block(h,j);
 let m=left_block(e,j);
 i[0]+=k*m;
 i[1]+=l*m;
 let n=left_block(f,j);
 i[2]+=k*n;
 i[3]+=l*n;
 }
 for(var o=0u;o<2u;o++){
 emit(c+o,d,i[2u*o],i[2u*o+1u]);
 }
}` as string,
        imports: [],
        bindings: [],
        enables: [],
        constants: {
          WORKGROUP_X: { type: 'u32', value: 8 },
          WORKGROUP_Y: { type: 'u32', value: 8 },
          TILE_ROWS4: { type: 'u32', value: 16 },
          TILE_COLUMNS4: { type: 'u32', value: 16 },
        },
      },
      quad_16x8: {
        code: `






enable subgroups;

const WORKGROUP_X: u32 = 4u;
const WORKGROUP_Y: u32 = 1u;
const TILE_ROWS4: u32 = 4u;
const TILE_COLUMNS4: u32 = 8u;

fn product(a:vec2u,b:u32){
 let c=a.y*TILE_ROWS4;
 let d=a.x*TILE_COLUMNS4+2u*b;
 let e=left_start(min(c+b,rows4()-1u));
 let f=right_start(min(d,columns4()-2u));
 let g=right_start(min(d,columns4()-2u)+1u);


 let h=vec4u(b,quadSwapX(b),quadSwapY(b),quadSwapDiagonal(b));
 var i:array<mat4x4f,8>;
 for(var j=0u;j<INNER4;j++){
 let k=right_block(f,j);
 let l=right_block(g,j);
 let m=left_block(e,j);
 i[0]+=k*m;
 i[1]+=l*m;
 let n=mat4x4f(
 quadSwapX(m[0]),quadSwapX(m[1]),quadSwapX(m[2]),quadSwapX(m[3]),
 );
 i[2]+=k*n;
 i[3]+=l*n;
 let o=mat4x4f(
 quadSwapY(m[0]),quadSwapY(m[1]),quadSwapY(m[2]),quadSwapY(m[3]),
 );
 i[4]+=k*o;
 i[5]+=l*o;
 let p=mat4x4f(
 quadSwapDiagonal(m[0]),quadSwapDiagonal(m[1]),
 quadSwapDiagonal(m[2]),quadSwapDiagonal(m[3]),
 );
 i[6]+=k*p;
 i[7]+=l*p;
 }

 var q=i;
 for(var r=0u;r<4u;r++){
 let s=c+h[r];
 if(s<rows4()&&d<columns4()){
 emit(s,d,q[2u*r],q[2u*r+1u]);
 }
 }
}` as string,
        imports: [],
        bindings: [],
        enables: ['subgroups'],
        constants: {
          WORKGROUP_X: { type: 'u32', value: 4 },
          WORKGROUP_Y: { type: 'u32', value: 1 },
          TILE_ROWS4: { type: 'u32', value: 4 },
          TILE_COLUMNS4: { type: 'u32', value: 8 },
        },
      },
    },
    term_weight: {
      scalar: {
        code: `




fn term_weight(a:u32)->f32{
 return loss_weight(a);
}` as string,
        imports: ['shared/loss_weight', 'shared/samples', 'shared/step'],
        bindings: [],
        enables: [],
        constants: { TERM: { type: 'u32', value: 0 }, SAMPLES: { type: 'u32', value: 1 } },
      },
    },
    transform: {
      none: {
        code: `

fn transform(a:vec4f,b:u32,c:u32)->vec4f{
 return a;
}` as string,
        imports: [],
        bindings: [],
        enables: [],
        constants: {},
      },
    },
  },
  kernels: {
    dense_forward: {
      code: `














const M: u32 = 128u;
const N: u32 = 400u;
const K: u32 = 784u;

@group(1) @binding(0) var<storage, read> weight: array<vec4f>;
@group(1) @binding(1) var<storage, read> bias: array<vec4f>;
@group(1) @binding(2) var<storage, read_write> y: array<vec4f>;

const INNER4 = (K + 7u) / 8u * 2u;
const N4 = (N + 7u) / 8u * 2u;

fn rows4()->u32{
 return(M+7u)/8u*2u;
}

fn columns4()->u32{
 return N4;
}

fn left_start(a:u32)->vec4u{
 let b=4u*a;
 return vec4u(x_row(b),x_row(b+1u),x_row(b+2u),x_row(b+3u));
}

fn left_block(a:vec4u,b:u32)->mat4x4f{
 return mat4x4f(
 x_load(a.x,b),x_load(a.y,b),x_load(a.z,b),x_load(a.w,b),
 );
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
 for(var f=0u;f<2u;f++){
 let g=b+f;
 let h=bias[g];
 for(var i=0u;i<4u;i++){
 y[(4u*a+i)*N4+g]=keep_columns(activate(e[f][i]+h),g,N);
 }
 }
}

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn dense_forward(
 @builtin(workgroup_id)a:vec3u,
 @builtin(local_invocation_index)b:u32,
){
 product(a.xy,b);
}` as string,
      imports: ['shared/columns'],
      bindings: [
        { name: 'weight', access: 'read', element: 'f32', shape: ['N', 'K'] },
        { name: 'bias', access: 'read', element: 'f32', shape: ['N'] },
        { name: 'y', access: 'read_write', element: 'f32', shape: ['M', 'N'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        N: { type: 'u32', value: 400 },
        K: { type: 'u32', value: 784 },
      },
      slots: { load: 'matrix', activation: 'identity', product: 'direct_8x8' },
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: false,
    },
    gather: {
      code: `










const M: u32 = 128u;
const K: u32 = 784u;

@group(1) @binding(0) var<storage, read_write> batch: array<vec4f>;

const K4 = (K + 7u) / 8u * 2u;

@compute @workgroup_size(64, 1)
fn gather(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=K4||a.y>=M){
 return;
 }
 batch[a.y*K4+a.x]=transform(x_load(x_row(a.y),a.x),a.y,a.x);
}` as string,
      imports: ['shared/step'],
      bindings: [{ name: 'batch', access: 'read_write', element: 'f32', shape: ['M', 'K'] }],
      enables: [],
      constants: { M: { type: 'u32', value: 128 }, K: { type: 'u32', value: 784 } },
      slots: { load: 'gather_u8', transform: 'none' },
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    reparameterize_forward: {
      code: `










const M: u32 = 128u;
const L: u32 = 20u;
const SAMPLES: u32 = 1u;

@group(1) @binding(0) var<storage, read> stats: array<f32>;
@group(1) @binding(1) var<storage, read_write> z: array<vec4f>;

const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const L4 = (L + 7u) / 8u * 2u;

@compute @workgroup_size(8, 8)
fn reparameterize_forward(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=L4||a.y>=M*SAMPLES){
 return;
 }
 let b=noise4(a.y,a.x);
 let c=a.y/SAMPLES*STATS_WIDTH;
 var d=vec4f();
 for(var e=0u;e<4u;e++){
 let f=4u*a.x+e;
 if(f<L){
 d[e]=stats[c+f]+exp(0.5*stats[c+L+f])*b[e];
 }
 }
 z[a.y*L4+a.x]=keep_columns(d,a.x,L);
}` as string,
      imports: ['shared/columns'],
      bindings: [
        { name: 'stats', access: 'read', element: 'f32', shape: ['M', '2*L'] },
        { name: 'z', access: 'read_write', element: 'f32', shape: ['M*SAMPLES', 'L'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        L: { type: 'u32', value: 20 },
        SAMPLES: { type: 'u32', value: 1 },
      },
      slots: { noise: 'counter' },
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    standard_normal: {
      code: `










const M: u32 = 128u;
const L: u32 = 20u;

@group(1) @binding(0) var<storage, read_write> z: array<vec4f>;

const L4 = (L + 7u) / 8u * 2u;

@compute @workgroup_size(8, 8)
fn standard_normal(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=L4||a.y>=M){
 return;
 }
 let b=select(vec4f(),step.noise_scale*noise4(a.y,a.x),row_counts(a.y));
 z[a.y*L4+a.x]=keep_columns(b,a.x,L);
}` as string,
      imports: ['shared/columns', 'shared/samples', 'shared/step'],
      bindings: [{ name: 'z', access: 'read_write', element: 'f32', shape: ['M', 'L'] }],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        L: { type: 'u32', value: 20 },
        SAMPLES: { type: 'u32', value: 1 },
      },
      slots: { noise: 'counter' },
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
  },
} as const satisfies CataloguePart;
