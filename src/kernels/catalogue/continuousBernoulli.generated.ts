// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const continuousBernoulliKernels = {
  modules: {
    'shared/continuous_bernoulli': `






const SERIES_RADIUS = 1.0;


fn log_sinhc(a:vec4f)->vec4f{
 let b=max(abs(a),vec4f(SERIES_RADIUS));
 let c=0.5*b+log((1.0-exp(-b))/b);
 let d=a*a;
 let e=d/24.0*(1.0-d*(1.0/120.0-d*(1.0/7560.0-d/403200.0)));
 return select(c,e,abs(a)<vec4f(SERIES_RADIUS));
}


fn log_sinhc_gradient(a:vec4f)->vec4f{
 let b=max(abs(a),vec4f(SERIES_RADIUS));
 let c=exp(-b);
 let d=sign(a)*(0.5*(1.0+c)/(1.0-c)-1.0/b);
 let e=a*a;
 let f=a/12.0*(1.0-e*(1.0/60.0-e*(1.0/2520.0-e/100800.0)));
 return select(d,f,abs(a)<vec4f(SERIES_RADIUS));
}` as string,
  },
  slots: {
    activation: {
      continuous_bernoulli_mean: {
        code: `










fn activate(a:vec4f)->vec4f{
 let b=a*a;
 let c=0.5+a*(1.0/12.0-b*(1.0/720.0-b*(1.0/30240.0-
 b*(1.0/1209600.0))));
 let d=max(abs(a),vec4f(1.0));
 let e=exp(-d);
 let f=e/(1.0-e);
 let g=select(1.0/d-f,1.0+f-1.0/d,a>vec4f());
 return select(g,c,abs(a)<vec4f(1.0));
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









fn likelihood_loss(a:u32,b:u32,c:vec4f,d:vec4f)->vec4f{
 return c*(0.5-d)+log_sinhc(c);
}

fn likelihood_gradient(a:u32,b:u32,c:vec4f,d:vec4f)->vec4f{
 return 0.5-d+log_sinhc_gradient(c);
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
