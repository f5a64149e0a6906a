// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const adamwKernels = {
  modules: {
    'shared/adam': `










const BETA1: f32 = 0.9;
const ONE_MINUS_BETA1: f32 = 0.1;
const BETA2: f32 = 0.999;
const ONE_MINUS_BETA2: f32 = 0.001;
const EPSILON: f32 = 1e-8;

fn adam_step(a:OptimizerState,b:vec4f)->OptimizerState{
 let c=BETA1*a.m+ONE_MINUS_BETA1*b;
 let d=BETA2*a.v+ONE_MINUS_BETA2*b*b;
 let e=a.w-step_size()*c/(sqrt(d)/bias_correction2_sqrt()+EPSILON);
 return OptimizerState(e,c,d);
}` as string,
    'shared/optimizer': `










const CLIP_VALUE: f32 = 0.0;

struct OptimizerState {
 w: vec4f,
 m: vec4f,
 v: vec4f,
}

fn clip_value(a:vec4f)->vec4f{
 if(CLIP_VALUE==0.0){
 return a;
 }
 return clamp(a,vec4f(-CLIP_VALUE),vec4f(CLIP_VALUE));
}



fn optimizer_finite(a:OptimizerState,b:vec4f)->bool{
 return all_finite(b)&&all_finite(a.v)&&all_finite(a.w);
}` as string,
  },
  slots: {
    optimizer: {
      adamw: {
        code: `








const KEEPS_M = true;
const KEEPS_V = true;

fn optimizer_step(a:OptimizerState,b:vec4f)->OptimizerState{
 let c=a.w-decay()*a.w;
 return adam_step(OptimizerState(c,a.m,a.v),b);
}` as string,
        imports: ['shared/adam', 'shared/optimizer', 'shared/finite'],
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
