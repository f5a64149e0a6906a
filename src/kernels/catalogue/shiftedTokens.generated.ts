// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const shiftedTokensKernels = {
  modules: {},
  slots: {},
  kernels: {
    shift_tokens: {
      code: `












const M: u32 = 32u;
const K: u32 = 32u;
const RATE: f32 = 0.5;
const BEGIN: u32 = 1u;
const HIDDEN: u32 = 3u;

@group(1) @binding(0) var<storage, read> x: array<f32>;
@group(1) @binding(1) var<storage, read_write> y: array<vec4f>;

const K4 = (K + 7u) / 8u * 2u;

@compute @workgroup_size(64, 1)
fn shift_tokens(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=K4||a.y>=M){
 return;
 }
 let b=4u*(a.y*K4+a.x);
 let c=vec4f(x[max(b,1u)-1u],x[b],x[b+1u],x[b+2u]);
 let d=uniform_noise4(a.y,a.x)<vec4f(RATE);
 var e=select(c,vec4f(f32(HIDDEN)),d);
 e.x=select(e.x,f32(BEGIN),a.x==0u);
 y[a.y*K4+a.x]=keep_columns(e,a.x,K);
}` as string,
      imports: ['shared/columns'],
      bindings: [
        { name: 'x', access: 'read', element: 'f32', shape: ['M', 'K'] },
        { name: 'y', access: 'read_write', element: 'f32', shape: ['M', 'K'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 32 },
        K: { type: 'u32', value: 32 },
        RATE: { type: 'f32', value: 0.5 },
        BEGIN: { type: 'u32', value: 1 },
        HIDDEN: { type: 'u32', value: 3 },
      },
      slots: { uniform: 'counter' },
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
  },
} as const satisfies CataloguePart;
