// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const sgdKernels = {
  modules: {
    'shared/l2_penalty': `


const WEIGHT_DECAY: f32 = 0.0;

fn penalized(a:vec4f,b:vec4f)->vec4f{
 if(WEIGHT_DECAY==0.0){
 return a;
 }
 return a+WEIGHT_DECAY*b;
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
      sgd: {
        code: `










const MOMENTUM: f32 = 0.0;
const NESTEROV: bool = false;

const KEEPS_M = MOMENTUM != 0.0;
const KEEPS_V = false;

fn optimizer_step(a:OptimizerState,b:vec4f)->OptimizerState{
 let c=penalized(b,a.w);
 let d=MOMENTUM*a.m+c;
 let e=select(d,c+MOMENTUM*d,NESTEROV);
 return OptimizerState(a.w-step_size()*e,d,a.v);
}` as string,
        imports: ['shared/optimizer', 'shared/finite', 'shared/l2_penalty'],
        bindings: [],
        enables: [],
        constants: {
          MOMENTUM: { type: 'f32', value: 0 },
          NESTEROV: { type: 'bool', value: false },
          CLIP_VALUE: { type: 'f32', value: 0 },
          WEIGHT_DECAY: { type: 'f32', value: 0 },
        },
      },
    },
  },
  kernels: {},
} as const satisfies CataloguePart;
