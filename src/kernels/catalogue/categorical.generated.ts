// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const categoricalKernels = {
  modules: {
    'shared/max64': `


var<workgroup> max64_partial: array<f32, 64>;

fn max64_for_all(a:f32,b:u32)->f32{
 max64_partial[b]=a;
 for(var c=32u;c>0u;c=c/2u){
 workgroupBarrier();
 if(b<c){
 max64_partial[b]=max(max64_partial[b],max64_partial[b+c]);
 }
 }
 return workgroupUniformLoad(&max64_partial[0]);
}` as string,
  },
  slots: {
    likelihood: {
      categorical: {
        code: `







@group(1) @binding(0) var<storage, read> normalizers: array<vec4f>;

fn likelihood_loss(a:u32,b:u32,c:vec4f,d:vec4f)->vec4f{
 return d*(normalizers[a*K4+b]-c);
}

fn likelihood_gradient(a:u32,b:u32,c:vec4f,d:vec4f)->vec4f{
 let e=exp(min(c-normalizers[a*K4+b],vec4f()));
 return normalizers[(M+a)*K4+b]*e-d;
}` as string,
        imports: [],
        bindings: [{ name: 'normalizers', access: 'read', element: 'f32', shape: ['2*M', 'K'] }],
        enables: [],
        constants: {},
      },
    },
  },
  kernels: {
    group_normalizer: {
      code: `













const M: u32 = 128u;
const K: u32 = 784u;
const GROUPS: u32 = 49u;

@group(1) @binding(0) var<storage, read> outputs: array<f32>;
@group(1) @binding(1) var<storage, read> starts: array<u32>;
@group(1) @binding(2) var<storage, read_write> normalizers: array<f32>;

const WIDTH = (K + 7u) / 8u * 8u;
const LOWEST = -3.4e38;

@compute @workgroup_size(8, 8)
fn group_normalizer(@builtin(global_invocation_id)a:vec3u){
 let b=a.y;
 if(a.x>=GROUPS||b>=M){
 return;
 }
 let c=starts[a.x];
 let d=starts[a.x+1u];
 let e=x_row(b/SAMPLES);
 var f=LOWEST;
 var g=0.0;
 var h=0.0;
 for(var i=c;i<d;i++){
 let j=outputs[b*WIDTH+i];
 let k=f;
 f=max(f,j);
 g=g*exp(k-f)+exp(j-f);
 h+=x_load(e,i/4u)[i%4u];
 }
 let l=f+log(g);
 for(var i=c;i<d;i++){
 normalizers[b*WIDTH+i]=l;
 normalizers[(M+b)*WIDTH+i]=h;
 }
}` as string,
      imports: ['shared/samples', 'shared/step'],
      bindings: [
        { name: 'outputs', access: 'read', element: 'f32', shape: ['M', 'K'] },
        { name: 'starts', access: 'read', element: 'u32', shape: ['_'] },
        { name: 'normalizers', access: 'read_write', element: 'f32', shape: ['2*M', 'K'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        K: { type: 'u32', value: 784 },
        GROUPS: { type: 'u32', value: 49 },
        SAMPLES: { type: 'u32', value: 1 },
      },
      slots: { load: 'matrix' },
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    level_mean: {
      code: `







const M: u32 = 128u;
const K: u32 = 784u;
const LEVELS: u32 = 16u;

@group(1) @binding(0) var<storage, read> logits: array<f32>;
@group(1) @binding(1) var<storage, read_write> y: array<f32>;

const LOGITS_WIDTH = (K * LEVELS + 7u) / 8u * 8u;
const Y_WIDTH = (K + 7u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn level_mean(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=K||a.y>=M){
 return;
 }
 let b=a.y*LOGITS_WIDTH+a.x*LEVELS;
 var c=logits[b];
 var d=0.0;
 var e=0.0;
 for(var f=0u;f<LEVELS;f++){
 let g=logits[b+f];
 let h=c;
 c=max(c,g);
 let i=exp(h-c);
 let j=exp(g-c);
 d=d*i+j;
 e=e*i+j*f32(f);
 }
 y[a.y*Y_WIDTH+a.x]=e/(d*f32(LEVELS-1u));
}` as string,
      imports: [],
      bindings: [
        { name: 'logits', access: 'read', element: 'f32', shape: ['M', 'K*LEVELS'] },
        { name: 'y', access: 'read_write', element: 'f32', shape: ['M', 'K'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        K: { type: 'u32', value: 784 },
        LEVELS: { type: 'u32', value: 16 },
      },
      slots: {},
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: false,
    },
    one_hot: {
      code: `








const M: u32 = 128u;
const K: u32 = 784u;
const LEVELS: u32 = 2u;

@group(1) @binding(0) var<storage, read> x: array<f32>;
@group(1) @binding(1) var<storage, read_write> y: array<vec4f>;

const X_WIDTH = (K + 7u) / 8u * 8u;
const Y4 = (K * LEVELS + 7u) / 8u * 2u;

@compute @workgroup_size(64, 1)
fn one_hot(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=Y4||a.y>=M){
 return;
 }
 var b=vec4f();
 for(var c=0u;c<4u;c++){
 let d=4u*a.x+c;
 if(d<K*LEVELS){
 let e=f32(LEVELS)*x[a.y*X_WIDTH+d/LEVELS];
 let f=u32(clamp(e,0.0,f32(LEVELS-1u)));
 b[c]=f32(f==d%LEVELS);
 }
 }
 y[a.y*Y4+a.x]=b;
}` as string,
      imports: [],
      bindings: [
        { name: 'x', access: 'read', element: 'f32', shape: ['M', 'K'] },
        { name: 'y', access: 'read_write', element: 'f32', shape: ['M', 'K*LEVELS'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        K: { type: 'u32', value: 784 },
        LEVELS: { type: 'u32', value: 2 },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: false,
    },
    softmax_groups: {
      code: `











const M: u32 = 128u;
const K: u32 = 784u;
const GROUPS: u32 = 392u;

@group(1) @binding(0) var<storage, read> logits: array<f32>;
@group(1) @binding(1) var<storage, read> starts: array<u32>;
@group(1) @binding(2) var<storage, read_write> probabilities: array<f32>;

const WIDTH = (K + 7u) / 8u * 8u;
const LOWEST = -3.4028234e38;

@compute @workgroup_size(64)
fn softmax_groups(
 @builtin(workgroup_id)a:vec3u,
 @builtin(local_invocation_index)b:u32,
){
 let c=a.y*WIDTH;
 let d=c+starts[a.x];
 let e=c+starts[a.x+1u];
 var f=LOWEST;
 for(var g=d+b;g<e;g+=64u){
 f=max(f,logits[g]);
 }
 f=max64_for_all(f,b);
 var h=0.0;
 for(var g=d+b;g<e;g+=64u){
 h+=exp(logits[g]-f);
 }
 h=sum64_for_all(h,b);
 for(var g=d+b;g<e;g+=64u){
 probabilities[g]=exp(logits[g]-f)/h;
 }
}` as string,
      imports: ['shared/max64', 'shared/sum64'],
      bindings: [
        { name: 'logits', access: 'read', element: 'f32', shape: ['M', 'K'] },
        { name: 'starts', access: 'read', element: 'u32', shape: ['_'] },
        { name: 'probabilities', access: 'read_write', element: 'f32', shape: ['M', 'K'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        K: { type: 'u32', value: 784 },
        GROUPS: { type: 'u32', value: 392 },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 512,
      usesStep: false,
    },
  },
} as const satisfies CataloguePart;
