// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const klGateKernels = {
  modules: {},
  slots: {
    gate_rule: {
      capacity: {
        code: `




fn gate_rule(kl: f32, goal: f32) -> f32 {
 return sign(kl - goal);
}` as string,
        imports: [],
        bindings: [],
        enables: [],
        constants: {},
      },
      free_bits: {
        code: `




fn gate_rule(kl: f32, goal: f32) -> f32 {
 return select(0.0, 1.0, kl >= goal);
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

fn kl_weight(column: u32) -> f32 {
 return gate[column];
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
 @builtin(workgroup_id) workgroup: vec3u,
 @builtin(local_invocation_index) lane: u32,
) {
 let first = workgroup.x * SPAN;
 let end = min(first + SPAN, L);
 let rows = min(M, step.row_count);
 var sum = 0.0;
 for (var row = lane; row < rows; row += 64u) {
 for (var column = first; column < end; column++) {
 let index = row * STATS_WIDTH + column;
 sum += kl_loss(stats[index], stats[index + L]);
 }
 }
 let total = sum64(sum, lane);
 if (lane == 0u) {
 let value = gate_rule(total, step.targets[TARGET / 4u][TARGET % 4u] * f32(step.row_count));
 for (var column = first; column < end; column++) {
 gate[column] = value;
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
