// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const lossesKernels = {
  modules: {},
  slots: {},
  kernels: {
    kl_forward: {
      code: `









const M: u32 = 128u;
const L: u32 = 20u;
const RING: u32 = 32u;

@group(1) @binding(0) var<storage, read> stats: array<f32>;
@group(1) @binding(1) var<storage, read_write> terms: array<f32>;

const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const TERMS_WIDTH = (M + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn kl_forward(@builtin(global_invocation_id)a:vec3u){
 let b=a.x;
 if(b>=M){
 return;
 }
 var c=0.0;
 for(var d=0u;d<L;d++){
 let e=b*STATS_WIDTH+d;
 c+=kl_loss(stats[e],stats[e+L]);
 }
 terms[(step.ring_slot%RING)*TERMS_WIDTH+b]=select(0.0,c,b<step.row_count);
}` as string,
      imports: ['shared/step', 'shared/kl'],
      bindings: [
        { name: 'stats', access: 'read', element: 'f32', shape: ['M', '2*L'] },
        { name: 'terms', access: 'read_write', element: 'f32', shape: ['RING', '1', 'M'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        L: { type: 'u32', value: 20 },
        RING: { type: 'u32', value: 32 },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    latent_forward: {
      code: `
























const M: u32 = 128u;
const K: u32 = 400u;
const L: u32 = 20u;
const N: u32 = 400u;
const RING: u32 = 32u;
const PARTS: u32 = 5u;
const WEIGHT2: u32 = 0u;
const BIAS2: u32 = 0u;
const WEIGHT3: u32 = 0u;
const BIAS3: u32 = 0u;

@group(1) @binding(0) var<storage, read> h: array<vec4f>;
@group(1) @binding(1) var<storage, read> parameters: array<vec4f>;
@group(1) @binding(2) var<storage, read_write> stats: array<f32>;
@group(1) @binding(3) var<storage, read_write> z: array<vec4f>;
@group(1) @binding(4) var<storage, read_write> y: array<vec4f>;
@group(1) @binding(5) var<storage, read_write> terms: array<f32>;

@group(1) @binding(6) var<storage, read_write> partial: array<vec4f>;


const LANES: u32 = 64u;

const ROLLED: bool = false;
const ROWS = 8u;
const K4 = (K + 7u) / 8u * 2u;
const L4 = (L + 7u) / 8u * 2u;
const N4 = (N + 7u) / 8u * 2u;
const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const TERMS_WIDTH = (M + 7u) / 8u * 8u;

const BLOCKS = 2u * PARTS;
const TASKS = ROWS / 4u * BLOCKS;
const TASK_TURNS = (TASKS + LANES - 1u) / LANES;

const SLICES = max(1u, LANES / TASKS);
const SLICE_STEPS = (K4 + SLICES - 1u) / SLICES;


fn weight_block(a:u32,b:u32)->mat4x4f{
 return transpose(mat4x4f(
 parameters[a],parameters[a+b],
 parameters[a+2u*b],parameters[a+3u*b],
 ));
}



fn first_column(a:u32)->u32{
 return(a/PARTS)*L+4u*(a%PARTS);
}

fn partial_index(a:u32,b:u32,c:u32)->u32{
 return((a*SLICES+b)*BLOCKS+c)*ROWS;
}

fn sum_slice(a:u32,b:u32,c:u32){
 let d=b/2u;
 let e=4u*(b%2u);
 let f=(ROWS*a+e)*K4;
 let g=WEIGHT2+first_column(d)*K4;
 var i=mat4x4f();
 for(var j=0u;j<SLICE_STEPS;j++){
 let k=c*SLICE_STEPS+j;
 if(k>=K4){
 break;
 }
 let l=f+k;
 i+=weight_block(g+k,K4)
 *mat4x4f(h[l],h[l+K4],h[l+2u*K4],h[l+3u*K4]);
 }
 let l=partial_index(a,c,d)+e;
 for(var j=0u;j<4u;j++){
 partial[l+j]=i[j];
 }
}

fn join_slices(a:u32,b:u32,c:u32)->vec4f{
 let d=first_column(b);
 var e=vec4f();
 for(var f=0u;f<SLICES;f++){
 e+=partial[partial_index(a,f,b)+c];
 }
 for(var g=0u;g<4u;g++){
 e[g]+=parameters[BIAS2+(d+g)/4u][(d+g)%4u];
 }
 return e;
}


fn sample_four(a:u32,b:u32,c:u32){
 let d=ROWS*a+b;
 let e=join_slices(a,c,b);
 let f=join_slices(a,PARTS+c,b);
 let g=noise4(d,c);
 let h=d*STATS_WIDTH+4u*c;
 var i=vec4f();
 var j=0.0;
 for(var k=0u;k<min(4u,L-4u*c);k++){
 stats[h+k]=e[k];
 stats[h+L+k]=f[k];
 i[k]=e[k]+exp(0.5*f[k])*g[k];
 j+=kl_loss(e[k],f[k]);
 }
 z[d*L4+c]=i;
 let l=((step.ring_slot%RING)*PARTS+c)*TERMS_WIDTH+d;
 terms[l]=select(0.0,j,d<step.row_count);
}

fn decode_part(a:u32,b:u32)->mat4x4f{
 return weight_block(b,L4)*mat4x4f(z[a],z[a+L4],z[a+2u*L4],z[a+3u*L4]);
}


fn decode(a:u32,b:u32){
 let c=a*L4;
 let d=WEIGHT3+4u*b*L4;
 var e=mat4x4f();
 if(ROLLED){
 for(var f=0u;f<min(PARTS,PARTS+step.row_count);f++){
 e+=decode_part(c+f,d+f);
 }
 }else{
 for(var f=0u;f<PARTS;f++){
 e+=decode_part(c+f,d+f);
 }
 }
 let g=parameters[BIAS3+b];
 for(var h=0u;h<4u;h++){
 y[(a+h)*N4+b]=keep_columns(activate(e[h]+g),b,N);
 }
}

@compute @workgroup_size(LANES)
fn latent_forward(
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
 sample_four(a.x,d%ROWS,d/ROWS);
 }
 }
 storageBarrier();
 for(var c=0u;c<(2u*N4+LANES-1u)/LANES;c++){
 let d=LANES*c+b;
 if(d<2u*N4){
 decode(ROWS*a.x+4u*(d%2u),d/2u);
 }
 }
}` as string,
      imports: ['shared/columns', 'shared/step', 'shared/kl'],
      bindings: [
        { name: 'h', access: 'read', element: 'f32', shape: ['M', 'K'] },
        { name: 'parameters', access: 'read', element: 'f32', shape: ['_'] },
        { name: 'stats', access: 'read_write', element: 'f32', shape: ['M', '2*L'] },
        { name: 'z', access: 'read_write', element: 'f32', shape: ['M', 'L'] },
        { name: 'y', access: 'read_write', element: 'f32', shape: ['M', 'N'] },
        {
          name: 'terms',
          access: 'read_write',
          element: 'f32',
          shape: ['RING', 'PARTS', 'M'],
        },
        { name: 'partial', access: 'read_write', element: 'f32', shape: ['_'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        K: { type: 'u32', value: 400 },
        L: { type: 'u32', value: 20 },
        N: { type: 'u32', value: 400 },
        RING: { type: 'u32', value: 32 },
        PARTS: { type: 'u32', value: 5 },
        WEIGHT2: { type: 'u32', value: 0 },
        BIAS2: { type: 'u32', value: 0 },
        WEIGHT3: { type: 'u32', value: 0 },
        BIAS3: { type: 'u32', value: 0 },
        LANES: { type: 'u32', value: 64 },
        ROLLED: { type: 'bool', value: false },
      },
      slots: { noise: 'counter', activation: 'relu' },
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    likelihood_forward: {
      code: `














const M: u32 = 128u;
const K: u32 = 784u;
const RING: u32 = 32u;

@group(1) @binding(0) var<storage, read> outputs: array<vec4f>;
@group(1) @binding(1) var<storage, read_write> terms: array<f32>;

const K4 = (K + 7u) / 8u * 2u;
const TERMS_WIDTH = (M + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn likelihood_forward(
 @builtin(workgroup_id)a:vec3u,
 @builtin(local_invocation_index)b:u32,
){
 let c=a.x;
 let d=x_row(c/SAMPLES);
 var e=vec4f();
 for(var f=b;f<K4;f+=64u){
 let g=likelihood_loss(c,f,outputs[c*K4+f],x_load(d,f));
 e+=keep_columns(g,f,K);
 }
 let h=sum64(e.x+e.y+e.z+e.w,b);
 if(b==0u){
 terms[(step.ring_slot%RING)*TERMS_WIDTH+c]=select(0.0,h,row_counts(c));
 }
}` as string,
      imports: ['shared/samples', 'shared/step', 'shared/columns', 'shared/sum64'],
      bindings: [
        { name: 'outputs', access: 'read', element: 'f32', shape: ['M', 'K'] },
        { name: 'terms', access: 'read_write', element: 'f32', shape: ['RING', '1', 'M'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        K: { type: 'u32', value: 784 },
        RING: { type: 'u32', value: 32 },
        SAMPLES: { type: 'u32', value: 1 },
      },
      slots: { load: 'matrix', likelihood: 'bernoulli' },
      workgroupSize: [64, 1, 1],
      workgroupBytes: 256,
      usesStep: true,
    },
    sum_terms: {
      code: `












const M: u32 = 128u;
const PARTS: u32 = 1u;
const RING: u32 = 32u;
const SAMPLES: u32 = 1u;

@group(1) @binding(0) var<storage, read> terms: array<f32>;
@group(1) @binding(1) var<storage, read_write> sums: array<f32>;
@group(1) @binding(2) var<storage, read_write> health: array<atomic<u32>>;


const SLOT_WIDTH = PARTS * ((M + 7u) / 8u * 8u);

@compute @workgroup_size(64)
fn sum_terms(
 @builtin(workgroup_id)a:vec3u,
 @builtin(local_invocation_index)b:u32,
){

 if(a.x>step.ring_slot){
 return;
 }
 var c=0.0;
 for(var d=0u;d<(SLOT_WIDTH+63u)/64u;d++){
 let e=64u*d+b;
 if(e<SLOT_WIDTH){
 c+=terms[a.x*SLOT_WIDTH+e];
 }
 }
 let f=sum64(c,b)/f32(SAMPLES);
 if(b==0u){
 sums[a.x]=f;
 if(!all_finite(vec4f(f))){
 atomicMin(&health[0],step.counter-(step.ring_slot-a.x));
 }
 }
}` as string,
      imports: ['shared/sum64', 'shared/step', 'shared/finite'],
      bindings: [
        { name: 'terms', access: 'read', element: 'f32', shape: ['RING', 'PARTS', 'M'] },
        { name: 'sums', access: 'read_write', element: 'f32', shape: ['RING'] },
        { name: 'health', access: 'read_write', element: 'u32', shape: ['1'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        PARTS: { type: 'u32', value: 1 },
        RING: { type: 'u32', value: 32 },
        SAMPLES: { type: 'u32', value: 1 },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 256,
      usesStep: true,
    },
  },
} as const satisfies CataloguePart;
