// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const doublyReparameterizedKernels = {
  modules: {},
  slots: {},
  kernels: {
    path_kl_backward: {
      code: `












const M: u32 = 128u;
const L: u32 = 20u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> stats: array<f32>;
@group(1) @binding(1) var<storage, read> z: array<f32>;
@group(1) @binding(2) var<storage, read_write> dz: array<f32>;

const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const Z_WIDTH = (L + 7u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn path_kl_backward(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=L||a.y>=M*SAMPLES){
 return;
 }
 let b=a.y*Z_WIDTH+a.x;
 let c=a.y/SAMPLES*STATS_WIDTH+a.x;
 let d=(z[b]-stats[c])*exp(-stats[c+L]);
 let e=term_weight(a.y)*(z[b]-d);
 if(ACCUMULATE){
 dz[b]+=e;
 }else{
 dz[b]=e;
 }
}` as string,
      imports: ['shared/samples', 'shared/step'],
      bindings: [
        { name: 'stats', access: 'read', element: 'f32', shape: ['M', '2*L'] },
        { name: 'z', access: 'read', element: 'f32', shape: ['M*SAMPLES', 'L'] },
        { name: 'dz', access: 'read_write', element: 'f32', shape: ['M*SAMPLES', 'L'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        L: { type: 'u32', value: 20 },
        ACCUMULATE: { type: 'bool', value: false },
        SAMPLES: { type: 'u32', value: 1 },
      },
      slots: { term_weight: 'scalar' },
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
  },
} as const satisfies CataloguePart;
