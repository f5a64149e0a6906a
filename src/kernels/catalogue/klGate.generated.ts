// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const klGateKernels = {
  modules: {},
  slots: {
    gate_rule: {
      capacity: {
        code: `




fn gate_rule(a:f32,b:f32)->f32{
 return sign(a-b);
}` as string,
        imports: [],
        bindings: [],
        enables: [],
        constants: {},
      },
      free_bits: {
        code: `




fn gate_rule(a:f32,b:f32)->f32{
 return select(0.0,1.0,a>=b);
}` as string,
        imports: [],
        bindings: [],
        enables: [],
        constants: {},
      },
    },
    kl_weight: {
      gated: {
        code: `

@group(1) @binding(0) var<storage, read> gate: array<f32>;

fn kl_weight(a:u32)->f32{
 return gate[a];
}` as string,
        imports: [],
        bindings: [{ name: 'gate', access: 'read', element: 'f32', shape: ['L'] }],
        enables: [],
        constants: {},
      },
    },
  },
  kernels: {
    kl_gate: {
      code: `


















const M: u32 = 128u;
const L: u32 = 20u;
const SPAN: u32 = 1u;
const TARGET: u32 = 0u;

@group(1) @binding(0) var<storage, read> stats: array<f32>;
@group(1) @binding(1) var<storage, read_write> gate: array<f32>;

const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn kl_gate(
 @builtin(workgroup_id)a:vec3u,
 @builtin(local_invocation_index)b:u32,
){
 let c=a.x*SPAN;
 let d=min(c+SPAN,L);
 let e=min(M,step.row_count);
 var f=0.0;
 for(var g=b;g<e;g+=64u){
 for(var h=c;h<d;h++){
 let i=g*STATS_WIDTH+h;
 f+=kl_loss(stats[i],stats[i+L]);
 }
 }
 let j=sum64(f,b);
 if(b==0u){
 let k=gate_rule(j,step.targets[TARGET/4u][TARGET%4u]*f32(step.row_count));
 for(var h=c;h<d;h++){
 gate[h]=k;
 }
 }
}` as string,
      imports: ['shared/step', 'shared/sum64', 'shared/kl'],
      bindings: [
        { name: 'stats', access: 'read', element: 'f32', shape: ['M', '2*L'] },
        { name: 'gate', access: 'read_write', element: 'f32', shape: ['L'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        L: { type: 'u32', value: 20 },
        SPAN: { type: 'u32', value: 1 },
        TARGET: { type: 'u32', value: 0 },
      },
      slots: { gate_rule: 'free_bits' },
      workgroupSize: [64, 1, 1],
      workgroupBytes: 256,
      usesStep: true,
    },
  },
} as const satisfies CataloguePart;
