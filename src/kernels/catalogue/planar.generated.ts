// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const planarKernels = {
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
    'shared/planar': `









const LEAST = 1e-12;

const SIZE = 2u * L + 1u;
const PARAMETERS_WIDTH = (FLOWS * SIZE + 7u) / 8u * 8u;


struct Direction {
 soft: f32,
 share: f32,
}


fn direction(a:f32,b:f32)->Direction{
 let c=softplus(vec4f(a)).x;
 return Direction(c,(c-1.0-a)/max(b,LEAST));
}


fn bend(a:f32)->f32{
 return tanh(clamp(a,-10.0,10.0));
}

fn determinant(a:f32,b:f32)->f32{
 return b*b+a*(1.0-b*b);
}` as string,
  },
  slots: {},
  kernels: {
    planar_backward: {
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

@compute @workgroup_size(64)
fn planar_backward(@builtin(global_invocation_id)a:vec3u){
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
 var l=vec3f();
 for(var h=0u;h<USED4;h++){
 let m=four(k+L,h);
 l+=vec3f(dot(m,four(k,h)),dot(m,m),dot(m,f[h]));
 }
 let n=direction(l.x,l.y);
 i[j]=bend(l.z+parameters[k+2u*L]);
 for(var h=0u;h<USED4;h++){
 f[h]+=i[j]*(four(k,h)+n.share*four(k+L,h));
 }
 }
 for(var o=0u;o<FLOWS;o++){
 let j=FLOWS-1u-o;
 let k=a.x*PARAMETERS_WIDTH+j*SIZE;
 var l=vec4f();
 for(var h=0u;h<USED4;h++){
 let p=four(k,h);
 let m=four(k+L,h);
 l+=vec4f(dot(m,p),dot(m,m),dot(g[h],p),dot(g[h],m));
 }
 let q=l.x;
 let r=max(l.y,LEAST);
 let n=direction(q,l.y);
 let s=i[j];
 let t=1.0-s*s;
 let u=e/determinant(n.soft,s);
 let v=l.z+n.share*l.w+2.0*u*s*(1.0-n.soft);
 let w=v*t;
 let x=s*l.w;
 let y=(u*t+x/r)/(1.0+exp(clamp(-q,-80.0,80.0)))-
 x/r;
 let A=select(0.0,-x*n.share/r,l.y>LEAST);
 for(var h=0u;h<USED4;h++){
 let p=four(k,h);
 let m=four(k+L,h);
 let B=g[h];
 f[h]-=s*(p+n.share*m);
 put4(k,h,s*B+y*m,d);
 let C=s*n.share*B+y*p+2.0*A*m;
 put4(k+L,h,C+w*f[h],d);
 g[h]=B+w*m;
 }
 put(k+2u*L,w,d);
 }
 for(var h=0u;h<L4;h++){
 let D=c*L4+h;
 dz[D]=g[h]+select(vec4f(),dz[D],ACCUMULATE_Z);
 }
 }
}` as string,
      imports: [
        'shared/samples',
        'shared/step',
        'shared/planar',
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
          shape: ['M', 'FLOWS*2*L+FLOWS'],
        },
        { name: 'dy', access: 'read', element: 'f32', shape: ['M*SAMPLES', 'L'] },
        { name: 'dz', access: 'read_write', element: 'f32', shape: ['M*SAMPLES', 'L'] },
        {
          name: 'dparameters',
          access: 'read_write',
          element: 'f32',
          shape: ['M', 'FLOWS*2*L+FLOWS'],
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
    planar_forward: {
      code: `











const M: u32 = 128u;
const RING: u32 = 32u;

@group(1) @binding(0) var<storage, read> z: array<vec4f>;
@group(1) @binding(1) var<storage, read> parameters: array<f32>;
@group(1) @binding(2) var<storage, read_write> y: array<vec4f>;
@group(1) @binding(3) var<storage, read_write> terms: array<f32>;

const TERMS_WIDTH = (M * SAMPLES + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn planar_forward(@builtin(global_invocation_id)a:vec3u){
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
 var h=vec3f();
 for(var d=0u;d<USED4;d++){
 let i=four(g+L,d);
 h+=vec3f(dot(i,four(g,d)),dot(i,i),dot(i,c[d]));
 }
 let j=direction(h.x,h.y);
 let k=bend(h.z+parameters[g+2u*L]);
 e+=log(determinant(j.soft,k));
 for(var d=0u;d<USED4;d++){
 c[d]+=k*(four(g,d)+j.share*four(g+L,d));
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
        'shared/planar',
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
          shape: ['M', 'FLOWS*2*L+FLOWS'],
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
