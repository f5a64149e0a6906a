// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const trainingKernels = {
  modules: {
    'shared/adam': `










const BETA1: f32 = 0.9;
const ONE_MINUS_BETA1: f32 = 0.1;
const BETA2: f32 = 0.999;
const ONE_MINUS_BETA2: f32 = 0.001;
const EPSILON: f32 = 1e-8;

fn adam_step(a:OptimizerState,b:vec4f)->OptimizerState{
 let c=BETA1*a.m+ONE_MINUS_BETA1*b;
 let d=BETA2*a.v+ONE_MINUS_BETA2*b*b;
 let e=a.w-step_size()*c/(sqrt(d)/bias_correction2_sqrt()+EPSILON);
 return OptimizerState(e,c,d);
}` as string,
    'shared/l2_penalty': `


const WEIGHT_DECAY: f32 = 0.0;

fn penalized(a:vec4f,b:vec4f)->vec4f{
 if(WEIGHT_DECAY==0.0){
 return a;
 }
 return a+WEIGHT_DECAY*b;
}` as string,
    'shared/linear': `

fn linear_index(a:vec3u,b:vec3u,c:u32)->u32{
 return a.y*b.x*c+a.x;
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
  },
  slots: {
    activation_gradient: {
      identity: {
        code: `

fn activation_gradient(a:u32)->vec4f{
 return vec4f(1.0);
}` as string,
        imports: [],
        bindings: [],
        enables: [],
        constants: {},
      },
      relu: {
        code: `

@group(1) @binding(0) var<storage, read> activated: array<vec4f>;

fn activation_gradient(a:u32)->vec4f{
 return select(vec4f(),vec4f(1.0),activated[a]>vec4f());
}` as string,
        imports: [],
        bindings: [{ name: 'activated', access: 'read', element: 'f32', shape: ['M', 'K'] }],
        enables: [],
        constants: {},
      },
      sigmoid: {
        code: `

@group(1) @binding(0) var<storage, read> activated: array<vec4f>;

fn activation_gradient(a:u32)->vec4f{
 let b=activated[a];
 return b*(1.0-b);
}` as string,
        imports: [],
        bindings: [{ name: 'activated', access: 'read', element: 'f32', shape: ['M', 'K'] }],
        enables: [],
        constants: {},
      },
    },
    clip: {
      none: {
        code: `

fn clip_norm(a:vec4f)->vec4f{
 return a;
}` as string,
        imports: [],
        bindings: [],
        enables: [],
        constants: {},
      },
    },
    input: {
      activations: {
        code: `

@group(1) @binding(0) var<storage, read> activations: array<vec4f>;


fn input_start(a:u32,b:u32)->vec4u{
 return vec4u(a+b,0u,0u,0u);
}


fn input_block(a:vec4u,b:u32,c:u32)->mat4x4f{
 let d=a.x+4u*b*c;
 return mat4x4f(
 activations[d],activations[d+b],activations[d+2u*b],activations[d+3u*b],
 );
}` as string,
        imports: [],
        bindings: [{ name: 'activations', access: 'read', element: 'f32', shape: ['_'] }],
        enables: [],
        constants: {},
      },
      activations_or_f32: {
        code: `





const GATHERED: u32 = 0xffffffffu;

@group(1) @binding(0) var<storage, read> activations: array<vec4f>;
@group(1) @binding(1) var<storage, read> data: array<vec4f>;
@group(1) @binding(2) var<storage, read> row_index: array<u32>;


fn input_start(a:u32,b:u32)->vec4u{
 let c=a==GATHERED;
 return vec4u(select(a,0u,c)+b,u32(c),0u,0u);
}


fn input_block(a:vec4u,b:u32,c:u32)->mat4x4f{
 if(a.y==1u){
 let d=min(4u*c+vec4u(0u,1u,2u,3u),vec4u(step.row_count-1u));
 let e=step.first_row+d;
 let f=a.x+b*vec4u(
 row_index[e.x],row_index[e.y],row_index[e.z],row_index[e.w],
 );
 return mat4x4f(
 data[f.x],data[f.y],
 data[f.z],data[f.w],
 );
 }
 let g=a.x+4u*b*c;
 return mat4x4f(
 activations[g],activations[g+b],activations[g+2u*b],activations[g+3u*b],
 );
}` as string,
        imports: ['shared/step'],
        bindings: [
          { name: 'activations', access: 'read', element: 'f32', shape: ['_'] },
          { name: 'data', access: 'read', element: 'f32', shape: ['_', '_'] },
          { name: 'row_index', access: 'read', element: 'u32', shape: ['_'] },
        ],
        enables: [],
        constants: { GATHERED: { type: 'u32', value: 4294967295 } },
      },
      activations_or_u8: {
        code: `





const GATHERED: u32 = 0xffffffffu;

@group(1) @binding(0) var<storage, read> activations: array<vec4f>;
@group(1) @binding(1) var<storage, read> data: array<u32>;
@group(1) @binding(2) var<storage, read> row_index: array<u32>;


fn input_start(a:u32,b:u32)->vec4u{
 let c=a==GATHERED;
 return vec4u(select(a,0u,c)+b,u32(c),0u,0u);
}


fn input_block(a:vec4u,b:u32,c:u32)->mat4x4f{
 if(a.y==1u){
 let d=min(4u*c+vec4u(0u,1u,2u,3u),vec4u(step.row_count-1u));
 let e=step.first_row+d;
 let f=a.x+b*vec4u(
 row_index[e.x],row_index[e.y],row_index[e.z],row_index[e.w],
 );
 return mat4x4f(
 unpack4x8unorm(data[f.x]),unpack4x8unorm(data[f.y]),
 unpack4x8unorm(data[f.z]),unpack4x8unorm(data[f.w]),
 );
 }
 let g=a.x+4u*b*c;
 return mat4x4f(
 activations[g],activations[g+b],activations[g+2u*b],activations[g+3u*b],
 );
}` as string,
        imports: ['shared/step'],
        bindings: [
          { name: 'activations', access: 'read', element: 'f32', shape: ['_'] },
          { name: 'data', access: 'read', element: 'u8', shape: ['_', '_'] },
          { name: 'row_index', access: 'read', element: 'u32', shape: ['_'] },
        ],
        enables: [],
        constants: { GATHERED: { type: 'u32', value: 4294967295 } },
      },
    },
    kl_weight: {
      one: {
        code: `

fn kl_weight(a:u32)->f32{
 return 1.0;
}` as string,
        imports: [],
        bindings: [],
        enables: [],
        constants: {},
      },
    },
    optimizer: {
      adam: {
        code: `




const KEEPS_M = true;
const KEEPS_V = true;

fn optimizer_step(a:OptimizerState,b:vec4f)->OptimizerState{
 return adam_step(a,penalized(b,a.w));
}` as string,
        imports: ['shared/adam', 'shared/optimizer', 'shared/finite', 'shared/l2_penalty'],
        bindings: [],
        enables: [],
        constants: {
          BETA1: { type: 'f32', value: 0.9 },
          ONE_MINUS_BETA1: { type: 'f32', value: 0.1 },
          BETA2: { type: 'f32', value: 0.999 },
          ONE_MINUS_BETA2: { type: 'f32', value: 0.001 },
          EPSILON: { type: 'f32', value: 1e-8 },
          CLIP_VALUE: { type: 'f32', value: 0 },
          WEIGHT_DECAY: { type: 'f32', value: 0 },
        },
      },
    },
  },
  kernels: {
    activation_backward: {
      code: `










const M: u32 = 128u;
const K: u32 = 400u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> dy: array<vec4f>;
@group(1) @binding(1) var<storage, read_write> dx: array<vec4f>;

const K4 = (K + 7u) / 8u * 2u;

@compute @workgroup_size(64, 1)
fn activation_backward(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=K4||a.y>=M){
 return;
 }
 let b=a.y*K4+a.x;
 let c=dy[b]*activation_gradient(b);
 if(ACCUMULATE){
 dx[b]+=c;
 }else{
 dx[b]=c;
 }
}` as string,
      imports: [],
      bindings: [
        { name: 'dy', access: 'read', element: 'f32', shape: ['M', 'K'] },
        { name: 'dx', access: 'read_write', element: 'f32', shape: ['M', 'K'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        K: { type: 'u32', value: 400 },
        ACCUMULATE: { type: 'bool', value: false },
      },
      slots: { activation_gradient: 'relu' },
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: false,
    },
    dense_backward_input: {
      code: `












const M: u32 = 128u;
const N: u32 = 784u;
const K: u32 = 400u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> dy: array<vec4f>;
@group(1) @binding(1) var<storage, read> weight: array<vec4f>;
@group(1) @binding(2) var<storage, read_write> dx: array<vec4f>;

const INNER4 = (N + 7u) / 8u * 2u;
const K4 = (K + 7u) / 8u * 2u;

fn rows4()->u32{
 return(M+7u)/8u*2u;
}

fn columns4()->u32{
 return K4;
}

fn left_start(a:u32)->vec4u{
 return(4u*a+vec4u(0u,1u,2u,3u))*INNER4;
}

fn left_block(a:vec4u,b:u32)->mat4x4f{
 return mat4x4f(dy[a.x+b],dy[a.y+b],dy[a.z+b],dy[a.w+b]);
}

fn right_start(a:u32)->vec4u{
 return a+vec4u(0u,1u,2u,3u)*K4;
}

fn right_block(a:vec4u,b:u32)->mat4x4f{
 let c=a+4u*K4*b;
 return mat4x4f(weight[c.x],weight[c.y],weight[c.z],weight[c.w]);
}

fn emit(a:u32,b:u32,c:mat4x4f,d:mat4x4f){
 var e=array<mat4x4f,2>(c,d);
 for(var f=0u;f<8u;f++){
 let g=(4u*a+(f>>1u))*K4+b+(f&1u);
 let h=e[f&1u][f>>1u]*activation_gradient(g);
 if(ACCUMULATE){
 dx[g]+=h;
 }else{
 dx[g]=h;
 }
 }
}

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn dense_backward_input(
 @builtin(workgroup_id)a:vec3u,
 @builtin(local_invocation_index)b:u32,
){
 product(a.xy,b);
}` as string,
      imports: [],
      bindings: [
        { name: 'dy', access: 'read', element: 'f32', shape: ['M', 'N'] },
        { name: 'weight', access: 'read', element: 'f32', shape: ['N', 'K'] },
        { name: 'dx', access: 'read_write', element: 'f32', shape: ['M', 'K'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        N: { type: 'u32', value: 784 },
        K: { type: 'u32', value: 400 },
        ACCUMULATE: { type: 'bool', value: false },
      },
      slots: { activation_gradient: 'identity', product: 'direct_8x8' },
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: false,
    },
    dense_backward_weight: {
      code: `













const M: u32 = 128u;
const N: u32 = 400u;
const K: u32 = 784u;
const ACCUMULATE_WEIGHT: bool = false;
const ACCUMULATE_BIAS: bool = false;

@group(1) @binding(0) var<storage, read> dy: array<vec4f>;
@group(1) @binding(1) var<storage, read_write> dweight: array<vec4f>;
@group(1) @binding(2) var<storage, read_write> dbias: array<vec4f>;

const INNER4 = (M + 7u) / 8u * 2u;
const K4 = (K + 7u) / 8u * 2u;
const N4 = (N + 7u) / 8u * 2u;

fn rows4()->u32{
 return N4;
}

fn columns4()->u32{
 return K4;
}

fn left_start(a:u32)->vec4u{
 return a+vec4u(0u,1u,2u,3u)*N4;
}

fn left_block(a:vec4u,b:u32)->mat4x4f{
 let c=a+4u*N4*b;
 return transpose(mat4x4f(dy[c.x],dy[c.y],dy[c.z],dy[c.w]));
}

fn right_start(a:u32)->vec4u{
 return vec4u(a);
}

fn right_block(a:vec4u,b:u32)->mat4x4f{
 let c=4u*b;
 return mat4x4f(
 x_load(x_row(c),a.x),x_load(x_row(c+1u),a.x),
 x_load(x_row(c+2u),a.x),x_load(x_row(c+3u),a.x),
 );
}

fn store_bias(a:u32){
 var b=vec4f();
 for(var c=0u;c<M;c++){
 b+=dy[c*N4+a];
 }
 if(ACCUMULATE_BIAS){
 dbias[a]+=b;
 }else{
 dbias[a]=b;
 }
}

fn emit(a:u32,b:u32,c:mat4x4f,d:mat4x4f){
 var e=array<mat4x4f,2>(c,d);
 for(var f=0u;f<8u;f++){
 let g=(4u*a+(f>>1u))*K4+b+(f&1u);
 if(ACCUMULATE_WEIGHT){
 dweight[g]+=e[f&1u][f>>1u];
 }else{
 dweight[g]=e[f&1u][f>>1u];
 }
 }
 if(b==0u){
 store_bias(a);
 }
}

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn dense_backward_weight(
 @builtin(workgroup_id)a:vec3u,
 @builtin(local_invocation_index)b:u32,
){
 product(a.xy,b);
}` as string,
      imports: [],
      bindings: [
        { name: 'dy', access: 'read', element: 'f32', shape: ['M', 'N'] },
        { name: 'dweight', access: 'read_write', element: 'f32', shape: ['N', 'K'] },
        { name: 'dbias', access: 'read_write', element: 'f32', shape: ['N'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        N: { type: 'u32', value: 400 },
        K: { type: 'u32', value: 784 },
        ACCUMULATE_WEIGHT: { type: 'bool', value: false },
        ACCUMULATE_BIAS: { type: 'bool', value: false },
      },
      slots: { load: 'matrix', product: 'direct_8x8' },
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: false,
    },
    dense_backward_weight_update: {
      code: `




















const M: u32 = 128u;
const P: u32 = 654592u;
const LAYERS: u32 = 1u;
const N: array<u32, 8> = array<u32, 8>(400u, 0u, 0u, 0u, 0u, 0u, 0u, 0u);
const K: array<u32, 8> = array<u32, 8>(784u, 0u, 0u, 0u, 0u, 0u, 0u, 0u);
const DY: array<u32, 8> = array<u32, 8>(0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u);
const X: array<u32, 8> = array<u32, 8>(0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u);
const WEIGHT: array<u32, 8> = array<u32, 8>(0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u);
const BIAS: array<u32, 8> = array<u32, 8>(78400u, 0u, 0u, 0u, 0u, 0u, 0u, 0u);

@group(1) @binding(0) var<storage, read> gradients: array<vec4f>;
@group(1) @binding(1) var<storage, read_write> state: array<vec4f>;
@group(1) @binding(2) var<storage, read_write> health: array<atomic<u32>>;

const INNER4 = (M + 7u) / 8u * 2u;
const P4 = P / 4u;


struct Layer {
 n4: u32,
 k4: u32,
 dy: u32,
 x: u32,
 weight: u32,
 bias: u32,
}

var<private> layer: Layer;

var<private> halted: bool;

fn rows4()->u32{
 return layer.n4;
}

fn columns4()->u32{
 return layer.k4;
}

fn left_start(a:u32)->vec4u{
 return layer.dy+a+vec4u(0u,1u,2u,3u)*layer.n4;
}

fn left_block(a:vec4u,b:u32)->mat4x4f{
 let c=a+4u*layer.n4*b;
 return transpose(mat4x4f(gradients[c.x],gradients[c.y],gradients[c.z],gradients[c.w]));
}

fn right_start(a:u32)->vec4u{
 return input_start(layer.x,a);
}

fn right_block(a:vec4u,b:u32)->mat4x4f{
 return input_block(a,layer.k4,b);
}

fn update(a:u32,b:vec4f){
 let c=OptimizerState(state[a],state[P4+a],state[2u*P4+a]);
 let d=optimizer_step(c,clip_value(b));
 if(!optimizer_finite(d,b)){
 atomicMin(&health[0],step.counter);
 }
 state[a]=d.w;
 if(KEEPS_M){
 state[P4+a]=d.m;
 }
 if(KEEPS_V){
 state[2u*P4+a]=d.v;
 }
}

fn emit(a:u32,b:u32,c:mat4x4f,d:mat4x4f){
 var e=array<mat4x4f,2>(c,d);
 let f=layer.weight+4u*a*layer.k4+b;

 for(var g=0u;g<select(8u,0u,halted);g++){
 update(f+(g>>1u)*layer.k4+(g&1u),e[g&1u][g>>1u]);
 }
}

fn update_bias(a:u32){
 if(a>=rows4()){
 return;
 }
 var b=vec4f();

 for(var c=0u;c<select(INNER4/2u,0u,halted);c++){
 let d=layer.dy+8u*c*layer.n4+a;
 for(var e=0u;e<8u;e++){
 b+=gradients[d+e*layer.n4];
 }
 }
 if(!halted){
 update(layer.bias+a,b);
 }
}

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn dense_backward_weight_update(
 @builtin(workgroup_id)a:vec3u,
 @builtin(num_workgroups)b:vec3u,
 @builtin(local_invocation_index)c:u32,
){
 var d=a.y*b.x+a.x;
 var e=0u;
 var f=1u;
 for(;e<LAYERS;e++){
 f=((K[e]+7u)/8u*2u+TILE_COLUMNS4-1u)/TILE_COLUMNS4;
 let g=((N[e]+7u)/8u*2u+TILE_ROWS4-1u)/TILE_ROWS4;
 if(d<f*g){
 break;
 }
 d-=f*g;
 }

 if(e==LAYERS){
 return;
 }
 halted=atomicLoad(&health[0])<step.counter;
 layer=Layer(
 (N[e]+7u)/8u*2u,(K[e]+7u)/8u*2u,
 DY[e],X[e],WEIGHT[e],BIAS[e],
 );
 product(vec2u(d%f,d/f),c);
 if(d%f==0u){
 for(var h=c;h<TILE_ROWS4;h+=WORKGROUP_X*WORKGROUP_Y){
 update_bias(d/f*TILE_ROWS4+h);
 }
 }
}` as string,
      imports: ['shared/optimizer', 'shared/finite', 'shared/optimizer_scalars', 'shared/step'],
      bindings: [
        { name: 'gradients', access: 'read', element: 'f32', shape: ['_'] },
        { name: 'state', access: 'read_write', element: 'f32', shape: ['3*P'] },
        { name: 'health', access: 'read_write', element: 'u32', shape: ['1'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        P: { type: 'u32', value: 654592 },
        LAYERS: { type: 'u32', value: 1 },
        N: { type: 'u32[]', value: [400, 0, 0, 0, 0, 0, 0, 0] },
        K: { type: 'u32[]', value: [784, 0, 0, 0, 0, 0, 0, 0] },
        DY: { type: 'u32[]', value: [0, 0, 0, 0, 0, 0, 0, 0] },
        X: { type: 'u32[]', value: [0, 0, 0, 0, 0, 0, 0, 0] },
        WEIGHT: { type: 'u32[]', value: [0, 0, 0, 0, 0, 0, 0, 0] },
        BIAS: { type: 'u32[]', value: [78400, 0, 0, 0, 0, 0, 0, 0] },
        CLIP_VALUE: { type: 'f32', value: 0 },
        GROUP: { type: 'u32', value: 0 },
      },
      slots: { input: 'activations', optimizer: 'adam', product: 'direct_8x8' },
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    dense_likelihood: {
      code: `

















const M: u32 = 128u;
const K: u32 = 784u;
const H: u32 = 400u;
const RING: u32 = 32u;
const PARTS: u32 = 98u;

@group(1) @binding(0) var<storage, read> h: array<vec4f>;
@group(1) @binding(1) var<storage, read> weight: array<vec4f>;
@group(1) @binding(2) var<storage, read> bias: array<vec4f>;
@group(1) @binding(3) var<storage, read_write> terms: array<f32>;
@group(1) @binding(4) var<storage, read_write> doutputs: array<vec4f>;

const INNER4 = (H + 7u) / 8u * 2u;
const K4 = (K + 7u) / 8u * 2u;
const TERMS_WIDTH = (M + 7u) / 8u * 8u;

fn rows4()->u32{
 return(M+7u)/8u*2u;
}

fn columns4()->u32{
 return K4;
}

fn left_start(a:u32)->vec4u{
 return(4u*a+vec4u(0u,1u,2u,3u))*INNER4;
}

fn left_block(a:vec4u,b:u32)->mat4x4f{
 return mat4x4f(h[a.x+b],h[a.y+b],h[a.z+b],h[a.w+b]);
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
 let e=(step.ring_slot%RING)*PARTS+b/2u;
 var f=array<mat4x4f,2>(c,d);
 for(var g=0u;g<4u;g++){
 let h=4u*a+g;
 let i=x_row(h/SAMPLES);
 var j=vec4f();
 for(var k=0u;k<2u;k++){
 let l=b+k;
 let m=f[k][g]+bias[l];
 let n=x_load(i,l);
 let o=loss_weight(h)*likelihood_gradient(h,l,m,n);
 doutputs[h*K4+l]=keep_columns(o,l,K);
 j+=keep_columns(likelihood_loss(h,l,m,n),l,K);
 }
 let p=j.x+j.y+j.z+j.w;
 terms[e*TERMS_WIDTH+h]=select(0.0,p,row_counts(h));
 }
}

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn dense_likelihood(
 @builtin(workgroup_id)a:vec3u,
 @builtin(local_invocation_index)b:u32,
){
 product(a.xy,b);
}` as string,
      imports: ['shared/columns', 'shared/loss_weight', 'shared/samples', 'shared/step'],
      bindings: [
        { name: 'h', access: 'read', element: 'f32', shape: ['M', 'H'] },
        { name: 'weight', access: 'read', element: 'f32', shape: ['K', 'H'] },
        { name: 'bias', access: 'read', element: 'f32', shape: ['K'] },
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
        H: { type: 'u32', value: 400 },
        RING: { type: 'u32', value: 32 },
        PARTS: { type: 'u32', value: 98 },
        TERM: { type: 'u32', value: 0 },
        SAMPLES: { type: 'u32', value: 1 },
      },
      slots: { load: 'matrix', likelihood: 'bernoulli', product: 'direct_8x8' },
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    kl_backward: {
      code: `










const M: u32 = 128u;
const L: u32 = 20u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> stats: array<f32>;
@group(1) @binding(1) var<storage, read_write> dstats: array<f32>;

const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn kl_backward(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=L||a.y>=M){
 return;
 }
 let b=a.y*STATS_WIDTH+a.x;
 let c=b+L;
 let d=loss_weight(a.y)*kl_weight(a.x);
 let e=d*kl_gradient(stats[b],stats[c]);
 if(ACCUMULATE){
 dstats[b]+=e.x;
 dstats[c]+=e.y;
 }else{
 dstats[b]=e.x;
 dstats[c]=e.y;
 }
}` as string,
      imports: ['shared/loss_weight', 'shared/samples', 'shared/step', 'shared/kl'],
      bindings: [
        { name: 'stats', access: 'read', element: 'f32', shape: ['M', '2*L'] },
        { name: 'dstats', access: 'read_write', element: 'f32', shape: ['M', '2*L'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        L: { type: 'u32', value: 20 },
        ACCUMULATE: { type: 'bool', value: false },
        TERM: { type: 'u32', value: 0 },
        SAMPLES: { type: 'u32', value: 1 },
      },
      slots: { kl_weight: 'one' },
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    kl_forward_backward: {
      code: `













const M: u32 = 128u;
const L: u32 = 20u;
const RING: u32 = 32u;

@group(1) @binding(0) var<storage, read> stats: array<f32>;
@group(1) @binding(1) var<storage, read_write> terms: array<f32>;
@group(1) @binding(2) var<storage, read_write> dstats: array<f32>;

const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const TERMS_WIDTH = (M + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn kl_forward_backward(@builtin(global_invocation_id)a:vec3u){
 let b=a.x;
 if(b>=M){
 return;
 }
 let c=loss_weight(b);
 var d=0.0;
 for(var e=0u;e<L;e++){
 let f=b*STATS_WIDTH+e;
 let g=f+L;
 let h=stats[f];
 let i=stats[g];
 let j=c*kl_weight(e)*kl_gradient(h,i);
 d+=kl_loss(h,i);
 dstats[f]=j.x;
 dstats[g]=j.y;
 }
 terms[(step.ring_slot%RING)*TERMS_WIDTH+b]=select(0.0,d,b<step.row_count);
}` as string,
      imports: ['shared/loss_weight', 'shared/samples', 'shared/step', 'shared/kl'],
      bindings: [
        { name: 'stats', access: 'read', element: 'f32', shape: ['M', '2*L'] },
        { name: 'terms', access: 'read_write', element: 'f32', shape: ['RING', '1', 'M'] },
        { name: 'dstats', access: 'read_write', element: 'f32', shape: ['M', '2*L'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        L: { type: 'u32', value: 20 },
        RING: { type: 'u32', value: 32 },
        TERM: { type: 'u32', value: 0 },
        SAMPLES: { type: 'u32', value: 1 },
      },
      slots: { kl_weight: 'one' },
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    latent_backward: {
      code: `






















const M: u32 = 128u;
const K: u32 = 400u;
const L: u32 = 20u;
const N: u32 = 400u;
const WEIGHT2: u32 = 0u;
const WEIGHT3: u32 = 0u;

@group(1) @binding(0) var<storage, read> dy: array<vec4f>;
@group(1) @binding(1) var<storage, read> parameters: array<vec4f>;
@group(1) @binding(2) var<storage, read> stats: array<f32>;
@group(1) @binding(3) var<storage, read_write> dstats: array<f32>;
@group(1) @binding(4) var<storage, read_write> dh: array<vec4f>;



@group(1) @binding(5) var<storage, read_write> partial: array<vec4f>;


const LANES: u32 = 64u;

const ROLLED: bool = false;
const ROWS = 8u;
const K4 = (K + 7u) / 8u * 2u;
const L4 = (L + 7u) / 8u * 2u;
const N4 = (N + 7u) / 8u * 2u;
const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;

const PARTS = (L + 3u) / 4u;
const TASKS = ROWS / 4u * PARTS;
const TASK_TURNS = (TASKS + LANES - 1u) / LANES;

const SLICES = max(1u, LANES / TASKS);
const SLICE_STEPS = (N4 + SLICES - 1u) / SLICES;
const BLOCKS = 2u * PARTS;
const FIRST_BLOCK = (M + 7u) / 8u * SLICES * PARTS * ROWS;


fn weight_block(a:u32,b:u32)->mat4x4f{
 return mat4x4f(
 parameters[a],parameters[a+b],
 parameters[a+2u*b],parameters[a+3u*b],
 );
}

fn partial_index(a:u32,b:u32,c:u32)->u32{
 return((a*SLICES+b)*PARTS+c)*ROWS;
}

fn block_index(a:u32,b:u32)->u32{
 return FIRST_BLOCK+(a*BLOCKS+b)*ROWS;
}

fn sum_slice(a:u32,b:u32,c:u32){
 let d=b/2u;
 let e=4u*(b%2u);
 let f=(ROWS*a+e)*N4;
 var g=mat4x4f();
 for(var h=0u;h<SLICE_STEPS;h++){
 let i=c*SLICE_STEPS+h;
 if(i>=N4){
 break;
 }
 let j=f+i;
 g+=weight_block(WEIGHT3+4u*i*L4+d,L4)
 *mat4x4f(dy[j],dy[j+N4],dy[j+2u*N4],dy[j+3u*N4]);
 }
 let j=partial_index(a,c,d)+e;
 for(var h=0u;h<4u;h++){
 partial[j+h]=g[h];
 }
}


fn through_sample(a:u32,b:u32,c:u32){
 var d=vec4f();
 for(var e=0u;e<SLICES;e++){
 d+=partial[partial_index(a,e,c)+b];
 }
 let f=ROWS*a+b;
 let g=noise4(f,c);
 let h=loss_weight(f);
 let i=f*STATS_WIDTH+4u*c;
 var j=vec4f();
 var k=vec4f();
 for(var l=0u;l<min(4u,L-4u*c);l++){
 let m=stats[i+L+l];
 let n=h*kl_gradient(stats[i+l],m);
 j[l]=d[l]+n.x;
 k[l]=0.5*d[l]*g[l]*exp(0.5*m)+n.y;
 dstats[i+l]=j[l];
 dstats[i+L+l]=k[l];
 }
 partial[block_index(a,c)+b]=j;
 partial[block_index(a,PARTS+c)+b]=k;
}

fn encode_part(a:u32,b:u32,c:u32,d:u32)->mat4x4f{

 let e=(d/PARTS)*L+4u*(d%PARTS);
 let f=block_index(a,d)+b;
 return weight_block(WEIGHT2+e*K4+c,K4)
 *mat4x4f(partial[f],partial[f+1u],partial[f+2u],partial[f+3u]);
}


fn encode(a:u32,b:u32,c:u32){
 var d=mat4x4f();
 if(ROLLED){
 for(var e=0u;e<min(BLOCKS,BLOCKS+step.row_count);e++){
 d+=encode_part(a,b,c,e);
 }
 }else{
 for(var e=0u;e<BLOCKS;e++){
 d+=encode_part(a,b,c,e);
 }
 }
 for(var f=0u;f<4u;f++){
 let g=(ROWS*a+b+f)*K4+c;
 dh[g]=d[f]*activation_gradient(g);
 }
}

@compute @workgroup_size(LANES)
fn latent_backward(
 @builtin(workgroup_id)a:vec3u,
 @builtin(local_invocation_index)b:u32,
){
 for(var c=0u;c<TASK_TURNS;c++){
 let d=LANES*c+b;
 if(d<SLICES*TASKS){
 sum_slice(a.x,d%TASKS,d/TASKS);
 }
 }
 storageBarrier();
 for(var c=0u;c<(ROWS*PARTS+LANES-1u)/LANES;c++){
 let d=LANES*c+b;
 if(d<ROWS*PARTS){
 through_sample(a.x,d%ROWS,d/ROWS);
 }
 }
 storageBarrier();
 for(var c=0u;c<(2u*K4+LANES-1u)/LANES;c++){
 let d=LANES*c+b;
 if(d<2u*K4){
 encode(a.x,4u*(d%2u),d/2u);
 }
 }
}` as string,
      imports: ['shared/loss_weight', 'shared/samples', 'shared/step', 'shared/kl'],
      bindings: [
        { name: 'dy', access: 'read', element: 'f32', shape: ['M', 'N'] },
        { name: 'parameters', access: 'read', element: 'f32', shape: ['_'] },
        { name: 'stats', access: 'read', element: 'f32', shape: ['M', '2*L'] },
        { name: 'dstats', access: 'read_write', element: 'f32', shape: ['M', '2*L'] },
        { name: 'dh', access: 'read_write', element: 'f32', shape: ['M', 'K'] },
        { name: 'partial', access: 'read_write', element: 'f32', shape: ['_'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        K: { type: 'u32', value: 400 },
        L: { type: 'u32', value: 20 },
        N: { type: 'u32', value: 400 },
        WEIGHT2: { type: 'u32', value: 0 },
        WEIGHT3: { type: 'u32', value: 0 },
        LANES: { type: 'u32', value: 64 },
        ROLLED: { type: 'bool', value: false },
        TERM: { type: 'u32', value: 0 },
        SAMPLES: { type: 'u32', value: 1 },
      },
      slots: { noise: 'counter', activation_gradient: 'relu' },
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    likelihood_backward: {
      code: `












const M: u32 = 128u;
const K: u32 = 784u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> outputs: array<vec4f>;
@group(1) @binding(1) var<storage, read_write> doutputs: array<vec4f>;

const K4 = (K + 7u) / 8u * 2u;

@compute @workgroup_size(64, 1)
fn likelihood_backward(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=K4||a.y>=M){
 return;
 }
 let b=a.y*K4+a.x;
 let c=x_load(x_row(a.y/SAMPLES),a.x);
 let d=likelihood_gradient(a.y,a.x,outputs[b],c);
 let e=keep_columns(term_weight(a.y)*d,a.x,K);
 if(ACCUMULATE){
 doutputs[b]+=e;
 }else{
 doutputs[b]=e;
 }
}` as string,
      imports: ['shared/columns', 'shared/samples', 'shared/step'],
      bindings: [
        { name: 'outputs', access: 'read', element: 'f32', shape: ['M', 'K'] },
        { name: 'doutputs', access: 'read_write', element: 'f32', shape: ['M', 'K'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        K: { type: 'u32', value: 784 },
        ACCUMULATE: { type: 'bool', value: false },
        SAMPLES: { type: 'u32', value: 1 },
      },
      slots: { load: 'matrix', likelihood: 'bernoulli', term_weight: 'scalar' },
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    likelihood_forward_backward: {
      code: `
















const M: u32 = 128u;
const K: u32 = 784u;
const RING: u32 = 32u;

@group(1) @binding(0) var<storage, read> outputs: array<vec4f>;
@group(1) @binding(1) var<storage, read_write> terms: array<f32>;
@group(1) @binding(2) var<storage, read_write> doutputs: array<vec4f>;

const K4 = (K + 7u) / 8u * 2u;
const TERMS_WIDTH = (M + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn likelihood_forward_backward(
 @builtin(workgroup_id)a:vec3u,
 @builtin(local_invocation_index)b:u32,
){
 let c=a.x;
 let d=x_row(c/SAMPLES);
 var e=vec4f();
 for(var f=b;f<K4;f+=64u){
 let g=c*K4+f;
 let h=outputs[g];
 let i=x_load(d,f);
 e+=keep_columns(likelihood_loss(c,f,h,i),f,K);
 doutputs[g]=keep_columns(loss_weight(c)*likelihood_gradient(c,f,h,i),f,K);
 }
 let j=sum64(e.x+e.y+e.z+e.w,b);
 if(b==0u){
 terms[(step.ring_slot%RING)*TERMS_WIDTH+c]=select(0.0,j,row_counts(c));
 }
}` as string,
      imports: [
        'shared/columns',
        'shared/sum64',
        'shared/loss_weight',
        'shared/samples',
        'shared/step',
      ],
      bindings: [
        { name: 'outputs', access: 'read', element: 'f32', shape: ['M', 'K'] },
        { name: 'terms', access: 'read_write', element: 'f32', shape: ['RING', '1', 'M'] },
        { name: 'doutputs', access: 'read_write', element: 'f32', shape: ['M', 'K'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        K: { type: 'u32', value: 784 },
        RING: { type: 'u32', value: 32 },
        TERM: { type: 'u32', value: 0 },
        SAMPLES: { type: 'u32', value: 1 },
      },
      slots: { load: 'matrix', likelihood: 'bernoulli' },
      workgroupSize: [64, 1, 1],
      workgroupBytes: 256,
      usesStep: true,
    },
    optimizer_update: {
      code: `


















const P: u32 = 652824u;

const FIRST: u32 = 0u;
const COUNT: u32 = 0u;

@group(1) @binding(0) var<storage, read_write> state: array<vec4f>;
@group(1) @binding(1) var<storage, read> gradient: array<vec4f>;
@group(1) @binding(2) var<storage, read_write> health: array<atomic<u32>>;

const P4 = P / 4u;
const COUNT4 = select(COUNT, P, COUNT == 0u) / 4u;

@compute @workgroup_size(64)
fn optimizer_update(
 @builtin(global_invocation_id)a:vec3u,
 @builtin(num_workgroups)b:vec3u,
){
 let c=linear_index(a,b,64u);
 if(c>=COUNT4){
 return;
 }
 let d=FIRST/4u+c;
 if(atomicLoad(&health[0])<step.counter){
 return;
 }
 let e=gradient[d];
 let f=OptimizerState(state[d],state[P4+d],state[2u*P4+d]);
 let g=optimizer_step(f,clip_value(clip_norm(e)));
 if(!optimizer_finite(g,e)){
 atomicMin(&health[0],step.counter);
 }
 state[d]=g.w;
 if(KEEPS_M){
 state[P4+d]=g.m;
 }
 if(KEEPS_V){
 state[2u*P4+d]=g.v;
 }
}` as string,
      imports: [
        'shared/optimizer',
        'shared/finite',
        'shared/optimizer_scalars',
        'shared/step',
        'shared/linear',
      ],
      bindings: [
        { name: 'state', access: 'read_write', element: 'f32', shape: ['3*P'] },
        { name: 'gradient', access: 'read', element: 'f32', shape: ['P'] },
        { name: 'health', access: 'read_write', element: 'u32', shape: ['1'] },
      ],
      enables: [],
      constants: {
        P: { type: 'u32', value: 652824 },
        FIRST: { type: 'u32', value: 0 },
        COUNT: { type: 'u32', value: 0 },
        CLIP_VALUE: { type: 'f32', value: 0 },
        GROUP: { type: 'u32', value: 0 },
      },
      slots: { optimizer: 'adam', clip: 'none' },
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    reparameterize_backward: {
      code: `









const M: u32 = 128u;
const L: u32 = 20u;
const SAMPLES: u32 = 1u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> stats: array<f32>;
@group(1) @binding(1) var<storage, read> dz: array<vec4f>;
@group(1) @binding(2) var<storage, read_write> dstats: array<f32>;

const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const L4 = (L + 7u) / 8u * 2u;

@compute @workgroup_size(8, 8)
fn reparameterize_backward(@builtin(global_invocation_id)a:vec3u){
 if(4u*a.x>=L||a.y>=M){
 return;
 }
 var b=vec4f();
 var c=vec4f();
 for(var d=0u;d<SAMPLES;d++){
 let e=SAMPLES*a.y+d;
 let f=dz[e*L4+a.x];
 b+=f;
 c+=f*noise4(e,a.x);
 }
 for(var g=0u;g<4u;g++){
 let h=4u*a.x+g;
 if(h<L){
 let i=a.y*STATS_WIDTH+h;
 let j=i+L;
 let k=0.5*c[g]*exp(0.5*stats[j]);
 if(ACCUMULATE){
 dstats[i]+=b[g];
 dstats[j]+=k;
 }else{
 dstats[i]=b[g];
 dstats[j]=k;
 }
 }
 }
}` as string,
      imports: [],
      bindings: [
        { name: 'stats', access: 'read', element: 'f32', shape: ['M', '2*L'] },
        { name: 'dz', access: 'read', element: 'f32', shape: ['M*SAMPLES', 'L'] },
        { name: 'dstats', access: 'read_write', element: 'f32', shape: ['M', '2*L'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        L: { type: 'u32', value: 20 },
        SAMPLES: { type: 'u32', value: 1 },
        ACCUMULATE: { type: 'bool', value: false },
      },
      slots: { noise: 'counter' },
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
  },
} as const satisfies CataloguePart;
