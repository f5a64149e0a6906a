// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const quadVariantsKernels = {
  modules: {},
  slots: {
    product: {
      quad_16x32: {
        code: `







enable subgroups;

const WORKGROUP_X: u32 = 4u;
const WORKGROUP_Y: u32 = 1u;
const TILE_ROWS4: u32 = 16u;
const TILE_COLUMNS4: u32 = 8u;

fn product(a:vec2u,b:u32){
 let c=a.y*TILE_ROWS4+4u*b;
 let d=a.x*TILE_COLUMNS4;
 let e=left_start(min(c,rows4()-1u));
 let f=left_start(min(c+1u,rows4()-1u));
 let g=left_start(min(c+2u,rows4()-1u));
 let h=left_start(min(c+3u,rows4()-1u));
 let i=min(d+2u*b,columns4()-2u);
 let j=right_start(i);
 let k=right_start(i+1u);


 let l=vec4u(b,quadSwapX(b),quadSwapY(b),quadSwapDiagonal(b));

 var m=mat4x4f();
 var n=mat4x4f();
 var o=mat4x4f();
 var p=mat4x4f();
 var q=mat4x4f();
 var r=mat4x4f();
 var s=mat4x4f();
 var t=mat4x4f();
 var u=mat4x4f();
 var v=mat4x4f();
 var w=mat4x4f();
 var x=mat4x4f();
 var y=mat4x4f();
 var z=mat4x4f();
 var A=mat4x4f();
 var B=mat4x4f();
 var C=mat4x4f();
 var D=mat4x4f();
 var E=mat4x4f();
 var F=mat4x4f();
 var G=mat4x4f();
 var H=mat4x4f();
 var I=mat4x4f();
 var J=mat4x4f();
 var K=mat4x4f();
 var L=mat4x4f();
 var M=mat4x4f();
 var N=mat4x4f();
 var O=mat4x4f();
 var P=mat4x4f();
 var Q=mat4x4f();
 var R=mat4x4f();
 for(var S=0u;S<INNER4;S++){
 let T=left_block(e,S);
 let U=left_block(f,S);
 let V=left_block(g,S);
 let W=left_block(h,S);
 let X=right_block(j,S);
 let Y=right_block(k,S);
 m+=X*T;
 u+=X*U;
 C+=X*V;
 K+=X*W;
 n+=Y*T;
 v+=Y*U;
 D+=Y*V;
 L+=Y*W;
 let Z=mat4x4f(
 quadSwapX(X[0]),quadSwapX(X[1]),quadSwapX(X[2]),quadSwapX(X[3]),
 );
 o+=Z*T;
 w+=Z*U;
 E+=Z*V;
 M+=Z*W;
 let x1=mat4x4f(
 quadSwapX(Y[0]),quadSwapX(Y[1]),quadSwapX(Y[2]),quadSwapX(Y[3]),
 );
 p+=x1*T;
 x+=x1*U;
 F+=x1*V;
 N+=x1*W;
 let y0=mat4x4f(
 quadSwapY(X[0]),quadSwapY(X[1]),quadSwapY(X[2]),quadSwapY(X[3]),
 );
 q+=y0*T;
 y+=y0*U;
 G+=y0*V;
 O+=y0*W;
 let y1=mat4x4f(
 quadSwapY(Y[0]),quadSwapY(Y[1]),quadSwapY(Y[2]),quadSwapY(Y[3]),
 );
 r+=y1*T;
 z+=y1*U;
 H+=y1*V;
 P+=y1*W;
 let xy0=mat4x4f(
 quadSwapDiagonal(X[0]),quadSwapDiagonal(X[1]),quadSwapDiagonal(X[2]),quadSwapDiagonal(X[3]),
 );
 s+=xy0*T;
 A+=xy0*U;
 I+=xy0*V;
 Q+=xy0*W;
 let xy1=mat4x4f(
 quadSwapDiagonal(Y[0]),quadSwapDiagonal(Y[1]),quadSwapDiagonal(Y[2]),quadSwapDiagonal(Y[3]),
 );
 t+=xy1*T;
 B+=xy1*U;
 J+=xy1*V;
 R+=xy1*W;
 }
 var sums=array<mat4x4f,32>(
 m,n,o,p,q,r,s,t,
 u,v,w,x,y,z,A,B,
 C,D,E,F,G,H,I,J,
 K,L,M,N,O,P,Q,R,
 );
 for(var block=0u;block<16u;block++){
 let block_row4=c+block/4u;
 let block_column4=d+2u*l[block%4u];
 if(block_row4<rows4()&&block_column4<columns4()){
 emit(block_row4,block_column4,sums[2u*block],sums[2u*block+1u]);
 }
 }
}` as string,
        imports: [],
        bindings: [],
        enables: ['subgroups'],
        constants: {
          WORKGROUP_X: { type: 'u32', value: 4 },
          WORKGROUP_Y: { type: 'u32', value: 1 },
          TILE_ROWS4: { type: 'u32', value: 16 },
          TILE_COLUMNS4: { type: 'u32', value: 8 },
        },
      },
    },
  },
  kernels: {},
} as const satisfies CataloguePart;
