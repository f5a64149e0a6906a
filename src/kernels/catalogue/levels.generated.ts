// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const levelsKernels = {
  modules: {
    'shared/precision': `




fn precision_shares(a:f32,b:f32)->vec2f{
 let c=exp(-abs(a-b));
 let d=vec2f(1.0,c)/(1.0+c);
 return select(d.yx,d,a<=b);
}


fn merged_logvar(a:f32,b:f32)->f32{
 return min(a,b)-log(1.0+exp(-abs(a-b)));
}` as string,
    'shared/relative': `





fn relative(a:vec2f,b:vec2f)->vec2f{
 return vec2f((a.x-b.x)*exp(-0.5*b.y),a.y-b.y);
}` as string,
  },
  slots: {},
  kernels: {
    free_bits_backward: {
      code: `









const M: u32 = 128u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> gate: array<f32>;
@group(1) @binding(1) var<storage, read_write> dterm: array<f32>;

@compute @workgroup_size(64)
fn free_bits_backward(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=M){
 return;
 }
 let b=gate[0]*term_weight(a.x);
 if(ACCUMULATE){
 dterm[a.x]+=b;
 }else{
 dterm[a.x]=b;
 }
}` as string,
      imports: [],
      bindings: [
        { name: 'gate', access: 'read', element: 'f32', shape: ['1'] },
        { name: 'dterm', access: 'read_write', element: 'f32', shape: ['M'] },
      ],
      enables: [],
      constants: { M: { type: 'u32', value: 128 }, ACCUMULATE: { type: 'bool', value: false } },
      slots: { term_weight: 'scalar' },
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    free_bits_forward: {
      code: `















const M: u32 = 128u;
const RING: u32 = 32u;
const TARGET: u32 = 0u;

@group(1) @binding(0) var<storage, read> plain: array<f32>;
@group(1) @binding(1) var<storage, read_write> floored: array<f32>;
@group(1) @binding(2) var<storage, read_write> gate: array<f32>;

const WIDTH = (M + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn free_bits_forward(@builtin(local_invocation_index)a:u32){
 let b=step.ring_slot%RING*WIDTH;
 var c=0.0;
 for(var d=a;d<M;d+=64u){
 let e=plain[b+d];
 floored[b+d]=e;
 c+=e;
 }
 let f=sum64(c,a);
 if(a==0u){
 let g=min(M,step.row_count*SAMPLES);
 let h=step.targets[TARGET/4u][TARGET%4u]*f32(g);
 gate[0]=select(0.0,1.0,f>=h);
 }
}` as string,
      imports: ['shared/samples', 'shared/step', 'shared/sum64'],
      bindings: [
        { name: 'plain', access: 'read', element: 'f32', shape: ['RING', '1', 'M'] },
        {
          name: 'floored',
          access: 'read_write',
          element: 'f32',
          shape: ['RING', '1', 'M'],
        },
        { name: 'gate', access: 'read_write', element: 'f32', shape: ['1'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        RING: { type: 'u32', value: 32 },
        TARGET: { type: 'u32', value: 0 },
        SAMPLES: { type: 'u32', value: 1 },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 256,
      usesStep: true,
    },
    gaussian_kl_backward: {
      code: `














const M: u32 = 128u;
const L: u32 = 20u;
const ACCUMULATE_Q: bool = false;
const ACCUMULATE_P: bool = false;

@group(1) @binding(0) var<storage, read> q: array<f32>;
@group(1) @binding(1) var<storage, read> p: array<f32>;
@group(1) @binding(2) var<storage, read_write> dq: array<f32>;
@group(1) @binding(3) var<storage, read_write> dp: array<f32>;

const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn gaussian_kl_backward(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=L||a.y>=M){
 return;
 }
 let b=a.y*STATS_WIDTH+a.x;
 let c=b+L;
 let d=relative(vec2f(q[b],q[c]),vec2f(p[b],p[c]));
 let e=term_weight(a.y)*kl_gradient(d.x,d.y);
 let f=e.x*exp(-0.5*p[c]);
 let g=vec2f(f,e.y);
 let h=vec2f(-f,-e.y-0.5*e.x*d.x);
 if(ACCUMULATE_Q){
 dq[b]+=g.x;
 dq[c]+=g.y;
 }else{
 dq[b]=g.x;
 dq[c]=g.y;
 }
 if(ACCUMULATE_P){
 dp[b]+=h.x;
 dp[c]+=h.y;
 }else{
 dp[b]=h.x;
 dp[c]=h.y;
 }
}` as string,
      imports: ['shared/kl', 'shared/relative'],
      bindings: [
        { name: 'q', access: 'read', element: 'f32', shape: ['M', '2*L'] },
        { name: 'p', access: 'read', element: 'f32', shape: ['M', '2*L'] },
        { name: 'dq', access: 'read_write', element: 'f32', shape: ['M', '2*L'] },
        { name: 'dp', access: 'read_write', element: 'f32', shape: ['M', '2*L'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        L: { type: 'u32', value: 20 },
        ACCUMULATE_Q: { type: 'bool', value: false },
        ACCUMULATE_P: { type: 'bool', value: false },
      },
      slots: { term_weight: 'scalar' },
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    gaussian_kl_forward: {
      code: `












const M: u32 = 128u;
const L: u32 = 20u;
const RING: u32 = 32u;

@group(1) @binding(0) var<storage, read> q: array<f32>;
@group(1) @binding(1) var<storage, read> p: array<f32>;
@group(1) @binding(2) var<storage, read_write> terms: array<f32>;

const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const TERMS_WIDTH = (M + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn gaussian_kl_forward(@builtin(global_invocation_id)a:vec3u){
 let b=a.x;
 if(b>=M){
 return;
 }
 var c=0.0;
 for(var d=0u;d<L;d++){
 let e=b*STATS_WIDTH+d;
 let f=e+L;
 let g=relative(vec2f(q[e],q[f]),vec2f(p[e],p[f]));
 c+=kl_loss(g.x,g.y);
 }
 terms[(step.ring_slot%RING)*TERMS_WIDTH+b]=select(0.0,c,row_counts(b));
}` as string,
      imports: ['shared/samples', 'shared/step', 'shared/kl', 'shared/relative'],
      bindings: [
        { name: 'q', access: 'read', element: 'f32', shape: ['M', '2*L'] },
        { name: 'p', access: 'read', element: 'f32', shape: ['M', '2*L'] },
        { name: 'terms', access: 'read_write', element: 'f32', shape: ['RING', '1', 'M'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        L: { type: 'u32', value: 20 },
        RING: { type: 'u32', value: 32 },
        SAMPLES: { type: 'u32', value: 1 },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    merge_gaussians_backward: {
      code: `













const M: u32 = 128u;
const L: u32 = 20u;
const SAMPLES: u32 = 1u;
const ACCUMULATE_Q: bool = false;
const ACCUMULATE_P: bool = false;

@group(1) @binding(0) var<storage, read> q: array<f32>;
@group(1) @binding(1) var<storage, read> p: array<f32>;
@group(1) @binding(2) var<storage, read> dmerged: array<f32>;
@group(1) @binding(3) var<storage, read_write> dq: array<f32>;
@group(1) @binding(4) var<storage, read_write> dp: array<f32>;

const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn merge_gaussians_backward(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=L||a.y>=M){
 return;
 }
 let b=a.y*STATS_WIDTH+a.x;
 let c=b+L;
 var d=vec2f();
 for(var e=0u;e<SAMPLES;e++){
 let f=(SAMPLES*a.y+e)*STATS_WIDTH+a.x;
 let g=f+L;
 let h=precision_shares(q[c],p[g]);
 let i=dmerged[f];
 let j=dmerged[g];
 let k=h.x*h.y*(q[b]-p[f])*i;
 d+=vec2f(h.x*i,h.x*j-k);

 dp[f]=select(0.0,dp[f],ACCUMULATE_P)+h.y*i;
 dp[g]=select(0.0,dp[g],ACCUMULATE_P)+(h.y*j+k);
 }
 if(ACCUMULATE_Q){
 dq[b]+=d.x;
 dq[c]+=d.y;
 }else{
 dq[b]=d.x;
 dq[c]=d.y;
 }
}` as string,
      imports: ['shared/precision'],
      bindings: [
        { name: 'q', access: 'read', element: 'f32', shape: ['M', '2*L'] },
        { name: 'p', access: 'read', element: 'f32', shape: ['M*SAMPLES', '2*L'] },
        { name: 'dmerged', access: 'read', element: 'f32', shape: ['M*SAMPLES', '2*L'] },
        { name: 'dq', access: 'read_write', element: 'f32', shape: ['M', '2*L'] },
        { name: 'dp', access: 'read_write', element: 'f32', shape: ['M*SAMPLES', '2*L'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        L: { type: 'u32', value: 20 },
        SAMPLES: { type: 'u32', value: 1 },
        ACCUMULATE_Q: { type: 'bool', value: false },
        ACCUMULATE_P: { type: 'bool', value: false },
      },
      slots: {},
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: false,
    },
    merge_gaussians_forward: {
      code: `












const M: u32 = 128u;
const L: u32 = 20u;
const SAMPLES: u32 = 1u;

@group(1) @binding(0) var<storage, read> q: array<f32>;
@group(1) @binding(1) var<storage, read> p: array<f32>;
@group(1) @binding(2) var<storage, read_write> merged: array<f32>;

const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn merge_gaussians_forward(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=L||a.y>=M*SAMPLES){
 return;
 }
 let b=a.y/SAMPLES*STATS_WIDTH+a.x;
 let c=b+L;
 let d=a.y*STATS_WIDTH+a.x;
 let e=d+L;
 let f=precision_shares(q[c],p[e]);
 merged[d]=f.x*q[b]+f.y*p[d];
 merged[e]=merged_logvar(q[c],p[e]);
}` as string,
      imports: ['shared/precision'],
      bindings: [
        { name: 'q', access: 'read', element: 'f32', shape: ['M', '2*L'] },
        { name: 'p', access: 'read', element: 'f32', shape: ['M*SAMPLES', '2*L'] },
        {
          name: 'merged',
          access: 'read_write',
          element: 'f32',
          shape: ['M*SAMPLES', '2*L'],
        },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        L: { type: 'u32', value: 20 },
        SAMPLES: { type: 'u32', value: 1 },
      },
      slots: {},
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: false,
    },
    relative_gaussian: {
      code: `










const M: u32 = 128u;
const L: u32 = 20u;
const WHOLE: u32 = 20u;
const FIRST: u32 = 0u;

@group(1) @binding(0) var<storage, read> q: array<f32>;
@group(1) @binding(1) var<storage, read> p: array<f32>;
@group(1) @binding(2) var<storage, read_write> y: array<f32>;

const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const Y_WIDTH = (2u * WHOLE + 7u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn relative_gaussian(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=L||a.y>=M){
 return;
 }
 let b=a.y*STATS_WIDTH+a.x;
 let c=b+L;
 let d=relative(vec2f(q[b],q[c]),vec2f(p[b],p[c]));
 let e=a.y*Y_WIDTH+FIRST+a.x;
 y[e]=d.x;
 y[e+WHOLE]=d.y;
}` as string,
      imports: ['shared/relative'],
      bindings: [
        { name: 'q', access: 'read', element: 'f32', shape: ['M', '2*L'] },
        { name: 'p', access: 'read', element: 'f32', shape: ['M', '2*L'] },
        { name: 'y', access: 'read_write', element: 'f32', shape: ['M', '2*WHOLE'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        L: { type: 'u32', value: 20 },
        WHOLE: { type: 'u32', value: 20 },
        FIRST: { type: 'u32', value: 0 },
      },
      slots: {},
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: false,
    },
    sampled_gaussian_kl_backward: {
      code: `













const M: u32 = 128u;
const L: u32 = 20u;
const DRAWS: u32 = 1u;
const ACCUMULATE_Z: bool = false;
const ACCUMULATE_P: bool = false;
const ACCUMULATE_Q: bool = false;

@group(1) @binding(0) var<storage, read_write> dq: array<f32>;
@group(1) @binding(1) var<storage, read> z: array<f32>;
@group(1) @binding(2) var<storage, read> p: array<f32>;
@group(1) @binding(3) var<storage, read_write> dz: array<f32>;
@group(1) @binding(4) var<storage, read_write> dp: array<f32>;

const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const Z_WIDTH = (L + 7u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn sampled_gaussian_kl_backward(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=L||a.y>=M){
 return;
 }
 var b=0.0;
 for(var c=0u;c<DRAWS;c++){
 let d=DRAWS*a.y+c;
 let e=term_weight(d);
 b+=e;
 let f=d*Z_WIDTH+a.x;
 let g=d*STATS_WIDTH+a.x;
 let h=g+L;
 let i=relative(vec2f(z[f],0.0),vec2f(p[g],p[h])).x;
 let j=e*i*exp(-0.5*p[h]);
 let k=0.5*e*(1.0-i*i);

 dz[f]=j+select(0.0,dz[f],ACCUMULATE_Z);
 dp[g]=select(0.0,dp[g],ACCUMULATE_P)-j;
 dp[h]=select(0.0,dp[h],ACCUMULATE_P)+k;
 }
 let l=a.y*STATS_WIDTH+a.x;
 if(ACCUMULATE_Q){
 dq[l+L]-=0.5*b;
 }else{
 dq[l]=0.0;
 dq[l+L]= -0.5*b;
 }
}` as string,
      imports: ['shared/relative'],
      bindings: [
        { name: 'dq', access: 'read_write', element: 'f32', shape: ['M', '2*L'] },
        { name: 'z', access: 'read', element: 'f32', shape: ['M*DRAWS', 'L'] },
        { name: 'p', access: 'read', element: 'f32', shape: ['M*DRAWS', '2*L'] },
        { name: 'dz', access: 'read_write', element: 'f32', shape: ['M*DRAWS', 'L'] },
        { name: 'dp', access: 'read_write', element: 'f32', shape: ['M*DRAWS', '2*L'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        L: { type: 'u32', value: 20 },
        DRAWS: { type: 'u32', value: 1 },
        ACCUMULATE_Z: { type: 'bool', value: false },
        ACCUMULATE_P: { type: 'bool', value: false },
        ACCUMULATE_Q: { type: 'bool', value: false },
      },
      slots: { term_weight: 'scalar' },
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    sampled_gaussian_kl_forward: {
      code: `













const M: u32 = 128u;
const L: u32 = 20u;
const DRAWS: u32 = 1u;
const RING: u32 = 32u;

@group(1) @binding(0) var<storage, read> q: array<f32>;
@group(1) @binding(1) var<storage, read> z: array<f32>;
@group(1) @binding(2) var<storage, read> p: array<f32>;
@group(1) @binding(3) var<storage, read_write> terms: array<f32>;

const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const Z_WIDTH = (L + 7u) / 8u * 8u;
const TERMS_WIDTH = (M * DRAWS + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn sampled_gaussian_kl_forward(@builtin(global_invocation_id)a:vec3u){
 let b=a.x;
 if(b>=M*DRAWS){
 return;
 }
 var c=0.0;
 for(var d=0u;d<(L+3u)/4u;d++){
 let e=noise4(b,d);
 for(var f=0u;f<min(4u,L-4u*d);f++){
 let g=4u*d+f;
 let h=q[b/DRAWS*STATS_WIDTH+L+g];
 let i=b*STATS_WIDTH+g;
 let j=relative(
 vec2f(z[b*Z_WIDTH+g],h),
 vec2f(p[i],p[i+L]),
 );
 c+=0.5*(j.x*j.x-j.y-e[f]*e[f]);
 }
 }
 terms[(step.ring_slot%RING)*TERMS_WIDTH+b]=select(0.0,c,row_counts(b));
}` as string,
      imports: ['shared/samples', 'shared/step', 'shared/relative'],
      bindings: [
        { name: 'q', access: 'read', element: 'f32', shape: ['M', '2*L'] },
        { name: 'z', access: 'read', element: 'f32', shape: ['M*DRAWS', 'L'] },
        { name: 'p', access: 'read', element: 'f32', shape: ['M*DRAWS', '2*L'] },
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
        L: { type: 'u32', value: 20 },
        DRAWS: { type: 'u32', value: 1 },
        RING: { type: 'u32', value: 32 },
        SAMPLES: { type: 'u32', value: 1 },
      },
      slots: { noise: 'counter' },
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
  },
} as const satisfies CataloguePart;
