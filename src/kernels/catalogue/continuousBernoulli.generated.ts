// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const continuousBernoulliKernels = {
  modules: {
    'shared/continuous_bernoulli': `






const SERIES_RADIUS = 1.0;


fn log_sinhc(l: vec4f) -> vec4f {
 let size = max(abs(l), vec4f(SERIES_RADIUS));
 let closed = 0.5 * size + log((1.0 - exp(-size)) / size);
 let q = l * l;
 let series = q / 24.0 * (1.0 - q * (1.0 / 120.0 - q * (1.0 / 7560.0 - q / 403200.0)));
 return select(closed, series, abs(l) < vec4f(SERIES_RADIUS));
}


fn log_sinhc_gradient(l: vec4f) -> vec4f {
 let size = max(abs(l), vec4f(SERIES_RADIUS));
 let small = exp(-size);
 let closed = sign(l) * (0.5 * (1.0 + small) / (1.0 - small) - 1.0 / size);
 let q = l * l;
 let series = l / 12.0 * (1.0 - q * (1.0 / 60.0 - q * (1.0 / 2520.0 - q / 100800.0)));
 return select(closed, series, abs(l) < vec4f(SERIES_RADIUS));
}` as string,
  },
  slots: {
    activation: {
      continuous_bernoulli_mean: {
        code: `










fn activate(value: vec4f) -> vec4f {
 let q = value * value;
 let series = 0.5 + value * (1.0 / 12.0 - q * (1.0 / 720.0 - q * (1.0 / 30240.0 -
 q * (1.0 / 1209600.0))));
 let size = max(abs(value), vec4f(1.0));
 let e = exp(-size);
 let tail = e / (1.0 - e);
 let outside = select(1.0 / size - tail, 1.0 + tail - 1.0 / size, value > vec4f());
 return select(outside, series, abs(value) < vec4f(1.0));
}` as string,
        imports: [],
        bindings: [],
        enables: [],
        constants: {},
      },
    },
    likelihood: {
      continuous_bernoulli: {
        code: `









fn likelihood_loss(row: u32, column4: u32, outputs: vec4f, x: vec4f) -> vec4f {
 return outputs * (0.5 - x) + log_sinhc(outputs);
}

fn likelihood_gradient(row: u32, column4: u32, outputs: vec4f, x: vec4f) -> vec4f {
 return 0.5 - x + log_sinhc_gradient(outputs);
}` as string,
        imports: ['shared/continuous_bernoulli'],
        bindings: [],
        enables: [],
        constants: {},
      },
    },
  },
  kernels: {},
} as const satisfies CataloguePart;
