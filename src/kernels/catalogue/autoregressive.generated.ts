// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const autoregressiveKernels = {
  modules: {
    'shared/affine_flow': `









const L: u32 = 20u;
const GATED: bool = true;

const L4 = (L + 7u) / 8u * 2u;
const NUMBERS_WIDTH = (2u * L + 7u) / 8u * 8u;


fn four(a:u32,b:u32,c:u32)->vec4f{
 let d=min(vec4u(4u*b)+vec4u(0u,1u,2u,3u),vec4u(L-1u));
 let e=vec4u(a*NUMBERS_WIDTH+c)+d;
 return vec4f(parameters[e.x],parameters[e.y],parameters[e.z],parameters[e.w]);
}


fn scale_of(a:vec4f)->vec4f{
 let b=exp(clamp(-a,vec4f(-80.0),vec4f(80.0)));
 return select(b,1.0/(1.0+b),vec4<bool>(GATED));
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
  },
  slots: {},
  kernels: {
    affine_flow_backward: {
      code: `
















const M: u32 = 128u;
const WEIGHTED: bool = true;
const ACCUMULATE_Z: bool = false;
const ACCUMULATE_PARAMETERS: bool = false;

@group(1) @binding(0) var<storage, read> z: array<vec4f>;
@group(1) @binding(1) var<storage, read> parameters: array<f32>;
@group(1) @binding(2) var<storage, read> dy: array<vec4f>;
@group(1) @binding(3) var<storage, read_write> dz: array<vec4f>;
@group(1) @binding(4) var<storage, read_write> dparameters: array<f32>;

fn put(a:u32,b:f32){
 dparameters[a]=b+select(0.0,dparameters[a],ACCUMULATE_PARAMETERS);
}

@compute @workgroup_size(8, 8)
fn affine_flow_backward(@builtin(global_invocation_id)a:vec3u){
 if(4u*a.x>=L||a.y>=M){
 return;
 }
 let b=a.y*L4+a.x;
 let c=select(0.0,term_weight(a.y),WEIGHTED);
 let d=four(a.y,a.x,0u);
 let e=scale_of(four(a.y,a.x,L));
 let f=dy[b];
 let g=f*e;
 let h=g*(z[b]-d)+c;
 let i=vec4<bool>(GATED);
 let j=select(-g,f*(1.0-e),i);
 let k=select(-h,h*(1.0-e),i);
 dz[b]=keep_columns(g,a.x,L)+select(vec4f(),dz[b],vec4<bool>(ACCUMULATE_Z));
 let l=a.y*NUMBERS_WIDTH+4u*a.x;
 for(var m=0u;m<min(4u,L-4u*a.x);m++){
 put(l+m,j[m]);
 put(l+L+m,k[m]);
 }
}` as string,
      imports: [
        'shared/samples',
        'shared/step',
        'shared/affine_flow',
        'shared/columns',
        'shared/log1p',
      ],
      bindings: [
        { name: 'z', access: 'read', element: 'f32', shape: ['M', 'L'] },
        { name: 'parameters', access: 'read', element: 'f32', shape: ['M', '2*L'] },
        { name: 'dy', access: 'read', element: 'f32', shape: ['M', 'L'] },
        { name: 'dz', access: 'read_write', element: 'f32', shape: ['M', 'L'] },
        { name: 'dparameters', access: 'read_write', element: 'f32', shape: ['M', '2*L'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        WEIGHTED: { type: 'bool', value: true },
        ACCUMULATE_Z: { type: 'bool', value: false },
        ACCUMULATE_PARAMETERS: { type: 'bool', value: false },
        SAMPLES: { type: 'u32', value: 1 },
        L: { type: 'u32', value: 20 },
        GATED: { type: 'bool', value: true },
      },
      slots: { term_weight: 'scalar' },
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    affine_flow_forward: {
      code: `











const M: u32 = 128u;
const RING: u32 = 32u;

@group(1) @binding(0) var<storage, read> z: array<vec4f>;
@group(1) @binding(1) var<storage, read> parameters: array<f32>;
@group(1) @binding(2) var<storage, read_write> y: array<vec4f>;
@group(1) @binding(3) var<storage, read_write> terms: array<f32>;

const TERMS_WIDTH = (M + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn affine_flow_forward(@builtin(global_invocation_id)a:vec3u){
 let b=a.x;
 if(b>=M){
 return;
 }
 var c=vec4f();
 for(var d=0u;d<L4;d++){
 let e=four(b,d,0u);
 let f=four(b,d,L);
 let g=scale_of(f);
 let h=e+g*(z[b*L4+d]-e);
 let i=g*(z[b*L4+d]-e);
 y[b*L4+d]=keep_columns(select(i,h,vec4<bool>(GATED)),d,L);
 c-=keep_columns(select(f,softplus(-f),vec4<bool>(GATED)),d,L);
 }
 let j=c.x+c.y+c.z+c.w;
 terms[(step.ring_slot%RING)*TERMS_WIDTH+b]=
 select(0.0,j,row_counts(b));
}` as string,
      imports: [
        'shared/samples',
        'shared/step',
        'shared/affine_flow',
        'shared/columns',
        'shared/log1p',
      ],
      bindings: [
        { name: 'z', access: 'read', element: 'f32', shape: ['M', 'L'] },
        { name: 'parameters', access: 'read', element: 'f32', shape: ['M', '2*L'] },
        { name: 'y', access: 'read_write', element: 'f32', shape: ['M', 'L'] },
        { name: 'terms', access: 'read_write', element: 'f32', shape: ['RING', '1', 'M'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        RING: { type: 'u32', value: 32 },
        SAMPLES: { type: 'u32', value: 1 },
        L: { type: 'u32', value: 20 },
        GATED: { type: 'bool', value: true },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    affine_flow_inverse: {
      code: `









const M: u32 = 128u;

@group(1) @binding(0) var<storage, read> y: array<vec4f>;
@group(1) @binding(1) var<storage, read> parameters: array<f32>;
@group(1) @binding(2) var<storage, read_write> z: array<vec4f>;

@compute @workgroup_size(8, 8)
fn affine_flow_inverse(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=L4||a.y>=M){
 return;
 }
 let b=a.y*L4+a.x;
 let c=four(a.y,a.x,0u);
 let d=exp(clamp(four(a.y,a.x,L),vec4f(-80.0),vec4f(80.0)));

 let e=c+(y[b]-c)*(1.0+1.0/d);
 z[b]=keep_columns(select(c+y[b]*d,e,vec4<bool>(GATED)),a.x,L);
}` as string,
      imports: ['shared/affine_flow', 'shared/columns', 'shared/log1p'],
      bindings: [
        { name: 'y', access: 'read', element: 'f32', shape: ['M', 'L'] },
        { name: 'parameters', access: 'read', element: 'f32', shape: ['M', '2*L'] },
        { name: 'z', access: 'read_write', element: 'f32', shape: ['M', 'L'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        L: { type: 'u32', value: 20 },
        GATED: { type: 'bool', value: true },
      },
      slots: {},
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: false,
    },
    mask_weight: {
      code: `













const N: u32 = 64u;
const K: u32 = 20u;
const DIMENSIONS: u32 = 20u;
const BLOCK: u32 = 1u;
const REVERSED: bool = false;
const PERIOD: u32 = 19u;
const LOWEST: u32 = 1u;
const FROM_INPUTS: bool = true;
const TO_OUTPUTS: bool = false;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> weight: array<vec4f>;
@group(1) @binding(1) var<storage, read_write> y: array<vec4f>;

const K4 = (K + 7u) / 8u * 2u;
const BLOCKS = (DIMENSIONS + BLOCK - 1u) / BLOCK;

fn value_degree(a:vec4u)->vec4u{
 let b=a/BLOCK;
 return 1u+select(b,BLOCKS-1u-b,vec4<bool>(REVERSED));
}

fn hidden_degree(a:vec4u)->vec4u{
 return a%PERIOD+LOWEST;
}

@compute @workgroup_size(64, 1)
fn mask_weight(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=K4||a.y>=N){
 return;
 }
 let b=vec4u(a.y);
 let c=vec4u(4u*a.x)+vec4u(0u,1u,2u,3u);
 let d=select(vec4u(),value_degree(min(c,vec4u(DIMENSIONS-1u))),c<vec4u(DIMENSIONS));
 let e=select(hidden_degree(c),d,vec4<bool>(FROM_INPUTS));
 let f=select(
 hidden_degree(b)>=e,
 value_degree(b%DIMENSIONS)>e,
 vec4<bool>(TO_OUTPUTS),
 );
 let g=a.y*K4+a.x;
 let h=select(vec4f(),weight[g],f);
 y[g]=h+select(vec4f(),y[g],vec4<bool>(ACCUMULATE));
}` as string,
      imports: [],
      bindings: [
        { name: 'weight', access: 'read', element: 'f32', shape: ['N', 'K'] },
        { name: 'y', access: 'read_write', element: 'f32', shape: ['N', 'K'] },
      ],
      enables: [],
      constants: {
        N: { type: 'u32', value: 64 },
        K: { type: 'u32', value: 20 },
        DIMENSIONS: { type: 'u32', value: 20 },
        BLOCK: { type: 'u32', value: 1 },
        REVERSED: { type: 'bool', value: false },
        PERIOD: { type: 'u32', value: 19 },
        LOWEST: { type: 'u32', value: 1 },
        FROM_INPUTS: { type: 'bool', value: true },
        TO_OUTPUTS: { type: 'bool', value: false },
        ACCUMULATE: { type: 'bool', value: false },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: false,
    },
  },
} as const satisfies CataloguePart;
