// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const cellsKernels = {
  modules: {},
  slots: {},
  kernels: {
    observed_likelihood_backward: {
      code: `













const M: u32 = 128u;
const K: u32 = 784u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> outputs: array<vec4f>;
@group(1) @binding(1) var<storage, read> observed: array<vec4f>;
@group(1) @binding(2) var<storage, read_write> doutputs: array<vec4f>;

const K4 = (K + 7u) / 8u * 2u;

@compute @workgroup_size(64, 1)
fn observed_likelihood_backward(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=K4||a.y>=M){
 return;
 }
 let b=a.y*K4+a.x;
 let c=a.y/SAMPLES;
 let d=x_load(x_row(c),a.x);
 let e=likelihood_gradient(a.y,a.x,outputs[b],d);
 let f=select(vec4f(),term_weight(a.y)*e,observed[c*K4+a.x]!=vec4f());
 let g=keep_columns(f,a.x,K);
 if(ACCUMULATE){
 doutputs[b]+=g;
 }else{
 doutputs[b]=g;
 }
}` as string,
      imports: ['shared/columns', 'shared/samples', 'shared/step'],
      bindings: [
        { name: 'outputs', access: 'read', element: 'f32', shape: ['M', 'K'] },
        { name: 'observed', access: 'read', element: 'f32', shape: ['_', 'K'] },
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
    observed_likelihood_forward: {
      code: `

















const M: u32 = 128u;
const K: u32 = 784u;
const RING: u32 = 32u;

@group(1) @binding(0) var<storage, read> outputs: array<vec4f>;
@group(1) @binding(1) var<storage, read> observed: array<vec4f>;
@group(1) @binding(2) var<storage, read_write> terms: array<f32>;

const K4 = (K + 7u) / 8u * 2u;
const TERMS_WIDTH = (M + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn observed_likelihood_forward(
 @builtin(workgroup_id)a:vec3u,
 @builtin(local_invocation_index)b:u32,
){
 let c=a.x;
 let d=c/SAMPLES;
 let e=x_row(d);
 var f=vec4f();
 for(var g=b;g<K4;g+=64u){
 let h=likelihood_loss(c,g,outputs[c*K4+g],x_load(e,g));
 let i=select(vec4f(),h,observed[d*K4+g]!=vec4f());
 f+=keep_columns(i,g,K);
 }
 let j=sum64(f.x+f.y+f.z+f.w,b);
 if(b==0u){
 terms[(step.ring_slot%RING)*TERMS_WIDTH+c]=select(0.0,j,row_counts(c));
 }
}` as string,
      imports: ['shared/samples', 'shared/step', 'shared/columns', 'shared/sum64'],
      bindings: [
        { name: 'outputs', access: 'read', element: 'f32', shape: ['M', 'K'] },
        { name: 'observed', access: 'read', element: 'f32', shape: ['_', 'K'] },
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
    weighted_samples: {
      code: `








const M: u32 = 128u;
const DRAWS: u32 = 8u;
const K: u32 = 20u;

@group(1) @binding(0) var<storage, read> shares: array<f32>;
@group(1) @binding(1) var<storage, read> values: array<vec4f>;
@group(1) @binding(2) var<storage, read_write> y: array<vec4f>;

const K4 = (K + 7u) / 8u * 2u;

@compute @workgroup_size(64, 1)
fn weighted_samples(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=K4||a.y>=M){
 return;
 }
 let b=a.y*DRAWS;
 var c=vec4f();
 for(var d=0u;d<DRAWS;d++){
 c+=shares[b+d]*values[(b+d)*K4+a.x];
 }
 y[a.y*K4+a.x]=c;
}` as string,
      imports: [],
      bindings: [
        { name: 'shares', access: 'read', element: 'f32', shape: ['M*DRAWS'] },
        { name: 'values', access: 'read', element: 'f32', shape: ['M*DRAWS', 'K'] },
        { name: 'y', access: 'read_write', element: 'f32', shape: ['M', 'K'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        DRAWS: { type: 'u32', value: 8 },
        K: { type: 'u32', value: 20 },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: false,
    },
  },
} as const satisfies CataloguePart;
