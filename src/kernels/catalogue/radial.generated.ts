// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const radialKernels = {
  modules: {
    'shared/flow_gradients': `



fn put(a:u32,b:f32,c:bool){
 dparameters[a]=b+select(0.0,dparameters[a],c);
}

fn put4(a:u32,b:u32,c:vec4f,d:bool){
 for(var e=0u;e<min(4u,L-4u*b);e++){
 put(a+4u*b+e,c[e],d);
 }
}` as string,
    'shared/flow_row': `




const L: u32 = 20u;
const FLOWS: u32 = 4u;

const L4 = (L + 7u) / 8u * 2u;
const USED4 = (L + 3u) / 4u;


fn four(a:u32,b:u32)->vec4f{
 let c=vec4u(a)+min(vec4u(4u*b)+vec4u(0u,1u,2u,3u),vec4u(L-1u));
 let d=vec4f(parameters[c.x],parameters[c.y],parameters[c.z],parameters[c.w]);
 return keep_columns(d,b,L);
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
    'shared/radial': `









const SIZE = L + 2u;
const PARAMETERS_WIDTH = (FLOWS * SIZE + 7u) / 8u * 8u;


fn strengths(a:u32)->vec2f{
 return softplus(vec4f(parameters[a+L],parameters[a+L+1u],0.0,0.0)).xy;
}


fn numerator(a:f32,b:f32,c:f32)->f32{
 return a*(a+2.0*b)+c*b;
}` as string,
  },
  slots: {},
  kernels: {
    radial_backward: {
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

const LEAST = 1e-12;

@compute @workgroup_size(64)
fn radial_backward(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=M){
 return;
 }
 for(var b=0u;b<SAMPLES;b++){
 let c=SAMPLES*a.x+b;
 let d=ACCUMULATE_PARAMETERS|(b>0u);
 let e=select(0.0,term_weight(c),WEIGHTED);
 var f:array<vec4f,L4>;
 var g:array<vec4f,L4>;
 for(var h=0u;h<L4;h++){
 f[h]=z[c*L4+h];
 g[h]=dy[c*L4+h];
 }
 var i:array<f32,FLOWS>;
 for(var j=0u;j<FLOWS;j++){
 let k=a.x*PARAMETERS_WIDTH+j*SIZE;
 var l=0.0;
 for(var h=0u;h<USED4;h++){
 let m=f[h]-four(k,h);
 l+=dot(m,m);
 }
 i[j]=sqrt(l);
 let n=strengths(k);
 let o=(n.y-n.x)/(n.x+i[j]);
 for(var h=0u;h<USED4;h++){
 f[h]+=o*(f[h]-four(k,h));
 }
 }
 for(var p=0u;p<FLOWS;p++){
 let j=FLOWS-1u-p;
 let k=a.x*PARAMETERS_WIDTH+j*SIZE;
 let q=i[j];
 let n=strengths(k);
 let r=n.x+q;
 let o=(n.y-n.x)/r;
 let s=r/(q+n.y);
 var t=0.0;
 for(var h=0u;h<USED4;h++){
 f[h]=s*(f[h]-four(k,h));
 t+=dot(g[h],f[h]);
 }
 let u=f32(L-1u)/(q+n.y);
 let v=numerator(q,n.x,n.y);
 let w= -(t*o+e*f32(L+1u))/r;
 let x=t/r+e*(u+n.x/v);
 let y=w-t/r+e*(2.0*q+n.y)/v;
 let A=w+e*(u+2.0*r/v);
 let B=A/max(q,LEAST);
 for(var h=0u;h<USED4;h++){
 let m=o*g[h]+B*f[h];
 put4(k,h,-m,d);
 g[h]+=m;
 f[h]+=four(k,h);
 }
 let C=vec2f(parameters[k+L],parameters[k+L+1u]);
 let D=1.0/(1.0+exp(clamp(-C,vec2f(-80.0),vec2f(80.0))));
 put(k+L,y*D.x,d);
 put(k+L+1u,x*D.y,d);
 }
 for(var h=0u;h<L4;h++){
 let E=c*L4+h;
 dz[E]=g[h]+select(vec4f(),dz[E],ACCUMULATE_Z);
 }
 }
}` as string,
      imports: [
        'shared/samples',
        'shared/step',
        'shared/radial',
        'shared/flow_row',
        'shared/columns',
        'shared/log1p',
        'shared/flow_gradients',
      ],
      bindings: [
        { name: 'z', access: 'read', element: 'f32', shape: ['M*SAMPLES', 'L'] },
        {
          name: 'parameters',
          access: 'read',
          element: 'f32',
          shape: ['M', 'FLOWS*L+2*FLOWS'],
        },
        { name: 'dy', access: 'read', element: 'f32', shape: ['M*SAMPLES', 'L'] },
        { name: 'dz', access: 'read_write', element: 'f32', shape: ['M*SAMPLES', 'L'] },
        {
          name: 'dparameters',
          access: 'read_write',
          element: 'f32',
          shape: ['M', 'FLOWS*L+2*FLOWS'],
        },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        WEIGHTED: { type: 'bool', value: true },
        ACCUMULATE_Z: { type: 'bool', value: false },
        ACCUMULATE_PARAMETERS: { type: 'bool', value: false },
        SAMPLES: { type: 'u32', value: 1 },
        L: { type: 'u32', value: 20 },
        FLOWS: { type: 'u32', value: 4 },
      },
      slots: { term_weight: 'scalar' },
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    radial_forward: {
      code: `











const M: u32 = 128u;
const RING: u32 = 32u;

@group(1) @binding(0) var<storage, read> z: array<vec4f>;
@group(1) @binding(1) var<storage, read> parameters: array<f32>;
@group(1) @binding(2) var<storage, read_write> y: array<vec4f>;
@group(1) @binding(3) var<storage, read_write> terms: array<f32>;

const TERMS_WIDTH = (M * SAMPLES + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn radial_forward(@builtin(global_invocation_id)a:vec3u){
 let b=a.x;
 if(b>=M*SAMPLES){
 return;
 }
 var c:array<vec4f,L4>;
 for(var d=0u;d<L4;d++){
 c[d]=z[b*L4+d];
 }
 var e=0.0;
 for(var f=0u;f<FLOWS;f++){
 let g=b/SAMPLES*PARAMETERS_WIDTH+f*SIZE;
 var h=0.0;
 for(var d=0u;d<USED4;d++){
 let i=c[d]-four(g,d);
 h+=dot(i,i);
 }
 let j=sqrt(h);
 let k=strengths(g);
 let l=k.x+j;
 e+=f32(L-1u)*log(j+k.y)+log(numerator(j,k.x,k.y))-
 f32(L+1u)*log(l);
 let m=(k.y-k.x)/l;
 for(var d=0u;d<USED4;d++){
 c[d]+=m*(c[d]-four(g,d));
 }
 }
 for(var d=0u;d<L4;d++){
 y[b*L4+d]=c[d];
 }
 terms[(step.ring_slot%RING)*TERMS_WIDTH+b]=
 select(0.0,e,row_counts(b));
}` as string,
      imports: [
        'shared/samples',
        'shared/step',
        'shared/radial',
        'shared/flow_row',
        'shared/columns',
        'shared/log1p',
      ],
      bindings: [
        { name: 'z', access: 'read', element: 'f32', shape: ['M*SAMPLES', 'L'] },
        {
          name: 'parameters',
          access: 'read',
          element: 'f32',
          shape: ['M', 'FLOWS*L+2*FLOWS'],
        },
        { name: 'y', access: 'read_write', element: 'f32', shape: ['M*SAMPLES', 'L'] },
        {
          name: 'terms',
          access: 'read_write',
          element: 'f32',
          shape: ['RING', '1', 'M*SAMPLES'],
        },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        RING: { type: 'u32', value: 32 },
        SAMPLES: { type: 'u32', value: 1 },
        L: { type: 'u32', value: 20 },
        FLOWS: { type: 'u32', value: 4 },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
  },
} as const satisfies CataloguePart;
