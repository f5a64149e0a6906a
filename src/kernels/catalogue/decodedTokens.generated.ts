// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const decodedTokensKernels = {
  modules: {
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
 let w=max64_for_all(m,b);

 let x=max64_for_all(select(2.0*NEVER,-f32(n),m==w),b);
 j=w;
 k=u32(-x);
 let y=c*BEAMS+k/VOCABULARY;
 let z=f32(k%VOCABULARY);
 let A=c*BEAMS+l;
 for(var B=b;B<STRIDE;B+=64u){
 let C=select(tokens[y*STRIDE+B],0.0,d==0u);
 chosen[A*STRIDE+B]=select(C,z,B==d);
 }
 if(b<8u){
 best[8u*A+b]=select(0.0,w,b==0u);
 parents[8u*A+b]=select(0.0,f32(y),b==0u);
 next[8u*A+b]=select(0.0,z,b==0u);
 }
 }
}` as string,
      imports: ['shared/max64', 'shared/sum64'],
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
      workgroupBytes: 528,
      usesStep: false,
    },
    choose_tokens: {
      code: `

















const M: u32 = 32u;
const K: u32 = 32u;
const VOCABULARY: u32 = 4000u;

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
 var h=LOWEST;
 for(var i=b;i<VOCABULARY;i+=64u){
 h=max(h,logits[d+i]);
 }
 h=max64_for_all(h,b);


 var j=0u;
 let k=select(0u,32u,f>0.0);
 for(var l=0u;l<k;l++){
 let m=j|(0x80000000u>>l);
 var n=0.0;
 for(var i=b;i<VOCABULARY;i+=64u){
 n+=select(0.0,1.0,key_of(logits[d+i])>=m);
 }
 n=sum64_for_all(n,b);
 j=select(j,m,n>=min(f,f32(VOCABULARY)));
 }

 let o=select(0u,33u,(g>0.0)&(g<1.0));
 var p=0u;
 var q=0.0;
 for(var l=0u;l<o;l++){
 let m=select(p|(0x80000000u>>((l+31u)%32u)),0u,l==0u);
 var r=0.0;
 for(var i=b;i<VOCABULARY;i+=64u){
 let s=logits[d+i];
 let t=key_of(s)>=max(m,j);
 r+=select(0.0,weight_of(s,h,e),t);
 }
 r=sum64_for_all(r,b);
 q=select(q,g*r,l==0u);
 p=select(p,m,r>=q);
 }
 p=max(p,j);

 let u=b*RUN;
 let v=min(u+RUN,VOCABULARY);
 var w=0.0;
 for(var i=u;i<v;i++){
 let s=logits[d+i];
 w+=select(0.0,weight_of(s,h,e),key_of(s)>=p);
 }
 masses[b]=w;
 workgroupBarrier();
 var x=0.0;
 for(var y=0u;y<b;y++){
 x+=masses[y];
 }
 var z=x;
 for(var y=b;y<64u;y++){
 z+=masses[y];
 }

 let A=at[0];
 let B=uniform_noise4(c,A/4u);
 let C=vec4u(0u,1u,2u,3u)==vec4u(A%4u);
 let D=dot(B,select(vec4f(),vec4f(1.0),C));
 let E=select(D,0.0,e==0.0);
 let F=E*z;
 let G=(w>0.0)&(x<=F);
 let H=max64_for_all(select(-1.0,f32(b),G),b);
 var I= -1.0;
 if(f32(b)==H){
 for(var i=u;i<v;i++){
 let s=logits[d+i];
 let J=select(0.0,weight_of(s,h,e),key_of(s)>=p);
 I=select(I,f32(i),(J>0.0)&(x<=F));
 x+=J;
 }
 }
 I=max64_for_all(I,b);
 let K=c*STRIDE;
 let L=(A>0u)&(tokens[K+max(A,1u)-1u]==0.0);
 I=select(I,0.0,L);
 workgroupBarrier();
 for(var M=b;M<STRIDE;M+=64u){
 let t=select(tokens[K+M],0.0,A==0u);
 tokens[K+M]=select(t,I,M==A);
 }
 if(b<8u){
 next[8u*c+b]=select(0.0,I,b==0u);
 }
}` as string,
      imports: ['shared/max64', 'shared/sum64'],
      bindings: [
        { name: 'at', access: 'read', element: 'u32', shape: ['1'] },
        { name: 'settings', access: 'read', element: 'f32', shape: ['M', '3'] },
        { name: 'logits', access: 'read', element: 'f32', shape: ['M', 'VOCABULARY'] },
        { name: 'tokens', access: 'read_write', element: 'f32', shape: ['M', 'K'] },
        { name: 'next', access: 'read_write', element: 'f32', shape: ['M', '1'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 32 },
        K: { type: 'u32', value: 32 },
        VOCABULARY: { type: 'u32', value: 4000 },
      },
      slots: { uniform: 'counter' },
      workgroupSize: [64, 1, 1],
      workgroupBytes: 768,
      usesStep: true,
    },
  },
} as const satisfies CataloguePart;
