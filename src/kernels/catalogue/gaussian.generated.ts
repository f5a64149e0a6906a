// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const gaussianKernels = {
  modules: {
    'shared/gaussian_density': `







const FLOOR: f32 = 0.0;

fn variance_of(a:vec4f)->vec4f{
 return exp(clamp(a,vec4f(-80.0),vec4f(80.0)))+FLOOR;
}

fn gaussian_loss(a:vec4f,b:vec4f,c:vec4f)->vec4f{
 let d=variance_of(b);
 let e=c-a;
 return 0.5*(e*e/d+log(d)+1.8378770664093453);
}` as string,
  },
  slots: {
    likelihood: {
      gaussian: {
        code: `






@group(1) @binding(0) var<storage, read> logvar: array<vec4f>;

fn likelihood_loss(a:u32,b:u32,c:vec4f,d:vec4f)->vec4f{
 return gaussian_loss(c,logvar[a*K4+b],d);
}

fn likelihood_gradient(a:u32,b:u32,c:vec4f,d:vec4f)->vec4f{
 return(c-d)/variance_of(logvar[a*K4+b]);
}` as string,
        imports: ['shared/gaussian_density'],
        bindings: [{ name: 'logvar', access: 'read', element: 'f32', shape: ['M', 'K'] }],
        enables: [],
        constants: { FLOOR: { type: 'f32', value: 0 } },
      },
      gaussian_fixed: {
        code: `



const SIGMA: f32 = 1.0;

fn likelihood_loss(a:u32,b:u32,c:vec4f,d:vec4f)->vec4f{
 let e=(d-c)/SIGMA;
 return 0.5*e*e+(log(SIGMA)+0.9189385332046727);
}

fn likelihood_gradient(a:u32,b:u32,c:vec4f,d:vec4f)->vec4f{
 return(c-d)/(SIGMA*SIGMA);
}` as string,
        imports: [],
        bindings: [],
        enables: [],
        constants: { SIGMA: { type: 'f32', value: 1 } },
      },
      gaussian_logvar: {
        code: `







@group(1) @binding(0) var<storage, read> mu: array<vec4f>;

fn likelihood_loss(a:u32,b:u32,c:vec4f,d:vec4f)->vec4f{
 return gaussian_loss(mu[a*K4+b],c,d);
}

fn likelihood_gradient(a:u32,b:u32,c:vec4f,d:vec4f)->vec4f{
 let e=d-mu[a*K4+b];
 let f=variance_of(c);
 let g=(f-FLOOR)/f;
 return 0.5*(1.0-e*e/f)*g;
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
