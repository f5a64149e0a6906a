// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const totalCorrelationKernels = {
  modules: {
    'shared/log_sum_exp': `



const LSE_EMPTY = vec2f(-3.4028234e38, 0.0);

fn lse_add(a:vec2f,b:vec2f)->vec2f{
 let c=max(a.x,b.x);
 return vec2f(c,a.y*exp(a.x-c)+b.y*exp(b.x-c));
}

var<workgroup> lse64_partial: array<vec2f, 64>;



fn lse64(a:vec2f,b:u32)->vec2f{
 lse64_partial[b]=a;
 for(var c=32u;c>0u;c=c/2u){
 workgroupBarrier();
 if(b<c){
 lse64_partial[b]=lse_add(lse64_partial[b],lse64_partial[b+c]);
 }
 }

 return lse64_partial[b];
}


fn lse64_for_all(a:vec2f,b:u32)->vec2f{
 lse64(a,b);
 return workgroupUniformLoad(&lse64_partial[0]);
}` as string,
    'shared/total_correlation': `











const DATA_ROWS: f32 = 1.0;
const STRATIFIED: bool = false;


fn log_weight(a:u32,b:u32)->f32{
 let c=f32(step.row_count);
 let d=max(DATA_ROWS,c);
 let e=a/SAMPLES;
 let f=select(e+1u,0u,e+1u==step.row_count);
 let g=max(c-1.0,1.0);
 let h=select(1.0/g,(d-g)/(d*g),b==f);
 let i=select(h,1.0/d,b==e);
 return log(select(1.0/(DATA_ROWS*c),i,STRATIFIED));
}


fn log_normal(a:f32,b:f32)->f32{
 return-0.5*(1.8378770664093453+b+a*a*exp(-b));
}` as string,
    'shared/total_correlation_gradient': `







const TERM_MUTUAL: u32 = 0u;
const TERM_TOTAL: u32 = 1u;
const TERM_DIMENSIONS: u32 = 2u;


fn weight_of(a:u32)->f32{
 return step.loss_weights[a/4u][a%4u]/f32(SAMPLES);
}

fn pair_gradient(a:bool,b:f32,c:f32)->f32{
 let d=weight_of(TERM_MUTUAL);
 let e=weight_of(TERM_TOTAL);
 let f=(e-d)*b+(weight_of(TERM_DIMENSIONS)-e)*c;
 return select(0.0,d,a)+f;
}` as string,
  },
  slots: {},
  kernels: {
    total_correlation_backward_stats: {
      code: `















const M: u32 = 128u;
const L: u32 = 20u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> z: array<f32>;
@group(1) @binding(1) var<storage, read> stats: array<f32>;
@group(1) @binding(2) var<storage, read> pairs: array<f32>;
@group(1) @binding(3) var<storage, read> densities: array<f32>;
@group(1) @binding(4) var<storage, read_write> dstats: array<f32>;

const Z_WIDTH = (L + 7u) / 8u * 8u;
const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const PAIRS_WIDTH = (M + 7u) / 8u * 8u;
const DENSITIES_WIDTH = (L + 8u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn total_correlation_backward_stats(@builtin(global_invocation_id)a:vec3u){
 let b=a.x;
 let c=a.y;
 if(b>=L||c>=M){
 return;
 }
 let d=select(0u,min(M,step.row_count)*SAMPLES,c<step.row_count);
 let e=c*STATS_WIDTH+b;
 let f=stats[e+L];
 let g=exp(-f);
 var h=vec2f();
 for(var i=0u;i<d;i++){
 let j=z[i*Z_WIDTH+b]-stats[e];
 let k=i*DENSITIES_WIDTH;
 let l=exp(pairs[i*PAIRS_WIDTH+c]-densities[k+L]);
 let m=exp(log_weight(i,c)+log_normal(j,f)-densities[k+b]);
 let n=pair_gradient(c==i/SAMPLES,l,m);
 h+=n*vec2f(j*g,0.5*(j*j*g-1.0));
 }
 if(ACCUMULATE){
 dstats[e]+=h.x;
 dstats[e+L]+=h.y;
 }else{
 dstats[e]=h.x;
 dstats[e+L]=h.y;
 }
}` as string,
      imports: [
        'shared/total_correlation',
        'shared/samples',
        'shared/step',
        'shared/total_correlation_gradient',
      ],
      bindings: [
        { name: 'z', access: 'read', element: 'f32', shape: ['M*SAMPLES', 'L'] },
        { name: 'stats', access: 'read', element: 'f32', shape: ['M', '2*L'] },
        { name: 'pairs', access: 'read', element: 'f32', shape: ['M*SAMPLES', 'M'] },
        { name: 'densities', access: 'read', element: 'f32', shape: ['M*SAMPLES', 'L+1'] },
        { name: 'dstats', access: 'read_write', element: 'f32', shape: ['M', '2*L'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        L: { type: 'u32', value: 20 },
        ACCUMULATE: { type: 'bool', value: false },
        DATA_ROWS: { type: 'f32', value: 1 },
        STRATIFIED: { type: 'bool', value: false },
        SAMPLES: { type: 'u32', value: 1 },
        TERM_MUTUAL: { type: 'u32', value: 0 },
        TERM_TOTAL: { type: 'u32', value: 1 },
        TERM_DIMENSIONS: { type: 'u32', value: 2 },
      },
      slots: {},
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    total_correlation_backward_z: {
      code: `















const M: u32 = 128u;
const L: u32 = 20u;
const ACCUMULATE_Z: bool = false;
const ACCUMULATE_NLL: bool = false;

@group(1) @binding(0) var<storage, read> z: array<f32>;
@group(1) @binding(1) var<storage, read> stats: array<f32>;
@group(1) @binding(2) var<storage, read> pairs: array<f32>;
@group(1) @binding(3) var<storage, read> densities: array<f32>;
@group(1) @binding(4) var<storage, read_write> dz: array<f32>;
@group(1) @binding(5) var<storage, read_write> dnll: array<f32>;

const Z_WIDTH = (L + 7u) / 8u * 8u;
const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const PAIRS_WIDTH = (M + 7u) / 8u * 8u;
const DENSITIES_WIDTH = (L + 8u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn total_correlation_backward_z(@builtin(global_invocation_id)a:vec3u){
 let b=a.x;
 let c=a.y;
 if(b>=L||c>=M*SAMPLES){
 return;
 }
 let d=row_counts(c);
 let e=select(0u,min(M,step.row_count),d);
 let f=c*Z_WIDTH+b;
 let g=densities[c*DENSITIES_WIDTH+b];
 let h=densities[c*DENSITIES_WIDTH+L];
 var i=0.0;
 for(var j=0u;j<e;j++){
 let k=stats[j*STATS_WIDTH+L+b];
 let l=z[f]-stats[j*STATS_WIDTH+b];
 let m=exp(pairs[c*PAIRS_WIDTH+j]-h);
 let n=exp(log_weight(c,j)+log_normal(l,k)-g);
 i-=pair_gradient(j==c/SAMPLES,m,n)*l*exp(-k);
 }
 if(ACCUMULATE_Z){
 dz[f]+=i;
 }else{
 dz[f]=i;
 }
 if(b==0u){
 let o=select(0.0,weight_of(TERM_DIMENSIONS),d);
 if(ACCUMULATE_NLL){
 dnll[c]+=o;
 }else{
 dnll[c]=o;
 }
 }
}` as string,
      imports: [
        'shared/total_correlation',
        'shared/samples',
        'shared/step',
        'shared/total_correlation_gradient',
      ],
      bindings: [
        { name: 'z', access: 'read', element: 'f32', shape: ['M*SAMPLES', 'L'] },
        { name: 'stats', access: 'read', element: 'f32', shape: ['M', '2*L'] },
        { name: 'pairs', access: 'read', element: 'f32', shape: ['M*SAMPLES', 'M'] },
        { name: 'densities', access: 'read', element: 'f32', shape: ['M*SAMPLES', 'L+1'] },
        { name: 'dz', access: 'read_write', element: 'f32', shape: ['M*SAMPLES', 'L'] },
        { name: 'dnll', access: 'read_write', element: 'f32', shape: ['M*SAMPLES'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        L: { type: 'u32', value: 20 },
        ACCUMULATE_Z: { type: 'bool', value: false },
        ACCUMULATE_NLL: { type: 'bool', value: false },
        DATA_ROWS: { type: 'f32', value: 1 },
        STRATIFIED: { type: 'bool', value: false },
        SAMPLES: { type: 'u32', value: 1 },
        TERM_MUTUAL: { type: 'u32', value: 0 },
        TERM_TOTAL: { type: 'u32', value: 1 },
        TERM_DIMENSIONS: { type: 'u32', value: 2 },
      },
      slots: {},
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    total_correlation_forward: {
      code: `

















const M: u32 = 128u;
const L: u32 = 20u;
const RING: u32 = 32u;

@group(1) @binding(0) var<storage, read> z: array<f32>;
@group(1) @binding(1) var<storage, read> stats: array<f32>;
@group(1) @binding(2) var<storage, read> nll: array<f32>;
@group(1) @binding(3) var<storage, read_write> pairs: array<f32>;
@group(1) @binding(4) var<storage, read_write> densities: array<f32>;
@group(1) @binding(5) var<storage, read_write> mutual_information: array<f32>;
@group(1) @binding(6) var<storage, read_write> total_correlation: array<f32>;
@group(1) @binding(7) var<storage, read_write> dimension_kl: array<f32>;

const Z_WIDTH = (L + 7u) / 8u * 8u;
const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const PAIRS_WIDTH = (M + 7u) / 8u * 8u;
const DENSITIES_WIDTH = (L + 8u) / 8u * 8u;


fn log_posterior(a:u32,b:u32,c:u32)->f32{
 let d=z[a*Z_WIDTH+c]-stats[b*STATS_WIDTH+c];
 return log_normal(d,stats[b*STATS_WIDTH+L+c]);
}

@compute @workgroup_size(64)
fn total_correlation_forward(
 @builtin(workgroup_id)a:vec3u,
 @builtin(local_invocation_index)b:u32,
){
 let c=a.x;
 let d=row_counts(c);
 let e=min(M,step.row_count);
 var f=0.0;
 for(var g=0u;g<L;g++){
 var h=LSE_EMPTY;
 for(var i=b;i<e;i+=64u){
 h=lse_add(h,vec2f(log_weight(c,i)+log_posterior(c,i,g),1.0));
 }
 h=lse64(h,b);
 if(b==0u){
 let j=h.x+log(h.y);
 densities[c*DENSITIES_WIDTH+g]=select(0.0,j,d);
 f+=j;
 }
 workgroupBarrier();
 }
 var h=LSE_EMPTY;
 for(var i=b;i<e;i+=64u){
 var k=log_weight(c,i);
 for(var g=0u;g<L;g++){
 k+=log_posterior(c,i,g);
 }
 pairs[c*PAIRS_WIDTH+i]=select(0.0,k,d);
 h=lse_add(h,vec2f(k,1.0));
 }
 for(var i=e+b;i<M;i+=64u){
 pairs[c*PAIRS_WIDTH+i]=0.0;
 }
 h=lse64(h,b);
 if(b==0u){
 let j=h.x+log(h.y);
 densities[c*DENSITIES_WIDTH+L]=select(0.0,j,d);
 var l=0.0;
 for(var g=0u;g<L;g++){
 l+=log_posterior(c,c/SAMPLES,g);
 }
 let m=step.ring_slot%RING*((M*SAMPLES+7u)/8u*8u)+c;
 mutual_information[m]=select(0.0,l-j,d);
 total_correlation[m]=select(0.0,j-f,d);
 dimension_kl[m]=select(0.0,f+nll[m],d);
 }
}` as string,
      imports: ['shared/total_correlation', 'shared/samples', 'shared/step', 'shared/log_sum_exp'],
      bindings: [
        { name: 'z', access: 'read', element: 'f32', shape: ['M*SAMPLES', 'L'] },
        { name: 'stats', access: 'read', element: 'f32', shape: ['M', '2*L'] },
        { name: 'nll', access: 'read', element: 'f32', shape: ['RING', '1', 'M*SAMPLES'] },
        { name: 'pairs', access: 'read_write', element: 'f32', shape: ['M*SAMPLES', 'M'] },
        {
          name: 'densities',
          access: 'read_write',
          element: 'f32',
          shape: ['M*SAMPLES', 'L+1'],
        },
        {
          name: 'mutual_information',
          access: 'read_write',
          element: 'f32',
          shape: ['RING', '1', 'M*SAMPLES'],
        },
        {
          name: 'total_correlation',
          access: 'read_write',
          element: 'f32',
          shape: ['RING', '1', 'M*SAMPLES'],
        },
        {
          name: 'dimension_kl',
          access: 'read_write',
          element: 'f32',
          shape: ['RING', '1', 'M*SAMPLES'],
        },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        L: { type: 'u32', value: 20 },
        RING: { type: 'u32', value: 32 },
        DATA_ROWS: { type: 'f32', value: 1 },
        STRATIFIED: { type: 'bool', value: false },
        SAMPLES: { type: 'u32', value: 1 },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 512,
      usesStep: true,
    },
  },
} as const satisfies CataloguePart;
