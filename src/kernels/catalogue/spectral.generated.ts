// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const spectralKernels = {
  modules: {},
  slots: {},
  kernels: {
    keep: {
      code: `








const N: u32 = 64u;

@group(1) @binding(0) var<storage, read> values: array<f32>;
@group(1) @binding(1) var<storage, read_write> variable: array<f32>;
@group(1) @binding(2) var<storage, read_write> health: array<atomic<u32>>;

@compute @workgroup_size(64)
fn keep(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=N||atomicLoad(&health[0])<step.counter){
 return;
 }
 variable[a.x]=values[a.x];
}` as string,
      imports: ['shared/step'],
      bindings: [
        { name: 'values', access: 'read', element: 'f32', shape: ['N'] },
        { name: 'variable', access: 'read_write', element: 'f32', shape: ['N'] },
        { name: 'health', access: 'read_write', element: 'u32', shape: ['1'] },
      ],
      enables: [],
      constants: { N: { type: 'u32', value: 64 } },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    spectral_backward: {
      code: `











const N: u32 = 64u;
const K: u32 = 20u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> dy: array<vec4f>;
@group(1) @binding(1) var<storage, read> parts: array<f32>;
@group(1) @binding(2) var<storage, read> left: array<f32>;
@group(1) @binding(3) var<storage, read> right: array<vec4f>;
@group(1) @binding(4) var<storage, read> sigma: array<f32>;
@group(1) @binding(5) var<storage, read_write> dweight: array<vec4f>;

const K4 = (K + 7u) / 8u * 2u;

@compute @workgroup_size(64, 1)
fn spectral_backward(
 @builtin(global_invocation_id)a:vec3u,
 @builtin(local_invocation_index)b:u32,
){
 var c=0.0;
 for(var d=b;d<N;d+=64u){
 c+=parts[d];
 }
 let e=sum64_for_all(c,b);
 if(a.x>=K4||a.y>=N){
 return;
 }
 let f=a.y*K4+a.x;
 let g=(dy[f]-e*left[a.y]*right[a.x])/sigma[0];
 dweight[f]=g+select(vec4f(),dweight[f],vec4<bool>(ACCUMULATE));
}` as string,
      imports: ['shared/sum64'],
      bindings: [
        { name: 'dy', access: 'read', element: 'f32', shape: ['N', 'K'] },
        { name: 'parts', access: 'read', element: 'f32', shape: ['N'] },
        { name: 'left', access: 'read', element: 'f32', shape: ['N'] },
        { name: 'right', access: 'read', element: 'f32', shape: ['K'] },
        { name: 'sigma', access: 'read', element: 'f32', shape: ['1'] },
        { name: 'dweight', access: 'read_write', element: 'f32', shape: ['N', 'K'] },
      ],
      enables: [],
      constants: {
        N: { type: 'u32', value: 64 },
        K: { type: 'u32', value: 20 },
        ACCUMULATE: { type: 'bool', value: false },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 256,
      usesStep: false,
    },
    spectral_columns: {
      code: `







const N: u32 = 64u;
const K: u32 = 20u;

@group(1) @binding(0) var<storage, read> weight: array<vec4f>;
@group(1) @binding(1) var<storage, read> u: array<f32>;
@group(1) @binding(2) var<storage, read_write> columns: array<vec4f>;

const K4 = (K + 7u) / 8u * 2u;

@compute @workgroup_size(64)
fn spectral_columns(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=K4){
 return;
 }
 var b=vec4f();
 for(var c=0u;c<N;c++){
 b+=u[c]*weight[c*K4+a.x];
 }
 columns[a.x]=b;
}` as string,
      imports: [],
      bindings: [
        { name: 'weight', access: 'read', element: 'f32', shape: ['N', 'K'] },
        { name: 'u', access: 'read', element: 'f32', shape: ['N'] },
        { name: 'columns', access: 'read_write', element: 'f32', shape: ['K'] },
      ],
      enables: [],
      constants: { N: { type: 'u32', value: 64 }, K: { type: 'u32', value: 20 } },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: false,
    },
    spectral_dots: {
      code: `









const N: u32 = 64u;
const K: u32 = 20u;

@group(1) @binding(0) var<storage, read> dy: array<vec4f>;
@group(1) @binding(1) var<storage, read> y: array<vec4f>;
@group(1) @binding(2) var<storage, read_write> parts: array<f32>;

const K4 = (K + 7u) / 8u * 2u;

@compute @workgroup_size(64)
fn spectral_dots(
 @builtin(workgroup_id)a:vec3u,
 @builtin(local_invocation_index)b:u32,
){
 var c=0.0;
 for(var d=b;d<K4;d+=64u){
 let e=a.x*K4+d;
 c+=dot(dy[e],y[e]);
 }
 let f=sum64(c,b);
 if(b==0u){
 parts[a.x]=f;
 }
}` as string,
      imports: ['shared/sum64'],
      bindings: [
        { name: 'dy', access: 'read', element: 'f32', shape: ['N', 'K'] },
        { name: 'y', access: 'read', element: 'f32', shape: ['N', 'K'] },
        { name: 'parts', access: 'read_write', element: 'f32', shape: ['N'] },
      ],
      enables: [],
      constants: { N: { type: 'u32', value: 64 }, K: { type: 'u32', value: 20 } },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 256,
      usesStep: false,
    },
    spectral_rows: {
      code: `










const N: u32 = 64u;
const K: u32 = 20u;

@group(1) @binding(0) var<storage, read> weight: array<vec4f>;
@group(1) @binding(1) var<storage, read> columns: array<vec4f>;
@group(1) @binding(2) var<storage, read_write> rows: array<f32>;

const K4 = (K + 7u) / 8u * 2u;

@compute @workgroup_size(64)
fn spectral_rows(
 @builtin(workgroup_id)a:vec3u,
 @builtin(local_invocation_index)b:u32,
){
 var c=0.0;
 var d=0.0;
 for(var e=b;e<K4;e+=64u){
 let f=columns[e];
 c+=dot(weight[a.x*K4+e],f);
 d+=dot(f,f);
 }
 let g=sqrt(sum64_for_all(d,b));
 let h=sum64(c,b);
 if(b==0u){
 rows[a.x]=h/max(g,1e-12);
 }
}` as string,
      imports: ['shared/sum64'],
      bindings: [
        { name: 'weight', access: 'read', element: 'f32', shape: ['N', 'K'] },
        { name: 'columns', access: 'read', element: 'f32', shape: ['K'] },
        { name: 'rows', access: 'read_write', element: 'f32', shape: ['N'] },
      ],
      enables: [],
      constants: { N: { type: 'u32', value: 64 }, K: { type: 'u32', value: 20 } },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 256,
      usesStep: false,
    },
    spectral_vectors: {
      code: `










const N: u32 = 64u;
const K: u32 = 20u;

@group(1) @binding(0) var<storage, read> columns: array<f32>;
@group(1) @binding(1) var<storage, read> rows: array<f32>;
@group(1) @binding(2) var<storage, read_write> left: array<f32>;
@group(1) @binding(3) var<storage, read_write> right: array<f32>;
@group(1) @binding(4) var<storage, read_write> sigma: array<f32>;

@compute @workgroup_size(64)
fn spectral_vectors(@builtin(local_invocation_index)a:u32){
 var b=0.0;
 for(var c=a;c<N;c+=64u){
 b+=rows[c]*rows[c];
 }
 var d=0.0;
 for(var c=a;c<K;c+=64u){
 d+=columns[c]*columns[c];
 }
 let e=sum64_for_all(b,a);
 let f=max(sqrt(sum64_for_all(d,a)),1e-12);
 let g=max(sqrt(e),1e-12);
 for(var c=a;c<N;c+=64u){
 left[c]=rows[c]/g;
 }
 for(var c=a;c<K;c+=64u){
 right[c]=columns[c]/f;
 }
 if(a==0u){
 sigma[0]=e/g;
 }
}` as string,
      imports: ['shared/sum64'],
      bindings: [
        { name: 'columns', access: 'read', element: 'f32', shape: ['K'] },
        { name: 'rows', access: 'read', element: 'f32', shape: ['N'] },
        { name: 'left', access: 'read_write', element: 'f32', shape: ['N'] },
        { name: 'right', access: 'read_write', element: 'f32', shape: ['K'] },
        { name: 'sigma', access: 'read_write', element: 'f32', shape: ['1'] },
      ],
      enables: [],
      constants: { N: { type: 'u32', value: 64 }, K: { type: 'u32', value: 20 } },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 256,
      usesStep: false,
    },
    spectral_weight: {
      code: `






const N: u32 = 64u;
const K: u32 = 20u;

@group(1) @binding(0) var<storage, read> weight: array<vec4f>;
@group(1) @binding(1) var<storage, read> sigma: array<f32>;
@group(1) @binding(2) var<storage, read_write> y: array<vec4f>;

const K4 = (K + 7u) / 8u * 2u;

@compute @workgroup_size(64, 1)
fn spectral_weight(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=K4||a.y>=N){
 return;
 }
 let b=a.y*K4+a.x;
 y[b]=weight[b]/sigma[0];
}` as string,
      imports: [],
      bindings: [
        { name: 'weight', access: 'read', element: 'f32', shape: ['N', 'K'] },
        { name: 'sigma', access: 'read', element: 'f32', shape: ['1'] },
        { name: 'y', access: 'read_write', element: 'f32', shape: ['N', 'K'] },
      ],
      enables: [],
      constants: { N: { type: 'u32', value: 64 }, K: { type: 'u32', value: 20 } },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: false,
    },
  },
} as const satisfies CataloguePart;
