// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const laplaceKernels = {
  modules: {},
  slots: {
    likelihood: {
      laplace: {
        code: `



const SCALE: f32 = 1.0;

fn likelihood_loss(row: u32, column4: u32, outputs: vec4f, x: vec4f) -> vec4f {
 return abs(x - outputs) / SCALE + log(2.0 * SCALE);
}

fn likelihood_gradient(row: u32, column4: u32, outputs: vec4f, x: vec4f) -> vec4f {
 return sign(outputs - x) / SCALE;
}` as string,
        imports: [],
        bindings: [],
        enables: [],
        constants: { SCALE: { type: 'f32', value: 1 } },
      },
    },
  },
  kernels: {},
} as const satisfies CataloguePart;
