// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const adamwKernels = {
  modules: {},
  slots: {
    optimizer: {
      adamw: {
        code: `








const KEEPS_M = true;
const KEEPS_V = true;

fn optimizer_step(before: OptimizerState, g: vec4f) -> OptimizerState {
 let decayed = before.w - step.decay * before.w;
 return adam_step(OptimizerState(decayed, before.m, before.v), g);
}` as string,
        imports: ['shared/adam', 'shared/optimizer', 'shared/finite', 'shared/step'],
        bindings: [],
        enables: [],
        constants: {
          BETA1: { type: 'f32', value: 0.9 },
          ONE_MINUS_BETA1: { type: 'f32', value: 0.1 },
          BETA2: { type: 'f32', value: 0.999 },
          ONE_MINUS_BETA2: { type: 'f32', value: 0.001 },
          EPSILON: { type: 'f32', value: 1e-8 },
          CLIP_VALUE: { type: 'f32', value: 0 },
        },
      },
    },
  },
  kernels: {},
} as const satisfies CataloguePart;
