// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const domainKernels = {
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
  slots: {},
  kernels: {
    outside_domain: {
      code: `










const M: u32 = 128u;
const K: u32 = 784u;
const BOUNDED: u32 = 784u;
const LEAST: f32 = 0.0;
const MOST: f32 = 1.0;

@group(1) @binding(0) var<storage, read> x: array<vec4f>;
@group(1) @binding(1) var<storage, read_write> first: array<u32>;

const K4 = (K + 7u) / 8u * 2u;

const INFINITE = 0x7f800000u;

@compute @workgroup_size(64)
fn outside_domain(
 @builtin(workgroup_id)a:vec3u,
 @builtin(num_workgroups)b:vec3u,
 @builtin(local_invocation_index)c:u32,
){
 let d=a.y*b.x+a.x;
 if(d>=M){
 return;
 }

 var e=0u;
 for(var f=c;f<K4;f+=64u){
 let g=x[d*K4+f];
 let h=4u*f+vec4u(0u,1u,2u,3u);
 let i=(g>=vec4f(LEAST))&(g<=vec4f(MOST));

 let j=(bitcast<vec4u>(g)&vec4u(INFINITE))!=vec4u(INFINITE);
 let k= !j|(!i&(h<vec4u(min(BOUNDED,K))));
 let l=select(vec4u(),4u*K4-h,k);
 e=max(e,max(max(l.x,l.y),max(l.z,l.w)));
 }
 let m=max64_for_all(f32(e),c);
 if(c==0u){
 first[d]=4u*K4-u32(m);
 }
}` as string,
      imports: ['shared/max64'],
      bindings: [
        { name: 'x', access: 'read', element: 'f32', shape: ['M', 'K'] },
        { name: 'first', access: 'read_write', element: 'u32', shape: ['M'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        K: { type: 'u32', value: 784 },
        BOUNDED: { type: 'u32', value: 784 },
        LEAST: { type: 'f32', value: 0 },
        MOST: { type: 'f32', value: 1 },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 256,
      usesStep: false,
    },
  },
} as const satisfies CataloguePart;
