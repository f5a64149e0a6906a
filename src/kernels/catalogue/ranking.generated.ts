// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const rankingKernels = {
  modules: {
    'shared/best64': `



struct Candidate {
 score: f32,
 number: u32,
}

var<workgroup> best64_scores: array<f32, 64>;
var<workgroup> best64_numbers: array<u32, 64>;

fn best64_for_all(a:Candidate,b:u32)->Candidate{
 best64_scores[b]=a.score;
 best64_numbers[b]=a.number;
 for(var c=32u;c>0u;c=c/2u){
 workgroupBarrier();
 if(b<c){
 let d=best64_scores[b];
 let e=best64_numbers[b];
 let f=best64_scores[b+c];
 let g=best64_numbers[b+c];
 let h=(f==d)&(g<e);
 let i=(f>d)|h;
 best64_scores[b]=select(d,f,i);
 best64_numbers[b]=select(e,g,i);
 }
 }
 return Candidate(best64_score(),best64_number());
}

fn best64_score()->f32{
 return workgroupUniformLoad(&best64_scores[0]);
}

fn best64_number()->u32{
 return workgroupUniformLoad(&best64_numbers[0]);
}` as string,
  },
  slots: {},
  kernels: {
    top_columns: {
      code: `












const M: u32 = 32u;
const K: u32 = 2000u;
const TOP: u32 = 10u;

@group(1) @binding(0) var<storage, read> scores: array<f32>;
@group(1) @binding(1) var<storage, read> known: array<f32>;
@group(1) @binding(2) var<storage, read_write> columns: array<f32>;
@group(1) @binding(3) var<storage, read_write> values: array<f32>;

const WIDTH = (K + 7u) / 8u * 8u;
const STRIDE = (TOP + 7u) / 8u * 8u;

const NEVER = -1e30;
const ALWAYS = 1e30;

@compute @workgroup_size(64)
fn top_columns(
 @builtin(workgroup_id)a:vec3u,
 @builtin(local_invocation_index)b:u32,
){
 let c=a.x;
 var d=best_after(c,b,Candidate(ALWAYS,0u),K);
 for(var e=0u;e<TOP;e++){
 let f=best64_for_all(d,b);
 if(b==0u){
 columns[c*STRIDE+e]=f32(f.number);
 values[c*STRIDE+e]=select(0.0,f.score,f.number<K);
 }
 let g=select(0u,K,d.number==f.number);
 let h=best_after(c,b,f,g);
 d.score=select(d.score,h.score,g==K);
 d.number=select(d.number,h.number,g==K);
 }
 if(b<STRIDE-TOP){
 columns[c*STRIDE+TOP+b]=0.0;
 values[c*STRIDE+TOP+b]=0.0;
 }
}


fn best_after(a:u32,b:u32,c:Candidate,d:u32)->Candidate{
 var e=NEVER;
 var f=K;
 for(var g=b;g<d;g+=64u){
 let h=scores[a*WIDTH+g];
 let i=(h<c.score)|((h==c.score)&(g>c.number));
 let j=i&(known[a*WIDTH+g]==0.0)&(h>e);
 e=select(e,h,j);
 f=select(f,g,j);
 }
 return Candidate(e,f);
}` as string,
      imports: ['shared/best64'],
      bindings: [
        { name: 'scores', access: 'read', element: 'f32', shape: ['M', 'K'] },
        { name: 'known', access: 'read', element: 'f32', shape: ['M', 'K'] },
        { name: 'columns', access: 'read_write', element: 'f32', shape: ['M', 'TOP'] },
        { name: 'values', access: 'read_write', element: 'f32', shape: ['M', 'TOP'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 32 },
        K: { type: 'u32', value: 2000 },
        TOP: { type: 'u32', value: 10 },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 512,
      usesStep: false,
    },
  },
} as const satisfies CataloguePart;
