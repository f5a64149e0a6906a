// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const expKernels = {
  modules: {},
  slots: {
    activation: {
      exp: {
        code: `


fn activate(a:vec4f)->vec4f{
 return exp(clamp(a,vec4f(-80.0),vec4f(80.0)));
}` as string,
        imports: [],
        bindings: [],
        enables: [],
        constants: {},
      },
    },
  },
  kernels: {},
} as const satisfies CataloguePart;
