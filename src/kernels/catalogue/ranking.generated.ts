// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const rankingKernels = {
  modules: {},
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


struct Candidate {
 score: f32,
 column: u32,
}

var<workgroup> lane_scores: array<f32, 64>;
var<workgroup> lane_columns: array<u32, 64>;

@compute @workgroup_size(64)
fn top_columns(
 @builtin(workgroup_id)a:vec3u,
 @builtin(local_invocation_index)b:u32,
){
 let c=a.x;
 var d=best_after(c,b,Candidate(ALWAYS,0u),K);
 for(var e=0u;e<TOP;e++){
 let f=best_of_all(d,b);
 if(b==0u){
 columns[c*STRIDE+e]=f32(f.column);
 values[c*STRIDE+e]=select(0.0,f.score,f.column<K);
 }
 let g=select(0u,K,d.column==f.column);
 let h=best_after(c,b,f,g);
 d.score=select(d.score,h.score,g==K);
 d.column=select(d.column,h.column,g==K);
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
 let i=(h<c.score)|((h==c.score)&(g>c.column));
 let j=i&(known[a*WIDTH+g]==0.0)&(h>e);
 e=select(e,h,j);
 f=select(f,g,j);
 }
 return Candidate(e,f);
}


fn best_of_all(a:Candidate,b:u32)->Candidate{
 lane_scores[b]=a.score;
 lane_columns[b]=a.column;
 for(var c=32u;c>0u;c=c/2u){
 workgroupBarrier();
 if(b<c){
 let d=lane_scores[b];
 let e=lane_columns[b];
 let f=lane_scores[b+c];
 let g=lane_columns[b+c];
 let h=(f==d)&(g<e);
 let i=(f>d)|h;
 lane_scores[b]=select(d,f,i);
 lane_columns[b]=select(e,g,i);
 }
 }
 return Candidate(first_score(),first_column());
}

fn first_score()->f32{
 return workgroupUniformLoad(&lane_scores[0]);
}

fn first_column()->u32{
 return workgroupUniformLoad(&lane_columns[0]);
}` as string,
      imports: [],
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
