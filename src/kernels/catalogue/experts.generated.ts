// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const expertsKernels = {
  modules: {
    'shared/subsets': `



fn subset_counts(a:u32,b:u32,c:bool)->bool{
 let d=(a& ~b)==0u;
 let e=c&(a==b);
 return(a==0u)|(d& !e);
}` as string,
  },
  slots: {},
  kernels: {
    draw_subset: {
      code: `











const M: u32 = 128u;
const MODALITIES: u32 = 2u;
const SUBSETS: u32 = 3u;
const DRAWS: u32 = 1u;
const K: u32 = 1u;

@group(1) @binding(0) var<storage, read> present: array<f32>;
@group(1) @binding(1) var<storage, read> subsets: array<u32>;
@group(1) @binding(2) var<storage, read_write> members: array<f32>;

const WIDTH = (MODALITIES + 7u) / 8u * 8u;
const THERE = 0.002;

@compute @workgroup_size(64)
fn draw_subset(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=M*DRAWS){
 return;
 }
 let b=a.x/DRAWS;
 var c=0u;
 for(var d=0u;d<MODALITIES;d++){
 c|=u32(present[b*WIDTH+d]>THERE)<<d;
 }
 var e=0u;
 for(var f=0u;f<SUBSETS;f++){
 e+=u32(subset_counts(subsets[f],c,false));
 }
 let g=u32(f32(e)*uniform_noise4(a.x,0u).x);
 var h=0u;
 var i=0u;
 for(var f=0u;f<SUBSETS;f++){
 let j=subset_counts(subsets[f],c,false);
 let k=j&(h<=g);
 i=select(i,select(subsets[f],c,subsets[f]==0u),k);
 h+=u32(j);
 }
 for(var d=0u;d<MODALITIES;d++){
 members[a.x*WIDTH+d]=f32((i>>d)&1u);
 }
}` as string,
      imports: ['shared/subsets'],
      bindings: [
        { name: 'present', access: 'read', element: 'f32', shape: ['M', 'MODALITIES'] },
        { name: 'subsets', access: 'read', element: 'u32', shape: ['SUBSETS'] },
        {
          name: 'members',
          access: 'read_write',
          element: 'f32',
          shape: ['M*DRAWS', 'MODALITIES'],
        },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        MODALITIES: { type: 'u32', value: 2 },
        SUBSETS: { type: 'u32', value: 3 },
        DRAWS: { type: 'u32', value: 1 },
        K: { type: 'u32', value: 1 },
      },
      slots: { uniform: 'counter' },
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    expert_subsets: {
      code: `














const M: u32 = 128u;
const MODALITIES: u32 = 2u;
const SUBSETS: u32 = 3u;
const EXPERTS: u32 = 2u;
const JOINT: bool = false;
const MEAN: bool = false;
const OWN: bool = false;
const ONCE: bool = false;

@group(1) @binding(0) var<storage, read> present: array<f32>;
@group(1) @binding(1) var<storage, read> subsets: array<u32>;
@group(1) @binding(2) var<storage, read_write> members: array<f32>;
@group(1) @binding(3) var<storage, read_write> counts: array<f32>;

const PRESENT_WIDTH = (MODALITIES + 7u) / 8u * 8u;
const MEMBERS_WIDTH = (EXPERTS + 7u) / 8u * 8u;
const COUNTS_WIDTH = (MODALITIES + 8u) / 8u * 8u;
const THERE = 0.002;

@compute @workgroup_size(64)
fn expert_subsets(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=M*SUBSETS){
 return;
 }
 let b=a.x/SUBSETS;
 var c=0u;
 for(var d=0u;d<MODALITIES;d++){
 c|=u32(present[b*PRESENT_WIDTH+d]>THERE)<<d;
 }
 var e=0u;
 for(var f=0u;f<SUBSETS;f++){
 e+=u32(subset_counts(subsets[f],c,ONCE));
 }
 let g=subsets[a.x%SUBSETS];
 let h=select(1.0,f32(max(e,1u)),MEAN);
 let i=select(0.0,f32(SUBSETS)/h,subset_counts(g,c,ONCE));
 let j=select(g&c,c,g==0u);
 let k=JOINT&(c==(1u<<MODALITIES)-1u);
 for(var d=0u;d<MODALITIES;d++){
 let l=((j>>d)&1u)==1u;
 let m=((c>>d)&1u)==1u;
 members[a.x*MEMBERS_WIDTH+d]=select(0.0,1.0,l& !k);
 counts[a.x*COUNTS_WIDTH+d]=select(0.0,i,select(m,l,OWN));
 }
 if(JOINT){
 members[a.x*MEMBERS_WIDTH+MODALITIES]=select(0.0,1.0,k);
 }
 counts[a.x*COUNTS_WIDTH+MODALITIES]=i;
}` as string,
      imports: ['shared/subsets'],
      bindings: [
        { name: 'present', access: 'read', element: 'f32', shape: ['M', 'MODALITIES'] },
        { name: 'subsets', access: 'read', element: 'u32', shape: ['SUBSETS'] },
        {
          name: 'members',
          access: 'read_write',
          element: 'f32',
          shape: ['M*SUBSETS', 'EXPERTS'],
        },
        {
          name: 'counts',
          access: 'read_write',
          element: 'f32',
          shape: ['M*SUBSETS', 'MODALITIES+1'],
        },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        MODALITIES: { type: 'u32', value: 2 },
        SUBSETS: { type: 'u32', value: 3 },
        EXPERTS: { type: 'u32', value: 2 },
        JOINT: { type: 'bool', value: false },
        MEAN: { type: 'bool', value: false },
        OWN: { type: 'bool', value: false },
        ONCE: { type: 'bool', value: false },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: false,
    },
    product_of_experts_backward: {
      code: `










const M: u32 = 128u;
const L: u32 = 20u;
const EXPERTS: u32 = 2u;
const SUBSETS: u32 = 3u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> experts: array<f32>;
@group(1) @binding(1) var<storage, read> members: array<f32>;
@group(1) @binding(2) var<storage, read> product: array<f32>;
@group(1) @binding(3) var<storage, read> dproduct: array<f32>;
@group(1) @binding(4) var<storage, read_write> dexperts: array<f32>;

const EXPERTS_WIDTH = (EXPERTS * 2u * L + 7u) / 8u * 8u;
const MEMBERS_WIDTH = (EXPERTS + 7u) / 8u * 8u;
const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn product_of_experts_backward(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=L||a.y>=M*EXPERTS){
 return;
 }
 let b=a.y/EXPERTS;
 let c=a.y%EXPERTS;
 let d=b*EXPERTS_WIDTH+2u*c*L+a.x;
 let e=d+L;
 var f=vec2f();
 for(var g=0u;g<SUBSETS;g++){
 let h=b*SUBSETS+g;
 let i=h*STATS_WIDTH+a.x;
 let j=members[h*MEMBERS_WIDTH+c]>0.5;
 let k=select(0.0,exp(min(product[i+L]-experts[e],0.0)),j);
 let l=dproduct[i];
 f+=k*vec2f(l,dproduct[i+L]-(experts[d]-product[i])*l);
 }
 if(ACCUMULATE){
 dexperts[d]+=f.x;
 dexperts[e]+=f.y;
 }else{
 dexperts[d]=f.x;
 dexperts[e]=f.y;
 }
}` as string,
      imports: [],
      bindings: [
        { name: 'experts', access: 'read', element: 'f32', shape: ['M', 'EXPERTS*2*L'] },
        {
          name: 'members',
          access: 'read',
          element: 'f32',
          shape: ['M*SUBSETS', 'EXPERTS'],
        },
        { name: 'product', access: 'read', element: 'f32', shape: ['M*SUBSETS', '2*L'] },
        { name: 'dproduct', access: 'read', element: 'f32', shape: ['M*SUBSETS', '2*L'] },
        {
          name: 'dexperts',
          access: 'read_write',
          element: 'f32',
          shape: ['M', 'EXPERTS*2*L'],
        },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        L: { type: 'u32', value: 20 },
        EXPERTS: { type: 'u32', value: 2 },
        SUBSETS: { type: 'u32', value: 3 },
        ACCUMULATE: { type: 'bool', value: false },
      },
      slots: {},
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: false,
    },
    product_of_experts_forward: {
      code: `











const M: u32 = 128u;
const L: u32 = 20u;
const EXPERTS: u32 = 2u;
const SUBSETS: u32 = 3u;
const PRIOR: bool = true;

@group(1) @binding(0) var<storage, read> experts: array<f32>;
@group(1) @binding(1) var<storage, read> members: array<f32>;
@group(1) @binding(2) var<storage, read_write> product: array<f32>;

const EXPERTS_WIDTH = (EXPERTS * 2u * L + 7u) / 8u * 8u;
const MEMBERS_WIDTH = (EXPERTS + 7u) / 8u * 8u;
const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const LARGEST = 3.4028234e38;

@compute @workgroup_size(8, 8)
fn product_of_experts_forward(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=L||a.y>=M*SUBSETS){
 return;
 }
 let b=a.y/SUBSETS*EXPERTS_WIDTH+a.x;
 var c=select(LARGEST,0.0,PRIOR);
 for(var d=0u;d<EXPERTS;d++){
 let e=experts[b+(2u*d+1u)*L];
 let f=members[a.y*MEMBERS_WIDTH+d]>0.5;
 c=select(c,min(c,e),f);
 }
 var g=select(0.0,exp(c),PRIOR);
 var h=0.0;
 for(var d=0u;d<EXPERTS;d++){
 let e=experts[b+(2u*d+1u)*L];
 let f=members[a.y*MEMBERS_WIDTH+d]>0.5;
 let i=select(0.0,exp(min(c-e,0.0)),f);
 g+=i;
 h+=i*experts[b+2u*d*L];
 }

 let j=g>0.0;
 let k=select(1.0,g,j);
 product[a.y*STATS_WIDTH+a.x]=select(0.0,h/k,j);
 product[a.y*STATS_WIDTH+L+a.x]=select(0.0,c-log(k),j);
}` as string,
      imports: [],
      bindings: [
        { name: 'experts', access: 'read', element: 'f32', shape: ['M', 'EXPERTS*2*L'] },
        {
          name: 'members',
          access: 'read',
          element: 'f32',
          shape: ['M*SUBSETS', 'EXPERTS'],
        },
        {
          name: 'product',
          access: 'read_write',
          element: 'f32',
          shape: ['M*SUBSETS', '2*L'],
        },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        L: { type: 'u32', value: 20 },
        EXPERTS: { type: 'u32', value: 2 },
        SUBSETS: { type: 'u32', value: 3 },
        PRIOR: { type: 'bool', value: true },
      },
      slots: {},
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: false,
    },
    subset_density_backward_stats: {
      code: `












const M: u32 = 128u;
const L: u32 = 20u;
const SUBSETS: u32 = 2u;
const DRAWS: u32 = 2u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> z: array<f32>;
@group(1) @binding(1) var<storage, read> stats: array<f32>;
@group(1) @binding(2) var<storage, read> shares: array<f32>;
@group(1) @binding(3) var<storage, read_write> dstats: array<f32>;

const Z_WIDTH = (L + 7u) / 8u * 8u;
const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const SHARES_WIDTH = (SUBSETS + 7u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn subset_density_backward_stats(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=L||a.y>=M*SUBSETS){
 return;
 }
 let b=a.y*STATS_WIDTH+a.x;
 let c=b+L;
 let d=stats[b];
 let e=exp(-stats[c]);
 var f=vec2f();
 for(var g=0u;g<DRAWS;g++){
 let h=a.y/SUBSETS*DRAWS+g;
 let i=shares[h*SHARES_WIDTH+a.y%SUBSETS];
 let j=z[h*Z_WIDTH+a.x]-d;
 let k=vec2f(-e*j,0.5-0.5*e*j*j);
 f+=select(term_weight(h)*i*k,vec2f(),i==0.0);
 }
 if(ACCUMULATE){
 dstats[b]+=f.x;
 dstats[c]+=f.y;
 }else{
 dstats[b]=f.x;
 dstats[c]=f.y;
 }
}` as string,
      imports: [],
      bindings: [
        { name: 'z', access: 'read', element: 'f32', shape: ['M*DRAWS', 'L'] },
        { name: 'stats', access: 'read', element: 'f32', shape: ['M*SUBSETS', '2*L'] },
        { name: 'shares', access: 'read', element: 'f32', shape: ['M*DRAWS', 'SUBSETS'] },
        {
          name: 'dstats',
          access: 'read_write',
          element: 'f32',
          shape: ['M*SUBSETS', '2*L'],
        },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        L: { type: 'u32', value: 20 },
        SUBSETS: { type: 'u32', value: 2 },
        DRAWS: { type: 'u32', value: 2 },
        ACCUMULATE: { type: 'bool', value: false },
      },
      slots: { term_weight: 'scalar' },
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    subset_density_backward_z: {
      code: `










const M: u32 = 128u;
const L: u32 = 20u;
const SUBSETS: u32 = 2u;
const DRAWS: u32 = 2u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> z: array<f32>;
@group(1) @binding(1) var<storage, read> stats: array<f32>;
@group(1) @binding(2) var<storage, read> shares: array<f32>;
@group(1) @binding(3) var<storage, read_write> dz: array<f32>;

const Z_WIDTH = (L + 7u) / 8u * 8u;
const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const SHARES_WIDTH = (SUBSETS + 7u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn subset_density_backward_z(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=L||a.y>=M*DRAWS){
 return;
 }
 let b=a.y*Z_WIDTH+a.x;
 var c=0.0;
 for(var d=0u;d<SUBSETS;d++){
 let e=(a.y/DRAWS*SUBSETS+d)*STATS_WIDTH+a.x;
 let f=shares[a.y*SHARES_WIDTH+d];
 let g=f*((z[b]-stats[e])*exp(-stats[e+L]));
 c+=select(g,0.0,f==0.0);
 }
 let g=term_weight(a.y)*c;
 if(ACCUMULATE){
 dz[b]+=g;
 }else{
 dz[b]=g;
 }
}` as string,
      imports: [],
      bindings: [
        { name: 'z', access: 'read', element: 'f32', shape: ['M*DRAWS', 'L'] },
        { name: 'stats', access: 'read', element: 'f32', shape: ['M*SUBSETS', '2*L'] },
        { name: 'shares', access: 'read', element: 'f32', shape: ['M*DRAWS', 'SUBSETS'] },
        { name: 'dz', access: 'read_write', element: 'f32', shape: ['M*DRAWS', 'L'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        L: { type: 'u32', value: 20 },
        SUBSETS: { type: 'u32', value: 2 },
        DRAWS: { type: 'u32', value: 2 },
        ACCUMULATE: { type: 'bool', value: false },
      },
      slots: { term_weight: 'scalar' },
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    subset_density_forward: {
      code: `















const M: u32 = 128u;
const L: u32 = 20u;
const SUBSETS: u32 = 2u;
const DRAWS: u32 = 2u;
const C: u32 = 3u;
const COLUMN: u32 = 0u;
const RING: u32 = 32u;

@group(1) @binding(0) var<storage, read> z: array<f32>;
@group(1) @binding(1) var<storage, read> stats: array<f32>;
@group(1) @binding(2) var<storage, read> weights: array<f32>;
@group(1) @binding(3) var<storage, read_write> terms: array<f32>;
@group(1) @binding(4) var<storage, read_write> shares: array<f32>;

const Z_WIDTH = (L + 7u) / 8u * 8u;
const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const C_WIDTH = (C + 7u) / 8u * 8u;
const SHARES_WIDTH = (SUBSETS + 7u) / 8u * 8u;
const TERMS_WIDTH = (M * DRAWS + 7u) / 8u * 8u;
const LOG_TWO_PI = 1.8378770664093453;

const LOWEST = -3.4028234e38;

@compute @workgroup_size(64)
fn subset_density_forward(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=M*DRAWS){
 return;
 }
 let b=a.x/DRAWS;
 var c=LOWEST;
 for(var d=0u;d<SUBSETS;d++){
 let e=b*SUBSETS+d;
 var f=0.0;
 for(var g=0u;g<L;g++){
 let h=stats[e*STATS_WIDTH+L+g];
 let i=z[a.x*Z_WIDTH+g]-stats[e*STATS_WIDTH+g];
 f+=LOG_TWO_PI+h+i*i*exp(-h);
 }
 let j=weights[e*C_WIDTH+COLUMN];
 let k=j>0.5;
 let l=log(select(1.0,j/f32(SUBSETS),k))-0.5*f;
 let m=select(LOWEST,l,k);

 shares[a.x*SHARES_WIDTH+d]=m;
 c=max(c,m);
 }
 var n=0.0;
 for(var d=0u;d<SUBSETS;d++){
 let l=shares[a.x*SHARES_WIDTH+d];
 let o=select(0.0,exp(l-c),l>LOWEST);
 shares[a.x*SHARES_WIDTH+d]=o;
 n+=o;
 }
 let p=(b<step.row_count)&(n>0.0);
 let q=select(1.0,n,p);
 for(var d=0u;d<SUBSETS;d++){
 let o=shares[a.x*SHARES_WIDTH+d];
 shares[a.x*SHARES_WIDTH+d]=select(0.0,o/q,p);
 }
 let r=step.ring_slot%RING*TERMS_WIDTH+a.x;
 terms[r]=select(0.0,-(c+log(q)),p);
}` as string,
      imports: ['shared/step'],
      bindings: [
        { name: 'z', access: 'read', element: 'f32', shape: ['M*DRAWS', 'L'] },
        { name: 'stats', access: 'read', element: 'f32', shape: ['M*SUBSETS', '2*L'] },
        { name: 'weights', access: 'read', element: 'f32', shape: ['M*SUBSETS', 'C'] },
        {
          name: 'terms',
          access: 'read_write',
          element: 'f32',
          shape: ['RING', '1', 'M*DRAWS'],
        },
        {
          name: 'shares',
          access: 'read_write',
          element: 'f32',
          shape: ['M*DRAWS', 'SUBSETS'],
        },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        L: { type: 'u32', value: 20 },
        SUBSETS: { type: 'u32', value: 2 },
        DRAWS: { type: 'u32', value: 2 },
        C: { type: 'u32', value: 3 },
        COLUMN: { type: 'u32', value: 0 },
        RING: { type: 'u32', value: 32 },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    subset_moments: {
      code: `








const M: u32 = 128u;
const L: u32 = 20u;
const SUBSETS: u32 = 2u;
const C: u32 = 3u;
const COLUMN: u32 = 0u;

@group(1) @binding(0) var<storage, read> stats: array<f32>;
@group(1) @binding(1) var<storage, read> weights: array<f32>;
@group(1) @binding(2) var<storage, read_write> moments: array<f32>;

const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const C_WIDTH = (C + 7u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn subset_moments(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=L||a.y>=M){
 return;
 }
 var b=0.0;
 var c=0.0;
 for(var d=0u;d<SUBSETS;d++){
 let e=a.y*SUBSETS+d;
 let f=weights[e*C_WIDTH+COLUMN];
 let g=select(0.0,f,f>0.5);
 b+=g;
 c+=g*stats[e*STATS_WIDTH+a.x];
 }
 let h=b>0.0;
 let i=select(1.0,b,h);
 let j=c/i;
 var k=0.0;
 for(var d=0u;d<SUBSETS;d++){
 let e=a.y*SUBSETS+d;
 let f=weights[e*C_WIDTH+COLUMN];
 let g=select(0.0,f,f>0.5);
 let l=stats[e*STATS_WIDTH+a.x]-j;
 let m=g*(exp(stats[e*STATS_WIDTH+L+a.x])+l*l);
 k+=select(0.0,m,g>0.0);
 }
 let n=a.y*STATS_WIDTH+a.x;
 moments[n]=select(0.0,j,h);
 moments[n+L]=log(select(1.0,k/i,h));
}` as string,
      imports: [],
      bindings: [
        { name: 'stats', access: 'read', element: 'f32', shape: ['M*SUBSETS', '2*L'] },
        { name: 'weights', access: 'read', element: 'f32', shape: ['M*SUBSETS', 'C'] },
        { name: 'moments', access: 'read_write', element: 'f32', shape: ['M', '2*L'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        L: { type: 'u32', value: 20 },
        SUBSETS: { type: 'u32', value: 2 },
        C: { type: 'u32', value: 3 },
        COLUMN: { type: 'u32', value: 0 },
      },
      slots: {},
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: false,
    },
    weigh_terms_backward: {
      code: `









const M: u32 = 128u;
const C: u32 = 3u;
const DRAWS: u32 = 1u;
const COLUMN: u32 = 0u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> weights: array<f32>;
@group(1) @binding(1) var<storage, read_write> dterm: array<f32>;

const C_WIDTH = (C + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn weigh_terms_backward(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=M*DRAWS){
 return;
 }
 let b=weights[a.x/DRAWS*C_WIDTH+COLUMN]*term_weight(a.x);
 if(ACCUMULATE){
 dterm[a.x]+=b;
 }else{
 dterm[a.x]=b;
 }
}` as string,
      imports: [],
      bindings: [
        { name: 'weights', access: 'read', element: 'f32', shape: ['M', 'C'] },
        { name: 'dterm', access: 'read_write', element: 'f32', shape: ['M*DRAWS'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        C: { type: 'u32', value: 3 },
        DRAWS: { type: 'u32', value: 1 },
        COLUMN: { type: 'u32', value: 0 },
        ACCUMULATE: { type: 'bool', value: false },
      },
      slots: { term_weight: 'scalar' },
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    weigh_terms_forward: {
      code: `









const M: u32 = 128u;
const C: u32 = 3u;
const DRAWS: u32 = 1u;
const COLUMN: u32 = 0u;
const RING: u32 = 32u;

@group(1) @binding(0) var<storage, read> weights: array<f32>;
@group(1) @binding(1) var<storage, read> given: array<f32>;
@group(1) @binding(2) var<storage, read_write> terms: array<f32>;

const C_WIDTH = (C + 7u) / 8u * 8u;
const TERMS_WIDTH = (M * DRAWS + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn weigh_terms_forward(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=M*DRAWS){
 return;
 }
 let b=weights[a.x/DRAWS*C_WIDTH+COLUMN];
 let c=step.ring_slot%RING*TERMS_WIDTH+a.x;
 terms[c]=select(b*given[c],0.0,b==0.0);
}` as string,
      imports: ['shared/step'],
      bindings: [
        { name: 'weights', access: 'read', element: 'f32', shape: ['M', 'C'] },
        { name: 'given', access: 'read', element: 'f32', shape: ['RING', '1', 'M*DRAWS'] },
        {
          name: 'terms',
          access: 'read_write',
          element: 'f32',
          shape: ['RING', '1', 'M*DRAWS'],
        },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        C: { type: 'u32', value: 3 },
        DRAWS: { type: 'u32', value: 1 },
        COLUMN: { type: 'u32', value: 0 },
        RING: { type: 'u32', value: 32 },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
  },
} as const satisfies CataloguePart;
