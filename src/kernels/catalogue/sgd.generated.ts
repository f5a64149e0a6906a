// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const sgdKernels = {
  modules: {
    'shared/l2_penalty': `


const WEIGHT_DECAY: f32 = 0.0;

fn penalized(g: vec4f, w: vec4f) -> vec4f {
 if (WEIGHT_DECAY == 0.0) {
 return g;
 }
 return g + WEIGHT_DECAY * w;
}` as string,
    'shared/optimizer': `









const CLIP_VALUE: f32 = 0.0;

struct OptimizerState {
 w: vec4f,
 m: vec4f,
 v: vec4f,
}

fn clip_value(g: vec4f) -> vec4f {
 if (CLIP_VALUE == 0.0) {
 return g;
 }
 return clamp(g, vec4f(-CLIP_VALUE), vec4f(CLIP_VALUE));
}



fn optimizer_finite(after: OptimizerState, g: vec4f) -> bool {
 return all_finite(g) && all_finite(after.v) && all_finite(after.w);
}` as string,
    'shared/optimizer_scalars': `




const GROUP: u32 = 0u;


fn step_size() -> f32 {
 return step.optimizers[GROUP].x;
}


fn bias_correction2_sqrt() -> f32 {
 return step.optimizers[GROUP].y;
}


fn decay() -> f32 {
 return step.optimizers[GROUP].z;
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

fn optimizer_step(before: OptimizerState, gradient: vec4f) -> OptimizerState {
 let g = penalized(gradient, before.w);
 let m = MOMENTUM * before.m + g;
 let direction = select(m, g + MOMENTUM * m, NESTEROV);
 return OptimizerState(before.w - step_size() * direction, m, before.v);
}` as string,
        imports: [
          'shared/optimizer',
          'shared/finite',
          'shared/optimizer_scalars',
          'shared/step',
          'shared/l2_penalty',
        ],
        bindings: [],
        enables: [],
        constants: {
          MOMENTUM: { type: 'f32', value: 0 },
          NESTEROV: { type: 'bool', value: false },
          CLIP_VALUE: { type: 'f32', value: 0 },
          GROUP: { type: 'u32', value: 0 },
          WEIGHT_DECAY: { type: 'f32', value: 0 },
        },
      },
    },
  },
  kernels: {},
} as const satisfies CataloguePart;
