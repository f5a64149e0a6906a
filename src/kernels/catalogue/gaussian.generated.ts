// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const gaussianKernels = {
  modules: {
    'shared/gaussian_density': `







const FLOOR: f32 = 0.0;

fn variance_of(logvar: vec4f) -> vec4f {
 return exp(clamp(logvar, vec4f(-80.0), vec4f(80.0))) + FLOOR;
}

fn gaussian_loss(mu: vec4f, logvar: vec4f, x: vec4f) -> vec4f {
 let variance = variance_of(logvar);
 let difference = x - mu;
 return 0.5 * (difference * difference / variance + log(variance) + 1.8378770664093453);
}` as string,
  },
  slots: {
    likelihood: {
      gaussian: {
        code: `






@group(1) @binding(0) var<storage, read> logvar: array<vec4f>;

fn likelihood_loss(row: u32, column4: u32, outputs: vec4f, x: vec4f) -> vec4f {
 return gaussian_loss(outputs, logvar[row * K4 + column4], x);
}

fn likelihood_gradient(row: u32, column4: u32, outputs: vec4f, x: vec4f) -> vec4f {
 return (outputs - x) / variance_of(logvar[row * K4 + column4]);
}` as string,
        imports: ['shared/gaussian_density'],
        bindings: [{ name: 'logvar', access: 'read', element: 'f32', shape: ['M', 'K'] }],
        enables: [],
        constants: { FLOOR: { type: 'f32', value: 0 } },
      },
      gaussian_fixed: {
        code: `



const SIGMA: f32 = 1.0;

fn likelihood_loss(row: u32, column4: u32, outputs: vec4f, x: vec4f) -> vec4f {
 let deviation = (x - outputs) / SIGMA;
 return 0.5 * deviation * deviation + (log(SIGMA) + 0.9189385332046727);
}

fn likelihood_gradient(row: u32, column4: u32, outputs: vec4f, x: vec4f) -> vec4f {
 return (outputs - x) / (SIGMA * SIGMA);
}` as string,
        imports: [],
        bindings: [],
        enables: [],
        constants: { SIGMA: { type: 'f32', value: 1 } },
      },
      gaussian_logvar: {
        code: `







@group(1) @binding(0) var<storage, read> mu: array<vec4f>;

fn likelihood_loss(row: u32, column4: u32, outputs: vec4f, x: vec4f) -> vec4f {
 return gaussian_loss(mu[row * K4 + column4], outputs, x);
}

fn likelihood_gradient(row: u32, column4: u32, outputs: vec4f, x: vec4f) -> vec4f {
 let difference = x - mu[row * K4 + column4];
 let variance = variance_of(outputs);
 let share = (variance - FLOOR) / variance;
 return 0.5 * (1.0 - difference * difference / variance) * share;
}` as string,
        imports: ['shared/gaussian_density'],
        bindings: [{ name: 'mu', access: 'read', element: 'f32', shape: ['M', 'K'] }],
        enables: [],
        constants: { FLOOR: { type: 'f32', value: 0 } },
      },
    },
  },
  kernels: {},
} as const satisfies CataloguePart;
