// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const laplaceKernels = {
  modules: {},
  slots: {
    likelihood: {
      laplace: {
        code: `



const SCALE: f32 = 1.0;

fn likelihood_loss(a:u32,b:u32,c:vec4f,d:vec4f)->vec4f{
 return abs(d-c)/SCALE+log(2.0*SCALE);
}

fn likelihood_gradient(a:u32,b:u32,c:vec4f,d:vec4f)->vec4f{
 return sign(c-d)/SCALE;
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
