// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const stepVariantsKernels = {
  modules: {},
  slots: {
    product: {
      quad_32x16: {
        code: `







enable subgroups;

const WORKGROUP_X: u32 = 4u;
const WORKGROUP_Y: u32 = 1u;
const TILE_ROWS4: u32 = 8u;
const TILE_COLUMNS4: u32 = 16u;

fn product(a:vec2u,b:u32){
 let c=a.y*TILE_ROWS4;
 let d=a.x*TILE_COLUMNS4+4u*b;
 let e=left_start(min(c+b,rows4()-1u));
 let f=left_start(min(c+4u+b,rows4()-1u));
 let g=min(d,columns4()-2u);
 let h=right_start(g);
 let i=right_start(g+1u);
 let j=min(d+2u,columns4()-2u);
 let k=right_start(j);
 let l=right_start(j+1u);


 let m=vec4u(b,quadSwapX(b),quadSwapY(b),quadSwapDiagonal(b));

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
 var S=mat4x4f();
 for(var T=0u;T<INNER4;T++){
 let U=right_block(h,T);
 let V=right_block(i,T);
 let W=right_block(k,T);
 let X=right_block(l,T);
 let Y=left_block(e,T);
 n+=U*Y;
 o+=V*Y;
 p+=W*Y;
 q+=X*Y;
 let Z=mat4x4f(
 quadSwapX(Y[0]),quadSwapX(Y[1]),quadSwapX(Y[2]),quadSwapX(Y[3]),
 );
 r+=U*Z;
 s+=V*Z;
 t+=W*Z;
 u+=X*Z;
 let upper_y=mat4x4f(
 quadSwapY(Y[0]),quadSwapY(Y[1]),quadSwapY(Y[2]),quadSwapY(Y[3]),
 );
 v+=U*upper_y;
 w+=V*upper_y;
 x+=W*upper_y;
 y+=X*upper_y;
 let upper_xy=mat4x4f(
 quadSwapDiagonal(Y[0]),quadSwapDiagonal(Y[1]),quadSwapDiagonal(Y[2]),quadSwapDiagonal(Y[3]),
 );
 z+=U*upper_xy;
 A+=V*upper_xy;
 B+=W*upper_xy;
 C+=X*upper_xy;
 let lower=left_block(f,T);
 D+=U*lower;
 E+=V*lower;
 F+=W*lower;
 G+=X*lower;
 let lower_x=mat4x4f(
 quadSwapX(lower[0]),quadSwapX(lower[1]),quadSwapX(lower[2]),quadSwapX(lower[3]),
 );
 H+=U*lower_x;
 I+=V*lower_x;
 J+=W*lower_x;
 K+=X*lower_x;
 let lower_y=mat4x4f(
 quadSwapY(lower[0]),quadSwapY(lower[1]),quadSwapY(lower[2]),quadSwapY(lower[3]),
 );
 L+=U*lower_y;
 M+=V*lower_y;
 N+=W*lower_y;
 O+=X*lower_y;
 let lower_xy=mat4x4f(
 quadSwapDiagonal(lower[0]),quadSwapDiagonal(lower[1]),quadSwapDiagonal(lower[2]),quadSwapDiagonal(lower[3]),
 );
 P+=U*lower_xy;
 Q+=V*lower_xy;
 R+=W*lower_xy;
 S+=X*lower_xy;
 }
 var sums=array<mat4x4f,32>(
 n,o,p,q,
 r,s,t,u,
 v,w,x,y,
 z,A,B,C,
 D,E,F,G,
 H,I,J,K,
 L,M,N,O,
 P,Q,R,S,
 );
 for(var block=0u;block<16u;block++){
 let owner=block/2u;
 let block_row4=c+(owner&4u)+m[owner&3u];
 let block_column4=d+2u*(block%2u);
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
          TILE_ROWS4: { type: 'u32', value: 8 },
          TILE_COLUMNS4: { type: 'u32', value: 16 },
        },
      },
    },
  },
  kernels: {},
} as const satisfies CataloguePart;
