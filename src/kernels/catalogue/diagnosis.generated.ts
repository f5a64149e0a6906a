// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const diagnosisKernels = {
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
  },
  slots: {},
  kernels: {
    aggregate_posterior: {
      code: `













const M: u32 = 128u;
const N: u32 = 1024u;
const L: u32 = 20u;

@group(1) @binding(0) var<storage, read> z: array<f32>;
@group(1) @binding(1) var<storage, read> stats: array<f32>;
@group(1) @binding(2) var<storage, read_write> log_density: array<f32>;

const Z_WIDTH = (L + 7u) / 8u * 8u;
const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const LOG_TWO_PI = 1.8378770664093453;


fn log_posterior(a:u32,b:u32)->f32{
 var c=0.0;
 for(var d=0u;d<L;d++){
 let e=stats[b*STATS_WIDTH+d];
 let f=stats[b*STATS_WIDTH+L+d];
 let g=z[a*Z_WIDTH+d]-e;
 c+=LOG_TWO_PI+f+g*g*exp(-f);
 }
 return-0.5*c;
}

@compute @workgroup_size(64)
fn aggregate_posterior(
 @builtin(workgroup_id)a:vec3u,
 @builtin(local_invocation_index)b:u32,
){
 let c=a.x;
 var d=LSE_EMPTY;
 for(var e=b;e<N;e+=64u){
 d=lse_add(d,vec2f(log_posterior(c,e),1.0));
 }
 let f=lse64(d,b);
 if(b==0u){
 let g=f.x+log(f.y)-log(f32(N));
 log_density[c]=select(0.0,g,c<step.row_count);
 }
}` as string,
      imports: ['shared/step', 'shared/log_sum_exp'],
      bindings: [
        { name: 'z', access: 'read', element: 'f32', shape: ['M', 'L'] },
        { name: 'stats', access: 'read', element: 'f32', shape: ['N', '2*L'] },
        { name: 'log_density', access: 'read_write', element: 'f32', shape: ['M'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        N: { type: 'u32', value: 1024 },
        L: { type: 'u32', value: 20 },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 512,
      usesStep: true,
    },
  },
} as const satisfies CataloguePart;
