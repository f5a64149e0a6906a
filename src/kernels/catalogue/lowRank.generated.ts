// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const lowRankKernels = {
  modules: {
    'shared/capacitance': `





const R: u32 = 2u;
const PAIRS = R * (R + 1u) / 2u;

var<private> capacitance: array<f32, PAIRS>;
var<private> solution: array<f32, R>;

fn pair(a:u32,b:u32)->u32{
 return a*(a+1u)/2u+b;
}


fn add_dimension(a:u32,b:f32){
 for(var c=0u;c<R;c++){
 for(var d=0u;d<=c;d++){
 capacitance[pair(c,d)]+=factor[a+c]*factor[a+d]*b;
 }
 }
}


fn factorize(a:u32)->f32{
 for(var b=0u;b<PAIRS;b++){
 capacitance[b]=sum64_for_all(capacitance[b],a);
 }
 var c=0.0;
 for(var d=0u;d<R;d++){
 for(var e=0u;e<d;e++){
 var f=capacitance[pair(d,e)];
 for(var g=0u;g<e;g++){
 f-=capacitance[pair(d,g)]*capacitance[pair(e,g)];
 }
 capacitance[pair(d,e)]=f/capacitance[pair(e,e)];
 }
 var h=1.0+capacitance[pair(d,d)];
 for(var g=0u;g<d;g++){
 h-=capacitance[pair(d,g)]*capacitance[pair(d,g)];
 }

 h=max(h,1.0);
 c+=log(h);
 capacitance[pair(d,d)]=sqrt(h);
 }
 return c;
}


fn solve_lower(){
 for(var a=0u;a<R;a++){
 for(var b=0u;b<a;b++){
 solution[a]-=capacitance[pair(a,b)]*solution[b];
 }
 solution[a]/=capacitance[pair(a,a)];
 }
}


fn solve_upper(){
 for(var a=0u;a<R;a++){
 let b=R-1u-a;
 for(var c=b+1u;c<R;c++){
 solution[b]-=capacitance[pair(c,b)]*solution[c];
 }
 solution[b]/=capacitance[pair(b,b)];
 }
}


fn solve_unit(a:u32){
 for(var b=0u;b<R;b++){
 solution[b]=select(0.0,1.0,b==a);
 }
 solve_lower();
 solve_upper();
}` as string,
  },
  slots: {},
  kernels: {
    low_rank_kl_backward: {
      code: `










const M: u32 = 128u;
const L: u32 = 20u;
const R: u32 = 2u;
const ACCUMULATE_GAUSSIAN: bool = false;
const ACCUMULATE_FACTOR: bool = false;

@group(1) @binding(0) var<storage, read> gaussian: array<f32>;
@group(1) @binding(1) var<storage, read> factor: array<f32>;
@group(1) @binding(2) var<storage, read> solved: array<f32>;
@group(1) @binding(3) var<storage, read_write> dgaussian: array<f32>;
@group(1) @binding(4) var<storage, read_write> dfactor: array<f32>;

const WIDTH = (2u * L + 7u) / 8u * 8u;
const FACTOR_WIDTH = (L * R + 7u) / 8u * 8u;
const SOLVED_WIDTH = (R * R + 7u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn low_rank_kl_backward(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=L||a.y>=M){
 return;
 }
 let b=term_weight(a.y);
 let c=a.y*WIDTH+a.x;
 let d=a.y*FACTOR_WIDTH+a.x*R;
 let e=exp(-gaussian[c+L]);
 var f=0.0;
 for(var g=0u;g<R;g++){
 var h=0.0;
 for(var i=0u;i<R;i++){
 h+=factor[d+i]*solved[a.y*SOLVED_WIDTH+i*R+g];
 }
 h*=e;
 f+=h*factor[d+g];
 let j=b*(factor[d+g]-h);
 dfactor[d+g]=select(0.0,dfactor[d+g],ACCUMULATE_FACTOR)+j;
 }
 let k=kl_gradient(gaussian[c],gaussian[c+L]);
 let l=vec2f(dgaussian[c],dgaussian[c+L]);
 let j=b*(k+vec2f(0.0,0.5*f));
 let m=select(vec2f(),l,ACCUMULATE_GAUSSIAN)+j;
 dgaussian[c]=m.x;
 dgaussian[c+L]=m.y;
}` as string,
      imports: ['shared/kl'],
      bindings: [
        { name: 'gaussian', access: 'read', element: 'f32', shape: ['M', '2*L'] },
        { name: 'factor', access: 'read', element: 'f32', shape: ['M', 'L*R'] },
        { name: 'solved', access: 'read', element: 'f32', shape: ['M', 'R*R'] },
        { name: 'dgaussian', access: 'read_write', element: 'f32', shape: ['M', '2*L'] },
        { name: 'dfactor', access: 'read_write', element: 'f32', shape: ['M', 'L*R'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        L: { type: 'u32', value: 20 },
        R: { type: 'u32', value: 2 },
        ACCUMULATE_GAUSSIAN: { type: 'bool', value: false },
        ACCUMULATE_FACTOR: { type: 'bool', value: false },
      },
      slots: { term_weight: 'scalar' },
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    low_rank_kl_forward: {
      code: `












const M: u32 = 128u;
const L: u32 = 20u;
const RING: u32 = 32u;

@group(1) @binding(0) var<storage, read> gaussian: array<f32>;
@group(1) @binding(1) var<storage, read> factor: array<f32>;
@group(1) @binding(2) var<storage, read_write> terms: array<f32>;
@group(1) @binding(3) var<storage, read_write> solved: array<f32>;

const WIDTH = (2u * L + 7u) / 8u * 8u;
const FACTOR_WIDTH = (L * R + 7u) / 8u * 8u;
const SOLVED_WIDTH = (R * R + 7u) / 8u * 8u;
const TERMS_WIDTH = (M + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn low_rank_kl_forward(
 @builtin(workgroup_id)a:vec3u,
 @builtin(local_invocation_index)b:u32,
){
 let c=a.x;
 var d=0.0;
 for(var e=b;e<L;e+=64u){
 let f=gaussian[c*WIDTH+L+e];
 let g=c*FACTOR_WIDTH+e*R;
 d+=kl_loss(gaussian[c*WIDTH+e],f);
 for(var h=0u;h<R;h++){
 d+=0.5*factor[g+h]*factor[g+h];
 }
 add_dimension(g,exp(-f));
 }
 let i=sum64_for_all(d,b);
 let j=factorize(b);
 if(b==0u){
 terms[(step.ring_slot%RING)*TERMS_WIDTH+c]=
 select(0.0,i-0.5*j,c<step.row_count);
 }
 if(b<R){
 solve_unit(b);
 for(var h=0u;h<R;h++){
 solved[c*SOLVED_WIDTH+b*R+h]=solution[h];
 }
 }
}` as string,
      imports: ['shared/step', 'shared/kl', 'shared/capacitance', 'shared/sum64'],
      bindings: [
        { name: 'gaussian', access: 'read', element: 'f32', shape: ['M', '2*L'] },
        { name: 'factor', access: 'read', element: 'f32', shape: ['M', 'L*R'] },
        { name: 'terms', access: 'read_write', element: 'f32', shape: ['RING', '1', 'M'] },
        { name: 'solved', access: 'read_write', element: 'f32', shape: ['M', 'R*R'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        L: { type: 'u32', value: 20 },
        RING: { type: 'u32', value: 32 },
        R: { type: 'u32', value: 2 },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 256,
      usesStep: true,
    },
    low_rank_moments: {
      code: `






const M: u32 = 128u;
const L: u32 = 20u;
const R: u32 = 2u;

@group(1) @binding(0) var<storage, read> gaussian: array<f32>;
@group(1) @binding(1) var<storage, read> factor: array<f32>;
@group(1) @binding(2) var<storage, read_write> moments: array<f32>;

const WIDTH = (2u * L + 7u) / 8u * 8u;
const FACTOR_WIDTH = (L * R + 7u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn low_rank_moments(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=L||a.y>=M){
 return;
 }
 let b=a.y*WIDTH+a.x;
 let c=a.y*FACTOR_WIDTH+a.x*R;
 var d=exp(gaussian[b+L]);
 for(var e=0u;e<R;e++){
 d+=factor[c+e]*factor[c+e];
 }
 moments[b]=gaussian[b];
 moments[b+L]=log(d);
}` as string,
      imports: [],
      bindings: [
        { name: 'gaussian', access: 'read', element: 'f32', shape: ['M', '2*L'] },
        { name: 'factor', access: 'read', element: 'f32', shape: ['M', 'L*R'] },
        { name: 'moments', access: 'read_write', element: 'f32', shape: ['M', '2*L'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        L: { type: 'u32', value: 20 },
        R: { type: 'u32', value: 2 },
      },
      slots: {},
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: false,
    },
    low_rank_nll_backward: {
      code: `











const M: u32 = 128u;
const L: u32 = 20u;
const R: u32 = 2u;
const A: u32 = 128u;
const B: u32 = 128u;
const DX: bool = true;
const ACCUMULATE_GAUSSIAN: bool = false;
const ACCUMULATE_FACTOR: bool = false;
const ACCUMULATE_X: bool = false;

@group(1) @binding(0) var<storage, read> gaussian: array<f32>;
@group(1) @binding(1) var<storage, read> factor: array<f32>;
@group(1) @binding(2) var<storage, read> x: array<f32>;
@group(1) @binding(3) var<storage, read> solved: array<f32>;
@group(1) @binding(4) var<storage, read_write> dgaussian: array<f32>;
@group(1) @binding(5) var<storage, read_write> dfactor: array<f32>;
@group(1) @binding(6) var<storage, read_write> dx: array<f32>;

const DRAWS = M / A;
const X_WIDTH = (L + 7u) / 8u * 8u;
const WIDTH = (2u * L + 7u) / 8u * 8u;
const FACTOR_WIDTH = (L * R + 7u) / 8u * 8u;
const SOLVED_WIDTH = (R * R + R + 7u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn low_rank_nll_backward(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=L||a.y>=A){
 return;
 }
 let b=a.y*WIDTH+a.x;
 let c=a.y*FACTOR_WIDTH+a.x*R;
 let d=exp(-gaussian[b+L]);
 var e=0.0;
 var f=0.0;
 var g=0.0;
 var h:array<f32,R>;
 for(var i=0u;i<DRAWS;i++){
 let j=a.y*DRAWS+i;
 let k=term_weight(j);
 let l=j/(M/B)*X_WIDTH+a.x;
 let m=j*SOLVED_WIDTH+R*R;
 var n=x[l]-gaussian[b];
 for(var o=0u;o<R;o++){
 n-=factor[c+o]*solved[m+o];
 }
 let p=n*d;
 e+=k;
 f+=k*p;
 g+=k*p*p;
 for(var o=0u;o<R;o++){
 h[o]+=k*p*solved[m+o];
 }
 if(DX){
 dx[l]=select(0.0,dx[l],ACCUMULATE_X)+k*p;
 }
 }
 let q=a.y*DRAWS*SOLVED_WIDTH;
 var r=0.0;
 for(var o=0u;o<R;o++){
 var s=0.0;
 for(var t=0u;t<R;t++){
 s+=factor[c+t]*solved[q+t*R+o];
 }
 s*=d;
 r+=s*factor[c+o];
 let u=e*s-h[o];
 dfactor[c+o]=select(0.0,dfactor[c+o],ACCUMULATE_FACTOR)+u;
 }
 let v=0.5*(e*(1.0-r)-g/d);
 dgaussian[b]=select(0.0,dgaussian[b],ACCUMULATE_GAUSSIAN)-f;
 dgaussian[b+L]=select(0.0,dgaussian[b+L],ACCUMULATE_GAUSSIAN)+v;
}` as string,
      imports: [],
      bindings: [
        { name: 'gaussian', access: 'read', element: 'f32', shape: ['A', '2*L'] },
        { name: 'factor', access: 'read', element: 'f32', shape: ['A', 'L*R'] },
        { name: 'x', access: 'read', element: 'f32', shape: ['B', 'L'] },
        { name: 'solved', access: 'read', element: 'f32', shape: ['M', 'R*R+R'] },
        { name: 'dgaussian', access: 'read_write', element: 'f32', shape: ['A', '2*L'] },
        { name: 'dfactor', access: 'read_write', element: 'f32', shape: ['A', 'L*R'] },
        { name: 'dx', access: 'read_write', element: 'f32', shape: ['B', 'L'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        L: { type: 'u32', value: 20 },
        R: { type: 'u32', value: 2 },
        A: { type: 'u32', value: 128 },
        B: { type: 'u32', value: 128 },
        DX: { type: 'bool', value: true },
        ACCUMULATE_GAUSSIAN: { type: 'bool', value: false },
        ACCUMULATE_FACTOR: { type: 'bool', value: false },
        ACCUMULATE_X: { type: 'bool', value: false },
      },
      slots: { term_weight: 'scalar' },
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    low_rank_nll_forward: {
      code: `













const M: u32 = 128u;
const L: u32 = 20u;
const A: u32 = 128u;
const B: u32 = 128u;
const RING: u32 = 32u;

@group(1) @binding(0) var<storage, read> gaussian: array<f32>;
@group(1) @binding(1) var<storage, read> factor: array<f32>;
@group(1) @binding(2) var<storage, read> x: array<f32>;
@group(1) @binding(3) var<storage, read_write> terms: array<f32>;
@group(1) @binding(4) var<storage, read_write> solved: array<f32>;

const X_WIDTH = (L + 7u) / 8u * 8u;
const WIDTH = (2u * L + 7u) / 8u * 8u;
const FACTOR_WIDTH = (L * R + 7u) / 8u * 8u;
const SOLVED_WIDTH = (R * R + R + 7u) / 8u * 8u;
const TERMS_WIDTH = (M + 7u) / 8u * 8u;
const LOG_2_PI = 1.8378770664093453;

@compute @workgroup_size(64)
fn low_rank_nll_forward(
 @builtin(workgroup_id)a:vec3u,
 @builtin(local_invocation_index)b:u32,
){
 let c=a.x;
 let d=c/(M/A)*WIDTH;
 let e=c/(M/A)*FACTOR_WIDTH;
 let f=c/(M/B)*X_WIDTH;
 var g=0.0;
 for(var h=b;h<L;h+=64u){
 let i=gaussian[d+L+h];
 let j=exp(-i);
 let k=x[f+h]-gaussian[d+h];
 g+=LOG_2_PI+i+k*k*j;
 add_dimension(e+h*R,j);
 for(var l=0u;l<R;l++){
 solution[l]+=factor[e+h*R+l]*k*j;
 }
 }
 let m=sum64_for_all(g,b);
 for(var l=0u;l<R;l++){
 solution[l]=sum64_for_all(solution[l],b);
 }
 let n=factorize(b);
 solve_lower();
 var o=0.0;
 for(var l=0u;l<R;l++){
 o+=solution[l]*solution[l];
 }
 solve_upper();
 if(b==0u){
 terms[(step.ring_slot%RING)*TERMS_WIDTH+c]=
 select(0.0,0.5*(m+n-o),row_counts(c));
 for(var l=0u;l<R;l++){
 solved[c*SOLVED_WIDTH+R*R+l]=solution[l];
 }
 }
 if(b<R){
 solve_unit(b);
 for(var l=0u;l<R;l++){
 solved[c*SOLVED_WIDTH+b*R+l]=solution[l];
 }
 }
}` as string,
      imports: ['shared/samples', 'shared/step', 'shared/capacitance', 'shared/sum64'],
      bindings: [
        { name: 'gaussian', access: 'read', element: 'f32', shape: ['A', '2*L'] },
        { name: 'factor', access: 'read', element: 'f32', shape: ['A', 'L*R'] },
        { name: 'x', access: 'read', element: 'f32', shape: ['B', 'L'] },
        { name: 'terms', access: 'read_write', element: 'f32', shape: ['RING', '1', 'M'] },
        { name: 'solved', access: 'read_write', element: 'f32', shape: ['M', 'R*R+R'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        L: { type: 'u32', value: 20 },
        A: { type: 'u32', value: 128 },
        B: { type: 'u32', value: 128 },
        RING: { type: 'u32', value: 32 },
        SAMPLES: { type: 'u32', value: 1 },
        R: { type: 'u32', value: 2 },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 256,
      usesStep: true,
    },
    low_rank_product_backward: {
      code: `









const M: u32 = 128u;
const N: u32 = 20u;
const L: u32 = 2u;
const SAMPLES: u32 = 1u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read_write> dfactor: array<f32>;
@group(1) @binding(1) var<storage, read> dy: array<f32>;

const Y_WIDTH = (N + 7u) / 8u * 8u;
const FACTOR_WIDTH = (N * L + 7u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn low_rank_product_backward(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=N||a.y>=M){
 return;
 }
 let b=a.y*FACTOR_WIDTH+a.x*L;
 for(var c=0u;c<(L+3u)/4u;c++){
 var d=vec4f();
 for(var e=0u;e<SAMPLES;e++){
 let f=SAMPLES*a.y+e;
 d+=dy[f*Y_WIDTH+a.x]*noise4(f,c);
 }
 for(var g=0u;g<min(4u,L-4u*c);g++){
 let h=b+4u*c+g;
 dfactor[h]=select(0.0,dfactor[h],ACCUMULATE)+d[g];
 }
 }
}` as string,
      imports: [],
      bindings: [
        { name: 'dfactor', access: 'read_write', element: 'f32', shape: ['M', 'N*L'] },
        { name: 'dy', access: 'read', element: 'f32', shape: ['M*SAMPLES', 'N'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        N: { type: 'u32', value: 20 },
        L: { type: 'u32', value: 2 },
        SAMPLES: { type: 'u32', value: 1 },
        ACCUMULATE: { type: 'bool', value: false },
      },
      slots: { noise: 'counter' },
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    low_rank_product_forward: {
      code: `








const M: u32 = 128u;
const N: u32 = 20u;
const L: u32 = 2u;
const SAMPLES: u32 = 1u;

@group(1) @binding(0) var<storage, read> factor: array<f32>;
@group(1) @binding(1) var<storage, read_write> y: array<f32>;

const Y_WIDTH = (N + 7u) / 8u * 8u;
const FACTOR_WIDTH = (N * L + 7u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn low_rank_product_forward(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=N||a.y>=M*SAMPLES){
 return;
 }
 let b=a.y/SAMPLES*FACTOR_WIDTH+a.x*L;
 var c=0.0;
 for(var d=0u;d<(L+3u)/4u;d++){
 let e=noise4(a.y,d);
 for(var f=0u;f<min(4u,L-4u*d);f++){
 c+=factor[b+4u*d+f]*e[f];
 }
 }
 y[a.y*Y_WIDTH+a.x]=c;
}` as string,
      imports: [],
      bindings: [
        { name: 'factor', access: 'read', element: 'f32', shape: ['M', 'N*L'] },
        { name: 'y', access: 'read_write', element: 'f32', shape: ['M*SAMPLES', 'N'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        N: { type: 'u32', value: 20 },
        L: { type: 'u32', value: 2 },
        SAMPLES: { type: 'u32', value: 1 },
      },
      slots: { noise: 'counter' },
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
  },
} as const satisfies CataloguePart;
