// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const householderKernels = {
  modules: {
    'shared/flow_gradients': `



fn put(a:u32,b:f32,c:bool){
 dparameters[a]=b+select(0.0,dparameters[a],c);
}

fn put4(a:u32,b:u32,c:vec4f,d:bool){
 for(var e=0u;e<min(4u,L-4u*b);e++){
 put(a+4u*b+e,c[e],d);
 }
}` as string,
    'shared/flow_row': `




const L: u32 = 20u;
const FLOWS: u32 = 4u;

const L4 = (L + 7u) / 8u * 2u;
const USED4 = (L + 3u) / 4u;


fn four(a:u32,b:u32)->vec4f{
 let c=vec4u(a)+min(vec4u(4u*b)+vec4u(0u,1u,2u,3u),vec4u(L-1u));
 let d=vec4f(parameters[c.x],parameters[c.y],parameters[c.z],parameters[c.w]);
 return keep_columns(d,b,L);
}` as string,
    'shared/householder': `



const REVERSED: bool = false;

const LEAST = 1e-12;
const PARAMETERS_WIDTH = (FLOWS * L + 7u) / 8u * 8u;


fn first_of(a:u32,b:u32)->u32{
 return a*PARAMETERS_WIDTH+L*select(b,FLOWS-1u-b,REVERSED);
}` as string,
  },
  slots: {},
  kernels: {
    householder_backward: {
      code: `












const M: u32 = 128u;
const SAMPLES: u32 = 1u;
const ACCUMULATE_Z: bool = false;
const ACCUMULATE_PARAMETERS: bool = false;

@group(1) @binding(0) var<storage, read> y: array<vec4f>;
@group(1) @binding(1) var<storage, read> parameters: array<f32>;
@group(1) @binding(2) var<storage, read> dy: array<vec4f>;
@group(1) @binding(3) var<storage, read_write> dz: array<vec4f>;
@group(1) @binding(4) var<storage, read_write> dparameters: array<f32>;

@compute @workgroup_size(64)
fn householder_backward(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=M){
 return;
 }
 for(var b=0u;b<SAMPLES;b++){
 let c=SAMPLES*a.x+b;
 let d=ACCUMULATE_PARAMETERS|(b>0u);
 var e:array<vec4f,L4>;
 var f:array<vec4f,L4>;
 for(var g=0u;g<L4;g++){
 e[g]=y[c*L4+g];
 f[g]=dy[c*L4+g];
 }
 for(var h=0u;h<FLOWS;h++){
 let i=first_of(a.x,FLOWS-1u-h);
 var j=vec3f();
 for(var g=0u;g<USED4;g++){
 let k=four(i,g);
 j+=vec3f(dot(k,e[g]),dot(k,f[g]),dot(k,k));
 }
 let l=2.0/max(j.z,LEAST);

 let m= -j.x;
 let n=j.y;
 let o=select(0.0,l*m*n,j.z>LEAST);
 for(var g=0u;g<USED4;g++){
 let k=four(i,g);
 let p=f[g];
 e[g]+=l*m*k;
 put4(i,g,l*(o*k-m*p-n*e[g]),d);
 f[g]=p-l*n*k;
 }
 }
 for(var g=0u;g<L4;g++){
 let q=c*L4+g;
 dz[q]=f[g]+select(vec4f(),dz[q],ACCUMULATE_Z);
 }
 }
}` as string,
      imports: ['shared/householder', 'shared/flow_row', 'shared/columns', 'shared/flow_gradients'],
      bindings: [
        { name: 'y', access: 'read', element: 'f32', shape: ['M*SAMPLES', 'L'] },
        { name: 'parameters', access: 'read', element: 'f32', shape: ['M', 'FLOWS*L'] },
        { name: 'dy', access: 'read', element: 'f32', shape: ['M*SAMPLES', 'L'] },
        { name: 'dz', access: 'read_write', element: 'f32', shape: ['M*SAMPLES', 'L'] },
        {
          name: 'dparameters',
          access: 'read_write',
          element: 'f32',
          shape: ['M', 'FLOWS*L'],
        },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        SAMPLES: { type: 'u32', value: 1 },
        ACCUMULATE_Z: { type: 'bool', value: false },
        ACCUMULATE_PARAMETERS: { type: 'bool', value: false },
        REVERSED: { type: 'bool', value: false },
        L: { type: 'u32', value: 20 },
        FLOWS: { type: 'u32', value: 4 },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: false,
    },
    householder_forward: {
      code: `










const M: u32 = 128u;
const SAMPLES: u32 = 1u;

@group(1) @binding(0) var<storage, read> z: array<vec4f>;
@group(1) @binding(1) var<storage, read> parameters: array<f32>;
@group(1) @binding(2) var<storage, read_write> y: array<vec4f>;

@compute @workgroup_size(64)
fn householder_forward(@builtin(global_invocation_id)a:vec3u){
 let b=a.x;
 if(b>=M*SAMPLES){
 return;
 }
 var c:array<vec4f,L4>;
 for(var d=0u;d<L4;d++){
 c[d]=z[b*L4+d];
 }
 for(var e=0u;e<FLOWS;e++){
 let f=first_of(b/SAMPLES,e);
 var g=vec2f();
 for(var d=0u;d<USED4;d++){
 let h=four(f,d);
 g+=vec2f(dot(h,c[d]),dot(h,h));
 }
 let i=2.0*g.x/max(g.y,LEAST);
 for(var d=0u;d<USED4;d++){
 c[d]-=i*four(f,d);
 }
 }
 for(var d=0u;d<L4;d++){
 y[b*L4+d]=c[d];
 }
}` as string,
      imports: ['shared/householder', 'shared/flow_row', 'shared/columns'],
      bindings: [
        { name: 'z', access: 'read', element: 'f32', shape: ['M*SAMPLES', 'L'] },
        { name: 'parameters', access: 'read', element: 'f32', shape: ['M', 'FLOWS*L'] },
        { name: 'y', access: 'read_write', element: 'f32', shape: ['M*SAMPLES', 'L'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        SAMPLES: { type: 'u32', value: 1 },
        REVERSED: { type: 'bool', value: false },
        L: { type: 'u32', value: 20 },
        FLOWS: { type: 'u32', value: 4 },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: false,
    },
  },
} as const satisfies CataloguePart;
