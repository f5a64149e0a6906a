// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const sylvesterKernels = {
  modules: {
    'shared/triangular': `








const L: u32 = 20u;

const Z_WIDTH = (L + 7u) / 8u * 8u;
const SIZE = L * (L + 2u);
const PARAMETERS_WIDTH = (SIZE + 7u) / 8u * 8u;

fn bounded_tanh(a:f32)->f32{
 return tanh(clamp(a,-10.0,10.0));
}


fn place(a:u32,b:u32,c:u32)->u32{
 return a+b*L+c;
}


fn place_of_s(a:u32,b:u32)->u32{
 return a+L*L+b;
}` as string,
  },
  slots: {},
  kernels: {
    triangular_flow_backward: {
      code: `
















const M: u32 = 128u;
const WEIGHTED: bool = true;
const ACCUMULATE_Z: bool = false;
const ACCUMULATE_PARAMETERS: bool = false;

@group(1) @binding(0) var<storage, read> z: array<f32>;
@group(1) @binding(1) var<storage, read> parameters: array<f32>;
@group(1) @binding(2) var<storage, read> dy: array<f32>;
@group(1) @binding(3) var<storage, read_write> dz: array<f32>;
@group(1) @binding(4) var<storage, read_write> dparameters: array<f32>;

fn put(a:u32,b:f32,c:bool){
 dparameters[a]=b+select(0.0,dparameters[a],c);
}

@compute @workgroup_size(64)
fn triangular_flow_backward(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=M){
 return;
 }
 let b=a.x*PARAMETERS_WIDTH;
 for(var c=0u;c<SAMPLES;c++){
 let d=SAMPLES*a.x+c;
 let e=d*Z_WIDTH;
 let f=ACCUMULATE_PARAMETERS|(c>0u);
 let g=select(0.0,term_weight(d),WEIGHTED);
 var h:array<f32,L>;
 for(var i=0u;i<L;i++){
 h[i]=dy[e+i];
 }
 for(var i=0u;i<L;i++){
 let j=bounded_tanh(parameters[place(b,i,i)]);
 let k=bounded_tanh(parameters[place_of_s(b,i)]);
 var l=parameters[place_of_s(b,i)+L]+k*z[e+i];
 for(var m=i+1u;m<L;m++){
 l+=parameters[place(b,m,i)]*z[e+m];
 }
 let n=bounded_tanh(l);
 let o=1.0-n*n;
 let p=g/(1.0+o*j*k);
 let q=dy[e+i];
 var r=j*q-2.0*p*n*j*k;
 for(var m=0u;m<i;m++){
 let s=dy[e+m];
 r+=parameters[place(b,m,i)]*s;
 put(place(b,m,i),s*n,f);
 }
 let t=o*r;
 h[i]+=k*t;
 for(var m=i+1u;m<L;m++){
 h[m]+=parameters[place(b,m,i)]*t;
 put(place(b,m,i),t*z[e+m],f);
 }
 put(place(b,i,i),(q*n+p*o*k)*(1.0-j*j),f);
 let u=t*z[e+i]+p*o*j;
 put(place_of_s(b,i),u*(1.0-k*k),f);
 put(place_of_s(b,i)+L,t,f);
 }
 for(var i=0u;i<L;i++){
 dz[e+i]=h[i]+select(0.0,dz[e+i],ACCUMULATE_Z);
 }
 }
}` as string,
      imports: ['shared/samples', 'shared/step', 'shared/triangular'],
      bindings: [
        { name: 'z', access: 'read', element: 'f32', shape: ['M*SAMPLES', 'L'] },
        { name: 'parameters', access: 'read', element: 'f32', shape: ['M', 'L*L+2*L'] },
        { name: 'dy', access: 'read', element: 'f32', shape: ['M*SAMPLES', 'L'] },
        { name: 'dz', access: 'read_write', element: 'f32', shape: ['M*SAMPLES', 'L'] },
        {
          name: 'dparameters',
          access: 'read_write',
          element: 'f32',
          shape: ['M', 'L*L+2*L'],
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
      },
      slots: { term_weight: 'scalar' },
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    triangular_flow_forward: {
      code: `











const M: u32 = 128u;
const RING: u32 = 32u;

@group(1) @binding(0) var<storage, read> z: array<f32>;
@group(1) @binding(1) var<storage, read> parameters: array<f32>;
@group(1) @binding(2) var<storage, read_write> y: array<f32>;
@group(1) @binding(3) var<storage, read_write> terms: array<f32>;

const TERMS_WIDTH = (M * SAMPLES + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn triangular_flow_forward(@builtin(global_invocation_id)a:vec3u){
 let b=a.x;
 if(b>=M*SAMPLES){
 return;
 }
 let c=b/SAMPLES*PARAMETERS_WIDTH;
 let d=b*Z_WIDTH;
 var e:array<f32,L>;
 var f=0.0;

 for(var g=0u;g<L;g++){
 let h=bounded_tanh(parameters[place(c,g,g)]);
 let i=bounded_tanh(parameters[place_of_s(c,g)]);
 var j=parameters[place_of_s(c,g)+L]+i*z[d+g];
 for(var k=g+1u;k<L;k++){
 j+=parameters[place(c,k,g)]*z[d+k];
 }
 let l=bounded_tanh(j);
 f+=log(1.0+(1.0-l*l)*h*i);
 e[g]+=h*l;
 for(var k=0u;k<g;k++){
 e[k]+=parameters[place(c,k,g)]*l;
 }
 }
 for(var g=0u;g<L;g++){
 y[d+g]=z[d+g]+e[g];
 }
 terms[(step.ring_slot%RING)*TERMS_WIDTH+b]=
 select(0.0,f,row_counts(b));
}` as string,
      imports: ['shared/samples', 'shared/step', 'shared/triangular'],
      bindings: [
        { name: 'z', access: 'read', element: 'f32', shape: ['M*SAMPLES', 'L'] },
        { name: 'parameters', access: 'read', element: 'f32', shape: ['M', 'L*L+2*L'] },
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
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
  },
} as const satisfies CataloguePart;
