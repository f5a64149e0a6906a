// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const activationsKernels = {
  modules: {
    'shared/channels': `




fn columns_of(a:u32,b:u32,c:u32)->vec4u{
 let d=select(vec4u(0u,1u,2u,3u),vec4u(),b%4u==0u);
 return min(4u*a+d,vec4u(c-1u));
}` as string,
    'shared/expm1': `


fn expm1(a:vec4f)->vec4f{
 let b=a*(1.0+a/2.0*(1.0+a/3.0*(1.0+a/4.0*(1.0+a/5.0*
 (1.0+a/6.0*(1.0+a/7.0*(1.0+a/8.0)))))));
 return select(exp(a)-1.0,b,abs(a)<vec4f(0.5));
}` as string,
    'shared/gaussian': `









fn gaussian_tail(a:vec4f)->vec4f{
 let b=0.7071067811865476*abs(a);
 let c=1.0/(1.0+0.5*b);
 let d= -1.26551223+c*(1.00002368+c*(0.37409196+c*(0.09678418+
 c*(-0.18628806+c*(0.27886807+c*(-1.13520398+c*(1.48851587+
 c*(-0.82215223+c*0.17087277))))))));
 return 0.5*c*exp(d-b*b);
}

fn gaussian_cdf(a:vec4f)->vec4f{
 let b=gaussian_tail(a);
 return select(b,1.0-b,a>vec4f());
}

fn gaussian_density(a:vec4f)->vec4f{
 return 0.3989422804014327*exp(-0.5*a*a);
}` as string,
  },
  slots: {
    activation: {
      elu: {
        code: `





fn activate(a:vec4f)->vec4f{
 return select(expm1(min(a,vec4f())),a,a>vec4f());
}` as string,
        imports: ['shared/expm1'],
        bindings: [],
        enables: [],
        constants: {},
      },
      gelu: {
        code: `





fn activate(a:vec4f)->vec4f{
 return a*gaussian_cdf(a);
}` as string,
        imports: ['shared/gaussian'],
        bindings: [],
        enables: [],
        constants: {},
      },
      leaky_relu: {
        code: `


fn activate(a:vec4f)->vec4f{
 return select(0.01*a,a,a>vec4f());
}` as string,
        imports: [],
        bindings: [],
        enables: [],
        constants: {},
      },
      silu: {
        code: `



fn activate(a:vec4f)->vec4f{
 let b=exp(-abs(a));
 return a*select(b,vec4f(1.0),a>=vec4f())/(1.0+b);
}` as string,
        imports: [],
        bindings: [],
        enables: [],
        constants: {},
      },
      softplus: {
        code: `





fn activate(a:vec4f)->vec4f{
 let b=exp(-abs(a));
 let c=b/(2.0+b);
 let d=c*c;
 let e=1.0+d*(1.0/3.0+d*(1.0/5.0+d*(1.0/7.0+d*(1.0/9.0+
 d*(1.0/11.0+d*(1.0/13.0))))));
 return max(a,vec4f())+2.0*c*e;
}` as string,
        imports: [],
        bindings: [],
        enables: [],
        constants: {},
      },
      tanh: {
        code: `


fn activate(a:vec4f)->vec4f{
 return tanh(clamp(a,vec4f(-10.0),vec4f(10.0)));
}` as string,
        imports: [],
        bindings: [],
        enables: [],
        constants: {},
      },
    },
    activation_gradient: {
      elu: {
        code: `

@group(1) @binding(0) var<storage, read> activated: array<vec4f>;

fn activation_gradient(a:u32)->vec4f{
 return min(activated[a]+1.0,vec4f(1.0));
}` as string,
        imports: [],
        bindings: [{ name: 'activated', access: 'read', element: 'f32', shape: ['M', 'K'] }],
        enables: [],
        constants: {},
      },
      gelu: {
        code: `




@group(1) @binding(0) var<storage, read> preactivation: array<vec4f>;

fn activation_gradient(a:u32)->vec4f{
 let b=preactivation[a];
 return gaussian_cdf(b)+b*gaussian_density(b);
}` as string,
        imports: ['shared/gaussian'],
        bindings: [{ name: 'preactivation', access: 'read', element: 'f32', shape: ['M', 'K'] }],
        enables: [],
        constants: {},
      },
      leaky_relu: {
        code: `

@group(1) @binding(0) var<storage, read> activated: array<vec4f>;

fn activation_gradient(a:u32)->vec4f{
 return select(vec4f(0.01),vec4f(1.0),activated[a]>vec4f());
}` as string,
        imports: [],
        bindings: [{ name: 'activated', access: 'read', element: 'f32', shape: ['M', 'K'] }],
        enables: [],
        constants: {},
      },
      silu: {
        code: `





@group(1) @binding(0) var<storage, read> preactivation: array<vec4f>;

fn activation_gradient(a:u32)->vec4f{
 let b=preactivation[a];
 let c=exp(-abs(b));
 let d=1.0/(1.0+c);
 return d*(select(c,vec4f(1.0),b>=vec4f())+b*c*d);
}` as string,
        imports: [],
        bindings: [{ name: 'preactivation', access: 'read', element: 'f32', shape: ['M', 'K'] }],
        enables: [],
        constants: {},
      },
      softplus: {
        code: `



@group(1) @binding(0) var<storage, read> activated: array<vec4f>;

fn activation_gradient(a:u32)->vec4f{
 return-expm1(-activated[a]);
}` as string,
        imports: ['shared/expm1'],
        bindings: [{ name: 'activated', access: 'read', element: 'f32', shape: ['M', 'K'] }],
        enables: [],
        constants: {},
      },
      tanh: {
        code: `

@group(1) @binding(0) var<storage, read> activated: array<vec4f>;

fn activation_gradient(a:u32)->vec4f{
 let b=activated[a];
 return 1.0-b*b;
}` as string,
        imports: [],
        bindings: [{ name: 'activated', access: 'read', element: 'f32', shape: ['M', 'K'] }],
        enables: [],
        constants: {},
      },
    },
  },
  kernels: {
    activation_forward: {
      code: `










const M: u32 = 128u;
const K: u32 = 400u;

@group(1) @binding(0) var<storage, read> preactivation: array<vec4f>;
@group(1) @binding(1) var<storage, read_write> y: array<vec4f>;

const K4 = (K + 7u) / 8u * 2u;

@compute @workgroup_size(64, 1)
fn activation_forward(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=K4||a.y>=M){
 return;
 }
 let b=a.y*K4+a.x;
 y[b]=keep_columns(activate(preactivation[b]),a.x,K);
}` as string,
      imports: ['shared/columns'],
      bindings: [
        { name: 'preactivation', access: 'read', element: 'f32', shape: ['M', 'K'] },
        { name: 'y', access: 'read_write', element: 'f32', shape: ['M', 'K'] },
      ],
      enables: [],
      constants: { M: { type: 'u32', value: 128 }, K: { type: 'u32', value: 400 } },
      slots: { activation: 'gelu' },
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: false,
    },
    half_activation_backward: {
      code: `











const M: u32 = 128u;
const K: u32 = 1568u;
const HALF: u32 = 16u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> dy: array<vec4f>;
@group(1) @binding(1) var<storage, read_write> dx: array<vec4f>;

const K4 = (K + 7u) / 8u * 2u;

@compute @workgroup_size(64, 1)
fn half_activation_backward(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=K4||a.y>=M){
 return;
 }
 let b=a.y*K4+a.x;
 let c=columns_of(a.x,HALF,K)%(2u*HALF)<vec4u(HALF);
 let d=dy[b]*select(vec4f(1.0),activation_gradient(b),c);
 if(ACCUMULATE){
 dx[b]+=d;
 }else{
 dx[b]=d;
 }
}` as string,
      imports: ['shared/channels'],
      bindings: [
        { name: 'dy', access: 'read', element: 'f32', shape: ['M', 'K'] },
        { name: 'dx', access: 'read_write', element: 'f32', shape: ['M', 'K'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        K: { type: 'u32', value: 1568 },
        HALF: { type: 'u32', value: 16 },
        ACCUMULATE: { type: 'bool', value: false },
      },
      slots: { activation_gradient: 'tanh' },
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: false,
    },
    half_activation_forward: {
      code: `












const M: u32 = 128u;
const K: u32 = 1568u;
const HALF: u32 = 16u;

@group(1) @binding(0) var<storage, read> preactivation: array<vec4f>;
@group(1) @binding(1) var<storage, read_write> y: array<vec4f>;

const K4 = (K + 7u) / 8u * 2u;

@compute @workgroup_size(64, 1)
fn half_activation_forward(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=K4||a.y>=M){
 return;
 }
 let b=a.y*K4+a.x;
 let c=columns_of(a.x,HALF,K)%(2u*HALF)<vec4u(HALF);
 let d=preactivation[b];
 y[b]=keep_columns(select(d,activate(d),c),a.x,K);
}` as string,
      imports: ['shared/channels', 'shared/columns'],
      bindings: [
        { name: 'preactivation', access: 'read', element: 'f32', shape: ['M', 'K'] },
        { name: 'y', access: 'read_write', element: 'f32', shape: ['M', 'K'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        K: { type: 'u32', value: 1568 },
        HALF: { type: 'u32', value: 16 },
      },
      slots: { activation: 'tanh' },
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: false,
    },
  },
} as const satisfies CataloguePart;
