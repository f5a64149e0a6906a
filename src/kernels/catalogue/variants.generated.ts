// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const variantsKernels = {
  modules: {},
  slots: {
    product: {
      quad_32x8: {
        code: `




enable subgroups;

const WORKGROUP_X: u32 = 4u;
const WORKGROUP_Y: u32 = 1u;
const TILE_ROWS4: u32 = 8u;
const TILE_COLUMNS4: u32 = 8u;

fn product(a:vec2u,b:u32){
 let c=a.y*TILE_ROWS4;
 let d=a.x*TILE_COLUMNS4+2u*b;
 let e=left_start(min(c+b,rows4()-1u));
 let f=left_start(min(c+4u+b,rows4()-1u));
 let g=right_start(min(d,columns4()-2u));
 let h=right_start(min(d,columns4()-2u)+1u);
 let i=vec4u(b,quadSwapX(b),quadSwapY(b),quadSwapDiagonal(b));
 var j:array<mat4x4f,16>;
 for(var k=0u;k<INNER4;k++){
 let l=right_block(g,k);
 let m=right_block(h,k);
 let n=left_block(e,k);
 j[0]+=l*n;
 j[1]+=m*n;
 let o=mat4x4f(
 quadSwapX(n[0]),quadSwapX(n[1]),quadSwapX(n[2]),quadSwapX(n[3]),
 );
 j[2]+=l*o;
 j[3]+=m*o;
 let p=mat4x4f(
 quadSwapY(n[0]),quadSwapY(n[1]),quadSwapY(n[2]),quadSwapY(n[3]),
 );
 j[4]+=l*p;
 j[5]+=m*p;
 let q=mat4x4f(
 quadSwapDiagonal(n[0]),quadSwapDiagonal(n[1]),
 quadSwapDiagonal(n[2]),quadSwapDiagonal(n[3]),
 );
 j[6]+=l*q;
 j[7]+=m*q;
 let r=left_block(f,k);
 j[8]+=l*r;
 j[9]+=m*r;
 let s=mat4x4f(
 quadSwapX(r[0]),quadSwapX(r[1]),quadSwapX(r[2]),quadSwapX(r[3]),
 );
 j[10]+=l*s;
 j[11]+=m*s;
 let t=mat4x4f(
 quadSwapY(r[0]),quadSwapY(r[1]),quadSwapY(r[2]),quadSwapY(r[3]),
 );
 j[12]+=l*t;
 j[13]+=m*t;
 let u=mat4x4f(
 quadSwapDiagonal(r[0]),quadSwapDiagonal(r[1]),
 quadSwapDiagonal(r[2]),quadSwapDiagonal(r[3]),
 );
 j[14]+=l*u;
 j[15]+=m*u;
 }
 for(var v=0u;v<8u;v++){
 let w=c+(v&4u)+i[v&3u];
 if(w<rows4()&&d<columns4()){
 emit(w,d,j[2u*v],j[2u*v+1u]);
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
          TILE_COLUMNS4: { type: 'u32', value: 8 },
        },
      },
    },
  },
  kernels: {},
} as const satisfies CataloguePart;
