// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const negativeBinomialKernels = {
  modules: {
    'shared/gamma': `










const GAMMA_SHIFT = 8.0;


fn shifted(a:vec4f)->vec4f{
 return select(a,a+GAMMA_SHIFT,a<vec4f(GAMMA_SHIFT));
}


fn shift_loss(a:vec4f)->vec4f{
 let b=min(a,vec4f(GAMMA_SHIFT));
 let c=b*(b+1.0)*(b+2.0)*(b+3.0)
 *(b+4.0)*(b+5.0)*(b+6.0)*(b+7.0);
 return select(vec4f(),log(c),a<vec4f(GAMMA_SHIFT));
}

fn stirling_correction(a:vec4f)->vec4f{
 let b=1.0/a;
 let c=b*b;
 return b*(1.0/12.0-c*(1.0/360.0-c/1260.0));
}

fn log_gamma(a:vec4f)->vec4f{
 let b=shifted(a);
 let c=(b-0.5)*log(b)-b+0.9189385332046727+stirling_correction(b);
 return c-shift_loss(a);
}



fn log_gamma_difference(a:vec4f,b:vec4f)->vec4f{
 let c=shifted(a);
 let d=c+b;
 let e=(c-0.5)*log1p(b/c)+b*log(d)-b
 +stirling_correction(d)-stirling_correction(c);

 let f=log_gamma(a+b)-log_gamma(a);
 let g=(a<vec4f(GAMMA_SHIFT))==(a+b<vec4f(GAMMA_SHIFT));
 return select(f,e-shift_loss(a+b)+shift_loss(a),g);
}

fn digamma(a:vec4f)->vec4f{
 let b=shifted(a);
 let c=1.0/b;
 let d=c*c;
 let e=log(b)-0.5*c
 -d*(1.0/12.0-d*(1.0/120.0-d/252.0));
 var f=vec4f();
 for(var g=0u;g<8u;g++){
 f+=1.0/(a+f32(g));
 }
 return e-select(vec4f(),f,a<vec4f(GAMMA_SHIFT));
}


fn digamma_difference(a:vec4f,b:vec4f)->vec4f{
 let c=a+b;
 let d=log1p(b/a)+0.5*b/(a*c)
 +b*(a+c)/(12.0*a*a*c*c);

 return select(digamma(c)-digamma(a),d,a>=vec4f(64.0));
}` as string,
    'shared/log1p': `




const LOG1P_RADIUS = 0.5;

fn log1p(a:vec4f)->vec4f{
 let b=min(a,vec4f(LOG1P_RADIUS));
 let c=b/(2.0+b);
 let d=c*c;
 let e=2.0*c*(1.0+d*(1.0/3.0+d*(1.0/5.0+d*(1.0/7.0+d*(1.0/9.0+d/11.0)))));
 return select(log(1.0+a),e,a<vec4f(LOG1P_RADIUS));
}


fn softplus(a:vec4f)->vec4f{
 return max(a,vec4f())+log1p(exp(-abs(a)));
}` as string,
    'shared/negative_binomial': `








fn dispersion(a:vec4f)->vec4f{
 return exp(clamp(a,vec4f(-20.0),vec4f(20.0)));
}

fn negative_binomial_loss(a:vec4f,b:vec4f,c:vec4f)->vec4f{
 let d=dispersion(b);
 let e=a-b;
 return log_gamma(c+1.0)-log_gamma_difference(d,c)
 +d*softplus(e)+c*softplus(-e);
}


fn success_probability(a:vec4f,b:vec4f)->vec4f{
 return 1.0/(1.0+exp(clamp(b-a,vec4f(-80.0),vec4f(80.0))));
}

fn log_mean_gradient(a:vec4f,b:vec4f,c:vec4f)->vec4f{

 return dispersion(b)*success_probability(a,b)
 -c*success_probability(b,a);
}

fn log_dispersion_gradient(a:vec4f,b:vec4f,c:vec4f)->vec4f{
 let d=dispersion(b);
 let e=softplus(a-b)-digamma_difference(d,c);
 return d*(e-success_probability(a,b))
 +c*success_probability(b,a);
}` as string,
  },
  slots: {
    likelihood: {
      negative_binomial: {
        code: `






@group(1) @binding(0) var<storage, read> log_dispersion: array<vec4f>;

fn likelihood_loss(a:u32,b:u32,c:vec4f,d:vec4f)->vec4f{
 return negative_binomial_loss(c,log_dispersion[a*K4+b],d);
}

fn likelihood_gradient(a:u32,b:u32,c:vec4f,d:vec4f)->vec4f{
 return log_mean_gradient(c,log_dispersion[a*K4+b],d);
}` as string,
        imports: ['shared/negative_binomial', 'shared/gamma', 'shared/log1p'],
        bindings: [{ name: 'log_dispersion', access: 'read', element: 'f32', shape: ['M', 'K'] }],
        enables: [],
        constants: {},
      },
      negative_binomial_dispersion: {
        code: `







@group(1) @binding(0) var<storage, read> log_mean: array<vec4f>;

fn likelihood_loss(a:u32,b:u32,c:vec4f,d:vec4f)->vec4f{
 return negative_binomial_loss(log_mean[a*K4+b],c,d);
}

fn likelihood_gradient(a:u32,b:u32,c:vec4f,d:vec4f)->vec4f{
 return log_dispersion_gradient(log_mean[a*K4+b],c,d);
}` as string,
        imports: ['shared/negative_binomial', 'shared/gamma', 'shared/log1p'],
        bindings: [{ name: 'log_mean', access: 'read', element: 'f32', shape: ['M', 'K'] }],
        enables: [],
        constants: {},
      },
    },
  },
  kernels: {},
} as const satisfies CataloguePart;
