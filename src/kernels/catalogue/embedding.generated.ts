// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const embeddingKernels = {
  modules: {},
  slots: {},
  kernels: {
    embedding_backward: {
      code: `












const M: u32 = 32u;
const LENGTH: u32 = 4u;
const VOCABULARY: u32 = 100u;
const K: u32 = 20u;
const PADDING: u32 = 100u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> order: array<u32>;
@group(1) @binding(1) var<storage, read> sorted: array<u32>;
@group(1) @binding(2) var<storage, read> dy: array<f32>;
@group(1) @binding(3) var<storage, read_write> dweight: array<vec4f>;

const COUNT = M * LENGTH;
const K4 = (K + 7u) / 8u * 2u;
const WIDTH = (LENGTH * K + 7u) / 8u * 8u;

const HALVINGS = 32u;

@compute @workgroup_size(8, 8)
fn embedding_backward(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=K4||a.y>=VOCABULARY){
 return;
 }
 let b=a.y;
 var c=0u;
 var d=COUNT;
 for(var e=0u;e<HALVINGS;e++){
 if(d==0u){
 break;
 }
 let f=d/2u;
 let g=sorted[c+f]<b;
 c=select(c,c+f+1u,g);
 d=select(f,d-f-1u,g);
 }
 let h=min(4u*a.x+vec4u(0u,1u,2u,3u),vec4u(K-1u));
 var i=vec4f();
 for(var e=select(c,COUNT,b==PADDING);e<COUNT;e++){
 if(min(sorted[e],VOCABULARY-1u)!=b){
 break;
 }
 let j=order[e];
 let k=j/LENGTH*WIDTH+j%LENGTH*K+h;
 i+=vec4f(dy[k.x],dy[k.y],dy[k.z],dy[k.w]);
 }
 let l=keep_columns(i,a.x,K);
 let m=a.y*K4+a.x;
 if(ACCUMULATE){
 dweight[m]+=l;
 }else{
 dweight[m]=l;
 }
}` as string,
      imports: ['shared/columns'],
      bindings: [
        { name: 'order', access: 'read', element: 'u32', shape: ['M*LENGTH'] },
        { name: 'sorted', access: 'read', element: 'u32', shape: ['M*LENGTH'] },
        { name: 'dy', access: 'read', element: 'f32', shape: ['M', 'LENGTH*K'] },
        {
          name: 'dweight',
          access: 'read_write',
          element: 'f32',
          shape: ['VOCABULARY', 'K'],
        },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 32 },
        LENGTH: { type: 'u32', value: 4 },
        VOCABULARY: { type: 'u32', value: 100 },
        K: { type: 'u32', value: 20 },
        PADDING: { type: 'u32', value: 100 },
        ACCUMULATE: { type: 'bool', value: false },
      },
      slots: {},
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: false,
    },
    embedding_forward: {
      code: `








const M: u32 = 32u;
const LENGTH: u32 = 4u;
const VOCABULARY: u32 = 100u;
const K: u32 = 20u;
const PADDING: u32 = 100u;

@group(1) @binding(0) var<storage, read> tokens: array<f32>;
@group(1) @binding(1) var<storage, read> weight: array<f32>;
@group(1) @binding(2) var<storage, read_write> y: array<vec4f>;

const LENGTH8 = (LENGTH + 7u) / 8u * 8u;
const K8 = (K + 7u) / 8u * 8u;
const WIDTH4 = (LENGTH * K + 7u) / 8u * 2u;

@compute @workgroup_size(64, 1)
fn embedding_forward(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=WIDTH4||a.y>=M){
 return;
 }
 let b=4u*a.x+vec4u(0u,1u,2u,3u);
 let c=a.y*LENGTH8+min(b/K,vec4u(LENGTH-1u));
 let d=vec4u(vec4f(tokens[c.x],tokens[c.y],tokens[c.z],tokens[c.w]));
 let e=min(d,vec4u(VOCABULARY-1u));
 let f=e*K8+b%K;
 let g=vec4f(weight[f.x],weight[f.y],weight[f.z],weight[f.w]);
 let h=(b<vec4u(LENGTH*K))&(e!=vec4u(PADDING));
 y[a.y*WIDTH4+a.x]=select(vec4f(),g,h);
}` as string,
      imports: [],
      bindings: [
        { name: 'tokens', access: 'read', element: 'f32', shape: ['M', 'LENGTH'] },
        { name: 'weight', access: 'read', element: 'f32', shape: ['VOCABULARY', 'K'] },
        { name: 'y', access: 'read_write', element: 'f32', shape: ['M', 'LENGTH*K'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 32 },
        LENGTH: { type: 'u32', value: 4 },
        VOCABULARY: { type: 'u32', value: 100 },
        K: { type: 'u32', value: 20 },
        PADDING: { type: 'u32', value: 100 },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: false,
    },
    token_order: {
      code: `








const M: u32 = 32u;
const LENGTH: u32 = 4u;

@group(1) @binding(0) var<storage, read> tokens: array<vec4f>;
@group(1) @binding(1) var<storage, read_write> order: array<u32>;
@group(1) @binding(2) var<storage, read_write> sorted: array<u32>;

const LENGTH4 = (LENGTH + 7u) / 8u * 2u;

@compute @workgroup_size(64)
fn token_order(@builtin(global_invocation_id)a:vec3u){
 let b=a.x;
 if(b>=M*LENGTH){
 return;
 }
 let c=b/LENGTH;
 let d=b%LENGTH;
 let e=tokens[c*LENGTH4+d/4u][d%4u];
 var f=vec4u();
 for(var g=0u;g<M;g++){
 for(var h=0u;h<LENGTH4;h++){
 let i=tokens[g*LENGTH4+h];
 let j=4u*h+vec4u(0u,1u,2u,3u);
 let k=g*LENGTH+j<vec4u(b);
 let l=(i<vec4f(e))|((i==vec4f(e))&k);
 f+=select(vec4u(),vec4u(1u),l&(j<vec4u(LENGTH)));
 }
 }
 let m=f.x+f.y+f.z+f.w;
 order[m]=b;
 sorted[m]=u32(e);
}` as string,
      imports: [],
      bindings: [
        { name: 'tokens', access: 'read', element: 'f32', shape: ['M', 'LENGTH'] },
        { name: 'order', access: 'read_write', element: 'u32', shape: ['M*LENGTH'] },
        { name: 'sorted', access: 'read_write', element: 'u32', shape: ['M*LENGTH'] },
      ],
      enables: [],
      constants: { M: { type: 'u32', value: 32 }, LENGTH: { type: 'u32', value: 4 } },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: false,
    },
  },
} as const satisfies CataloguePart;
