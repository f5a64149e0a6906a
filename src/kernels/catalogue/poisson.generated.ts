// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const poissonKernels = {
  modules: {
    'shared/gamma': `










const GAMMA_SHIFT = 8.0;


fn shifted(z: vec4f) -> vec4f {
 return select(z, z + GAMMA_SHIFT, z < vec4f(GAMMA_SHIFT));
}


fn shift_loss(z: vec4f) -> vec4f {
 let near = min(z, vec4f(GAMMA_SHIFT));
 let product = near * (near + 1.0) * (near + 2.0) * (near + 3.0)
 * (near + 4.0) * (near + 5.0) * (near + 6.0) * (near + 7.0);
 return select(vec4f(), log(product), z < vec4f(GAMMA_SHIFT));
}

fn stirling_correction(z: vec4f) -> vec4f {
 let inverse = 1.0 / z;
 let square = inverse * inverse;
 return inverse * (1.0 / 12.0 - square * (1.0 / 360.0 - square / 1260.0));
}

fn log_gamma(z: vec4f) -> vec4f {
 let at = shifted(z);
 let series = (at - 0.5) * log(at) - at + 0.9189385332046727 + stirling_correction(at);
 return series - shift_loss(z);
}



fn log_gamma_difference(z: vec4f, n: vec4f) -> vec4f {
 let low = shifted(z);
 let high = low + n;
 let far = (low - 0.5) * log1p(n / low) + n * log(high) - n
 + stirling_correction(high) - stirling_correction(low);

 let apart = log_gamma(z + n) - log_gamma(z);
 let alike = (z < vec4f(GAMMA_SHIFT)) == (z + n < vec4f(GAMMA_SHIFT));
 return select(apart, far - shift_loss(z + n) + shift_loss(z), alike);
}

fn digamma(z: vec4f) -> vec4f {
 let at = shifted(z);
 let inverse = 1.0 / at;
 let square = inverse * inverse;
 let series = log(at) - 0.5 * inverse
 - square * (1.0 / 12.0 - square * (1.0 / 120.0 - square / 252.0));
 var recurrence = vec4f();
 for (var i = 0u; i < 8u; i++) {
 recurrence += 1.0 / (z + f32(i));
 }
 return series - select(vec4f(), recurrence, z < vec4f(GAMMA_SHIFT));
}


fn digamma_difference(z: vec4f, n: vec4f) -> vec4f {
 let high = z + n;
 let far = log1p(n / z) + 0.5 * n / (z * high)
 + n * (z + high) / (12.0 * z * z * high * high);

 return select(digamma(high) - digamma(z), far, z >= vec4f(64.0));
}` as string,
    'shared/log1p': `




const LOG1P_RADIUS = 0.5;

fn log1p(u: vec4f) -> vec4f {
 let near = min(u, vec4f(LOG1P_RADIUS));
 let s = near / (2.0 + near);
 let q = s * s;
 let series = 2.0 * s * (1.0 + q * (1.0 / 3.0 + q * (1.0 / 5.0 + q * (1.0 / 7.0 + q * (1.0 / 9.0 + q / 11.0)))));
 return select(log(1.0 + u), series, u < vec4f(LOG1P_RADIUS));
}


fn softplus(v: vec4f) -> vec4f {
 return max(v, vec4f()) + log1p(exp(-abs(v)));
}` as string,
  },
  slots: {
    likelihood: {
      poisson: {
        code: `





fn likelihood_loss(row: u32, column4: u32, outputs: vec4f, x: vec4f) -> vec4f {
 return exp(min(outputs, vec4f(80.0))) - x * outputs + log_gamma(x + 1.0);
}

fn likelihood_gradient(row: u32, column4: u32, outputs: vec4f, x: vec4f) -> vec4f {
 return exp(min(outputs, vec4f(80.0))) - x;
}` as string,
        imports: ['shared/gamma', 'shared/log1p'],
        bindings: [],
        enables: [],
        constants: {},
      },
    },
  },
  kernels: {},
} as const satisfies CataloguePart;
