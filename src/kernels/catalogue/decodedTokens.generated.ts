// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const decodedTokensKernels = {
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
    'shared/max64': `


var<workgroup> max64_partial: array<f32, 64>;

fn max64_for_all(a:f32,b:u32)->f32{
 max64_partial[b]=a;
 for(var c=32u;c>0u;c=c/2u){
 workgroupBarrier();
 if(b<c){
 max64_partial[b]=max(max64_partial[b],max64_partial[b+c]);
 }
 }
 return workgroupUniformLoad(&max64_partial[0]);
}` as string,
  },
  slots: {},
  kernels: {
    beam_tokens: {
      code: `















const M: u32 = 32u;
const BEAMS: u32 = 4u;
const K: u32 = 32u;
const VOCABULARY: u32 = 4000u;

@group(1) @binding(0) var<storage, read> at: array<u32>;
@group(1) @binding(1) var<storage, read> logits: array<f32>;
@group(1) @binding(2) var<storage, read> scores: array<f32>;
@group(1) @binding(3) var<storage, read> tokens: array<f32>;
@group(1) @binding(4) var<storage, read_write> best: array<f32>;
@group(1) @binding(5) var<storage, read_write> parents: array<f32>;
@group(1) @binding(6) var<storage, read_write> next: array<f32>;
@group(1) @binding(7) var<storage, read_write> chosen: array<f32>;

const WIDTH = (VOCABULARY + 7u) / 8u * 8u;
const STRIDE = (K + 7u) / 8u * 8u;

const NEVER = -1e30;
const ALWAYS = 1e30;


var<workgroup> bases: array<f32, BEAMS>;

@compute @workgroup_size(64)
fn beam_tokens(
 @builtin(workgroup_id)a:vec3u,
 @builtin(local_invocation_index)b:u32,
){
 let c=a.x;
 let d=at[0];
 for(var e=0u;e<BEAMS;e++){
 let f=c*BEAMS+e;
 var g=NEVER;
 for(var h=b;h<VOCABULARY;h+=64u){
 g=max(g,logits[f*WIDTH+h]);
 }
 g=max64_for_all(g,b);
 var i=0.0;
 for(var h=b;h<VOCABULARY;h+=64u){
 i+=exp(logits[f*WIDTH+h]-g);
 }
 i=sum64_for_all(i,b);
 if(b==0u){
 bases[e]=scores[8u*f]-(g+log(i));
 }
 }
 workgroupBarrier();

 var j=ALWAYS;
 var k=0u;
 for(var l=0u;l<BEAMS;l++){
 var m=2.0*NEVER;
 var n=BEAMS*VOCABULARY;
 for(var e=0u;e<BEAMS;e++){
 let f=c*BEAMS+e;
 let o=(d>0u)&(tokens[f*STRIDE+max(d,1u)-1u]==0.0);
 let p=(d==0u)&(e>0u);
 for(var h=b;h<VOCABULARY;h+=64u){
 let q=e*VOCABULARY+h;
 let r=select(bases[e]+logits[f*WIDTH+h],NEVER,p);
 let s=select(NEVER,scores[8u*f],h==0u);
 let t=select(r,s,o);
 let u=(t<j)|((t==j)&(q>k));
 let v=u&(t>m);
 m=select(m,t,v);
 n=select(n,q,v);
 }
 }
 let w=best64_for_all(Candidate(m,n),b);
 j=w.score;
 k=w.number;
 let x=c*BEAMS+k/VOCABULARY;
 let y=f32(k%VOCABULARY);
 let z=c*BEAMS+l;
 for(var A=b;A<STRIDE;A+=64u){
 let B=select(tokens[x*STRIDE+A],0.0,d==0u);
 chosen[z*STRIDE+A]=select(B,y,A==d);
 }
 if(b<8u){
 best[8u*z+b]=select(0.0,j,b==0u);
 parents[8u*z+b]=select(0.0,f32(x),b==0u);
 next[8u*z+b]=select(0.0,y,b==0u);
 }
 }
}` as string,
      imports: ['shared/best64', 'shared/max64', 'shared/sum64'],
      bindings: [
        { name: 'at', access: 'read', element: 'u32', shape: ['1'] },
        {
          name: 'logits',
          access: 'read',
          element: 'f32',
          shape: ['M*BEAMS', 'VOCABULARY'],
        },
        { name: 'scores', access: 'read', element: 'f32', shape: ['M*BEAMS', '1'] },
        { name: 'tokens', access: 'read', element: 'f32', shape: ['M*BEAMS', 'K'] },
        { name: 'best', access: 'read_write', element: 'f32', shape: ['M*BEAMS', '1'] },
        { name: 'parents', access: 'read_write', element: 'f32', shape: ['M*BEAMS', '1'] },
        { name: 'next', access: 'read_write', element: 'f32', shape: ['M*BEAMS', '1'] },
        { name: 'chosen', access: 'read_write', element: 'f32', shape: ['M*BEAMS', 'K'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 32 },
        BEAMS: { type: 'u32', value: 4 },
        K: { type: 'u32', value: 32 },
        VOCABULARY: { type: 'u32', value: 4000 },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 1040,
      usesStep: false,
    },
    choose_tokens: {
      code: `


















const M: u32 = 32u;
const K: u32 = 32u;
const VOCABULARY: u32 = 4000u;
const RESERVED: u32 = 2u;

@group(1) @binding(0) var<storage, read> at: array<u32>;
@group(1) @binding(1) var<storage, read> settings: array<f32>;
@group(1) @binding(2) var<storage, read> logits: array<f32>;
@group(1) @binding(3) var<storage, read_write> tokens: array<f32>;
@group(1) @binding(4) var<storage, read_write> next: array<f32>;

const WIDTH = (VOCABULARY + 7u) / 8u * 8u;
const STRIDE = (K + 7u) / 8u * 8u;

const RUN = (VOCABULARY + 63u) / 64u;
const LOWEST = -3.4028234e38;

var<workgroup> masses: array<f32, 64>;


fn key_of(a:f32)->u32{
 let b=bitcast<u32>(a);
 return select(b|0x80000000u,~b,(b>>31u)==1u);
}


fn weight_of(a:f32,b:f32,c:f32)->f32{
 let d=exp((a-b)/max(c,1e-6));
 return select(d,select(0.0,1.0,a==b),c==0.0);
}


fn logit_of(a:u32,b:u32,c:bool)->f32{
 return select(logits[a+b],LOWEST,c&(b-1u<RESERVED));
}

@compute @workgroup_size(64)
fn choose_tokens(
 @builtin(workgroup_id)a:vec3u,
 @builtin(local_invocation_index)b:u32,
){
 let c=a.x;
 let d=c*WIDTH;
 let e=settings[8u*c];
 let f=settings[8u*c+1u];
 let g=settings[8u*c+2u];
 let h=settings[8u*c+3u]>0.0;
 var i=LOWEST;
 for(var j=b;j<VOCABULARY;j+=64u){
 i=max(i,logit_of(d,j,h));
 }
 i=max64_for_all(i,b);


 var k=0u;
 let l=select(0u,32u,f>0.0);
 for(var m=0u;m<l;m++){
 let n=k|(0x80000000u>>m);
 var o=0.0;
 for(var j=b;j<VOCABULARY;j+=64u){
 o+=select(0.0,1.0,key_of(logit_of(d,j,h))>=n);
 }
 o=sum64_for_all(o,b);
 k=select(k,n,o>=min(f,f32(VOCABULARY)));
 }

 let p=select(0u,33u,(g>0.0)&(g<1.0));
 var q=0u;
 var r=0.0;
 for(var m=0u;m<p;m++){
 let n=select(q|(0x80000000u>>((m+31u)%32u)),0u,m==0u);
 var s=0.0;
 for(var j=b;j<VOCABULARY;j+=64u){
 let t=logit_of(d,j,h);
 let u=key_of(t)>=max(n,k);
 s+=select(0.0,weight_of(t,i,e),u);
 }
 s=sum64_for_all(s,b);
 r=select(r,g*s,m==0u);
 q=select(q,n,s>=r);
 }
 q=max(q,k);

 let v=b*RUN;
 let w=min(v+RUN,VOCABULARY);
 var x=0.0;
 for(var j=v;j<w;j++){
 let t=logit_of(d,j,h);
 x+=select(0.0,weight_of(t,i,e),key_of(t)>=q);
 }
 masses[b]=x;
 workgroupBarrier();
 var y=0.0;
 for(var z=0u;z<b;z++){
 y+=masses[z];
 }
 var A=y;
 for(var z=b;z<64u;z++){
 A+=masses[z];
 }

 let B=at[0];
 let C=uniform_noise4(c,B/4u);
 let D=vec4u(0u,1u,2u,3u)==vec4u(B%4u);
 let E=dot(C,select(vec4f(),vec4f(1.0),D));
 let F=select(E,0.0,e==0.0);
 let G=F*A;
 let H=(x>0.0)&(y<=G);
 let I=max64_for_all(select(-1.0,f32(b),H),b);
 var J= -1.0;
 if(f32(b)==I){
 for(var j=v;j<w;j++){
 let t=logit_of(d,j,h);
 let K=select(0.0,weight_of(t,i,e),key_of(t)>=q);
 J=select(J,f32(j),(K>0.0)&(y<=G));
 y+=K;
 }
 }
 J=max64_for_all(J,b);
 let L=c*STRIDE;
 let M=(B>0u)&(tokens[L+max(B,1u)-1u]==0.0);
 J=select(J,0.0,M);
 workgroupBarrier();
 for(var N=b;N<STRIDE;N+=64u){
 let u=select(tokens[L+N],0.0,B==0u);
 tokens[L+N]=select(u,J,N==B);
 }
 if(b<8u){
 next[8u*c+b]=select(0.0,J,b==0u);
 }
}` as string,
      imports: ['shared/max64', 'shared/sum64'],
      bindings: [
        { name: 'at', access: 'read', element: 'u32', shape: ['1'] },
        { name: 'settings', access: 'read', element: 'f32', shape: ['M', '4'] },
        { name: 'logits', access: 'read', element: 'f32', shape: ['M', 'VOCABULARY'] },
        { name: 'tokens', access: 'read_write', element: 'f32', shape: ['M', 'K'] },
        { name: 'next', access: 'read_write', element: 'f32', shape: ['M', '1'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 32 },
        K: { type: 'u32', value: 32 },
        VOCABULARY: { type: 'u32', value: 4000 },
        RESERVED: { type: 'u32', value: 2 },
      },
      slots: { uniform: 'counter' },
      workgroupSize: [64, 1, 1],
      workgroupBytes: 768,
      usesStep: true,
    },
  },
} as const satisfies CataloguePart;
