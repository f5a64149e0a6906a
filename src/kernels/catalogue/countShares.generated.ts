// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const countSharesKernels = {
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
    'shared/max64': `


var<workgroup> max64_partial: array<f32, 64>;

fn max64_for_all(a:f32,b:u32)->f32{
 max64_partial[b]=a;
 for(var c=32u;c>0u;c=c/2u){
 workgroupBarrier();
 if(b<c){
 max64_partial[b]=max(max64_partial[b],max64_partial[b+c]);
 }
 }
 return workgroupUniformLoad(&max64_partial[0]);
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
    'shared/zero_inflated': `










fn loss_of_none(a:vec4f,b:vec4f)->vec4f{
 return dispersion(b)*softplus(a-b);
}

fn zero_inflated_loss(a:vec4f,b:vec4f,c:vec4f,d:vec4f)->vec4f{
 let e=loss_of_none(a,b);
 let f= -max(c,-e)-log1p(exp(-abs(c+e)));
 let g=negative_binomial_loss(a,b,d);
 return softplus(c)+select(g,f,d==vec4f());
}

fn probability(a:vec4f)->vec4f{
 return 1.0/(1.0+exp(clamp(-a,vec4f(-80.0),vec4f(80.0))));
}


fn counted_share(a:vec4f,b:vec4f,c:vec4f,d:vec4f)->vec4f{
 let e=probability(-c-loss_of_none(a,b));
 return select(vec4f(1.0),e,d==vec4f());
}` as string,
  },
  slots: {},
  kernels: {
    log_rates_backward: {
      code: `










const M: u32 = 128u;
const K: u32 = 784u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> log_rates: array<f32>;
@group(1) @binding(1) var<storage, read> dlog_rates: array<f32>;
@group(1) @binding(2) var<storage, read_write> dlogits: array<f32>;

const WIDTH = (K + 7u) / 8u * 8u;
const LOWEST = -3.4028234e38;

@compute @workgroup_size(64)
fn log_rates_backward(
 @builtin(workgroup_id)a:vec3u,
 @builtin(local_invocation_index)b:u32,
){
 let c=a.x*WIDTH;
 let d=c+K;
 var e=LOWEST;
 var f=0.0;
 for(var g=c+b;g<d;g+=64u){
 e=max(e,log_rates[g]);
 f+=dlog_rates[g];
 }
 e=max64_for_all(e,b);
 f=sum64_for_all(f,b);
 var h=0.0;
 for(var g=c+b;g<d;g+=64u){
 h+=exp(log_rates[g]-e);
 }
 let i=f/sum64_for_all(h,b);
 for(var g=c+b;g<d;g+=64u){
 let j=dlog_rates[g]-exp(log_rates[g]-e)*i;
 if(ACCUMULATE){
 dlogits[g]+=j;
 }else{
 dlogits[g]=j;
 }
 }
}` as string,
      imports: ['shared/max64', 'shared/sum64'],
      bindings: [
        { name: 'log_rates', access: 'read', element: 'f32', shape: ['M', 'K'] },
        { name: 'dlog_rates', access: 'read', element: 'f32', shape: ['M', 'K'] },
        { name: 'dlogits', access: 'read_write', element: 'f32', shape: ['M', 'K'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        K: { type: 'u32', value: 784 },
        ACCUMULATE: { type: 'bool', value: false },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 512,
      usesStep: false,
    },
    log_rates_forward: {
      code: `













const M: u32 = 128u;
const K: u32 = 784u;

@group(1) @binding(0) var<storage, read> logits: array<f32>;
@group(1) @binding(1) var<storage, read_write> log_rates: array<f32>;

const WIDTH = (K + 7u) / 8u * 8u;
const LOWEST = -3.4028234e38;
const LEAST_TOTAL = 1e-8;

@compute @workgroup_size(64)
fn log_rates_forward(
 @builtin(workgroup_id)a:vec3u,
 @builtin(local_invocation_index)b:u32,
){
 let c=a.x*WIDTH;
 let d=c+K;
 let e=x_row(a.x/SAMPLES);
 var f=0.0;
 for(var g=b;g<(K+3u)/4u;g+=64u){
 f+=dot(x_load(e,g),vec4f(1.0));
 }
 f=sum64_for_all(f,b);
 var h=LOWEST;
 for(var i=c+b;i<d;i+=64u){
 h=max(h,logits[i]);
 }
 h=max64_for_all(h,b);
 var j=0.0;
 for(var i=c+b;i<d;i+=64u){
 j+=exp(logits[i]-h);
 }
 j=sum64_for_all(j,b);
 let k=log(max(f,LEAST_TOTAL))-log(j);
 for(var i=c+b;i<d;i+=64u){
 log_rates[i]=logits[i]-h+k;
 }
}` as string,
      imports: ['shared/max64', 'shared/sum64', 'shared/samples', 'shared/step'],
      bindings: [
        { name: 'logits', access: 'read', element: 'f32', shape: ['M', 'K'] },
        { name: 'log_rates', access: 'read_write', element: 'f32', shape: ['M', 'K'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        K: { type: 'u32', value: 784 },
        SAMPLES: { type: 'u32', value: 1 },
      },
      slots: { load: 'matrix' },
      workgroupSize: [64, 1, 1],
      workgroupBytes: 512,
      usesStep: true,
    },
    zero_inflated_nll_backward: {
      code: `













const M: u32 = 128u;
const B: u32 = 128u;
const K: u32 = 784u;
const ACCUMULATE_MEAN: bool = false;
const ACCUMULATE_DISPERSION: bool = false;
const ACCUMULATE_LOGIT: bool = false;

@group(1) @binding(0) var<storage, read> log_mean: array<vec4f>;
@group(1) @binding(1) var<storage, read> log_dispersion: array<vec4f>;
@group(1) @binding(2) var<storage, read> zero_logit: array<vec4f>;
@group(1) @binding(3) var<storage, read> counts: array<vec4f>;
@group(1) @binding(4) var<storage, read_write> dlog_mean: array<vec4f>;
@group(1) @binding(5) var<storage, read_write> dlog_dispersion: array<vec4f>;
@group(1) @binding(6) var<storage, read_write> dzero_logit: array<vec4f>;

const K4 = (K + 7u) / 8u * 2u;

@compute @workgroup_size(64, 1)
fn zero_inflated_nll_backward(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=K4||a.y>=M){
 return;
 }
 let b=a.y*K4+a.x;
 let c=log_mean[b];
 let d=log_dispersion[b];
 let e=zero_logit[b];
 let f=counts[a.y/SAMPLES*K4+a.x];
 let g=keep_columns(vec4f(term_weight(a.y)),a.x,K);
 let h=counted_share(c,d,e,f);
 let i=g*h;
 let j=i*log_mean_gradient(c,d,f);
 let k=i*log_dispersion_gradient(c,d,f);
 let l=g*(h-probability(-e));
 dlog_mean[b]=select(vec4f(),dlog_mean[b],ACCUMULATE_MEAN)+j;
 dlog_dispersion[b]=select(vec4f(),dlog_dispersion[b],ACCUMULATE_DISPERSION)+k;
 dzero_logit[b]=select(vec4f(),dzero_logit[b],ACCUMULATE_LOGIT)+l;
}` as string,
      imports: [
        'shared/columns',
        'shared/samples',
        'shared/step',
        'shared/zero_inflated',
        'shared/negative_binomial',
        'shared/gamma',
        'shared/log1p',
      ],
      bindings: [
        { name: 'log_mean', access: 'read', element: 'f32', shape: ['M', 'K'] },
        { name: 'log_dispersion', access: 'read', element: 'f32', shape: ['M', 'K'] },
        { name: 'zero_logit', access: 'read', element: 'f32', shape: ['M', 'K'] },
        { name: 'counts', access: 'read', element: 'f32', shape: ['B', 'K'] },
        { name: 'dlog_mean', access: 'read_write', element: 'f32', shape: ['M', 'K'] },
        {
          name: 'dlog_dispersion',
          access: 'read_write',
          element: 'f32',
          shape: ['M', 'K'],
        },
        { name: 'dzero_logit', access: 'read_write', element: 'f32', shape: ['M', 'K'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        B: { type: 'u32', value: 128 },
        K: { type: 'u32', value: 784 },
        ACCUMULATE_MEAN: { type: 'bool', value: false },
        ACCUMULATE_DISPERSION: { type: 'bool', value: false },
        ACCUMULATE_LOGIT: { type: 'bool', value: false },
        SAMPLES: { type: 'u32', value: 1 },
      },
      slots: { term_weight: 'scalar' },
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    zero_inflated_nll_forward: {
      code: `













const M: u32 = 128u;
const B: u32 = 128u;
const K: u32 = 784u;
const RING: u32 = 32u;

@group(1) @binding(0) var<storage, read> log_mean: array<vec4f>;
@group(1) @binding(1) var<storage, read> log_dispersion: array<vec4f>;
@group(1) @binding(2) var<storage, read> zero_logit: array<vec4f>;
@group(1) @binding(3) var<storage, read> counts: array<vec4f>;
@group(1) @binding(4) var<storage, read_write> terms: array<f32>;

const K4 = (K + 7u) / 8u * 2u;
const TERMS_WIDTH = (M + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn zero_inflated_nll_forward(
 @builtin(workgroup_id)a:vec3u,
 @builtin(local_invocation_index)b:u32,
){
 let c=a.x;
 let d=c*K4;
 let e=c/SAMPLES*K4;
 var f=vec4f();
 for(var g=b;g<K4;g+=64u){
 let h=d+g;
 let i=zero_inflated_loss(log_mean[h],log_dispersion[h],zero_logit[h],counts[e+g]);
 f+=keep_columns(i,g,K);
 }
 let j=sum64(f.x+f.y+f.z+f.w,b);
 if(b==0u){
 terms[(step.ring_slot%RING)*TERMS_WIDTH+c]=select(0.0,j,row_counts(c));
 }
}` as string,
      imports: [
        'shared/samples',
        'shared/step',
        'shared/columns',
        'shared/sum64',
        'shared/zero_inflated',
        'shared/negative_binomial',
        'shared/gamma',
        'shared/log1p',
      ],
      bindings: [
        { name: 'log_mean', access: 'read', element: 'f32', shape: ['M', 'K'] },
        { name: 'log_dispersion', access: 'read', element: 'f32', shape: ['M', 'K'] },
        { name: 'zero_logit', access: 'read', element: 'f32', shape: ['M', 'K'] },
        { name: 'counts', access: 'read', element: 'f32', shape: ['B', 'K'] },
        { name: 'terms', access: 'read_write', element: 'f32', shape: ['RING', '1', 'M'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        B: { type: 'u32', value: 128 },
        K: { type: 'u32', value: 784 },
        RING: { type: 'u32', value: 32 },
        SAMPLES: { type: 'u32', value: 1 },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 256,
      usesStep: true,
    },
  },
} as const satisfies CataloguePart;
