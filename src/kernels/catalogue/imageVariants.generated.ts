// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const imageVariantsKernels = {
  modules: {},
  slots: {
    product: {
      tall_8x8: {
        code: `




const WORKGROUP_X: u32 = 1u;
const WORKGROUP_Y: u32 = 64u;
const TILE_ROWS4: u32 = 128u;
const TILE_COLUMNS4: u32 = 2u;

fn product(a:vec2u,b:u32){
 let c=a.y*TILE_ROWS4+2u*b;
 let d=2u*a.x;
 if(c>=rows4()){
 return;
 }
 let e=left_start(c);
 let f=left_start(c+1u);
 let g=right_start(d);
 let h=right_start(d+1u);
 var i=mat4x4f();
 var j=mat4x4f();
 var k=mat4x4f();
 var l=mat4x4f();
 for(var m=0u;m<INNER4;m++){
 let n=right_block(g,m);
 let o=right_block(h,m);
 let p=left_block(e,m);
 i+=n*p;
 j+=o*p;
 let q=left_block(f,m);
 k+=n*q;
 l+=o*q;
 }
 emit(c,d,i,j);
 emit(c+1u,d,k,l);
}` as string,
        imports: [],
        bindings: [],
        enables: [],
        constants: {
          WORKGROUP_X: { type: 'u32', value: 1 },
          WORKGROUP_Y: { type: 'u32', value: 64 },
          TILE_ROWS4: { type: 'u32', value: 128 },
          TILE_COLUMNS4: { type: 'u32', value: 2 },
        },
      },
    },
  },
  kernels: {},
} as const satisfies CataloguePart;
