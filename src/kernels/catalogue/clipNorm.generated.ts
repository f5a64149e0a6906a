// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const clipNormKernels = {
  modules: {},
  slots: {
    clip: {
      norm: {
        code: `


@group(1) @binding(0) var<storage, read> scale: array<f32>;

fn clip_norm(a:vec4f)->vec4f{
 return scale[0]*a;
}` as string,
        imports: [],
        bindings: [{ name: 'scale', access: 'read', element: 'f32', shape: ['1'] }],
        enables: [],
        constants: {},
      },
    },
  },
  kernels: {
    clip_scale: {
      code: `














const PARTS: u32 = 256u;
const CLIP_NORM: f32 = 1.0;

@group(1) @binding(0) var<storage, read> squares: array<f32>;
@group(1) @binding(1) var<storage, read_write> scale: array<f32>;
@group(1) @binding(2) var<storage, read_write> health: array<atomic<u32>>;

@compute @workgroup_size(64)
fn clip_scale(@builtin(local_invocation_index)a:u32){
 var b=0.0;
 for(var c=a;c<PARTS;c+=64u){
 b+=squares[c];
 }
 let d=sum64(b,a);
 if(a==0u){
 scale[0]=min(1.0,CLIP_NORM/(sqrt(d)+1e-6));
 if(!all_finite(vec4f(d))){
 atomicMin(&health[0],step.counter);
 }
 }
}` as string,
      imports: ['shared/sum64', 'shared/step', 'shared/finite'],
      bindings: [
        { name: 'squares', access: 'read', element: 'f32', shape: ['PARTS'] },
        { name: 'scale', access: 'read_write', element: 'f32', shape: ['1'] },
        { name: 'health', access: 'read_write', element: 'u32', shape: ['1'] },
      ],
      enables: [],
      constants: { PARTS: { type: 'u32', value: 256 }, CLIP_NORM: { type: 'f32', value: 1 } },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 256,
      usesStep: true,
    },
    gradient_squares: {
      code: `









const P: u32 = 654592u;
const PARTS: u32 = 256u;

@group(1) @binding(0) var<storage, read> gradient: array<vec4f>;
@group(1) @binding(1) var<storage, read_write> squares: array<f32>;

const P4 = P / 4u;

@compute @workgroup_size(64)
fn gradient_squares(
 @builtin(workgroup_id)a:vec3u,
 @builtin(local_invocation_index)b:u32,
){
 var c=0.0;
 for(var d=64u*a.x+b;d<P4;d+=64u*PARTS){
 c+=dot(gradient[d],gradient[d]);
 }
 let e=sum64(c,b);
 if(b==0u){
 squares[a.x]=e;
 }
}` as string,
      imports: ['shared/sum64'],
      bindings: [
        { name: 'gradient', access: 'read', element: 'f32', shape: ['P'] },
        { name: 'squares', access: 'read_write', element: 'f32', shape: ['PARTS'] },
      ],
      enables: [],
      constants: { P: { type: 'u32', value: 654592 }, PARTS: { type: 'u32', value: 256 } },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 256,
      usesStep: false,
    },
  },
} as const satisfies CataloguePart;
