// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const wasmVariantsKernels = {
  modules: {},
  slots: {
    product: {
      packed_64x64: {
        code: `







enable webassembly;

const WORKGROUP_X: u32 = 1u;
const WORKGROUP_Y: u32 = 1u;
const TILE_ROWS4: u32 = 16u;
const TILE_COLUMNS4: u32 = 16u;

const STEPS4 = max(INNER4, 1u);
const PACKED4 = min(32u, STEPS4);
const PACKED = 4u * PACKED4;

const LEFT_PACKED = TILE_ROWS4 * PACKED;
const RIGHT_PACKED = TILE_COLUMNS4 * PACKED;
const SUMS_BEFORE = select(8u, 1024u, STEPS4 > PACKED4);

var<private> left_packed: array<vec4f, LEFT_PACKED>;

var<private> right_packed: array<vec4f, RIGHT_PACKED>;

var<private> sums_before: array<vec4f, SUMS_BEFORE>;

fn product(a:vec2u,b:u32){
 let c=a.y*TILE_ROWS4;
 let d=a.x*TILE_COLUMNS4;
 let e=min(TILE_ROWS4,rows4()-c);
 let f=min(TILE_COLUMNS4,columns4()-d);
 for(var g=0u;g<STEPS4;g+=PACKED4){
 let h=min(PACKED4,INNER4-g);
 for(var i=0u;i<e;i++){
 let j=left_start(c+i);
 for(var k=0u;k<h;k++){
 let l=transpose(left_block(j,g+k));
 for(var m=0u;m<4u;m++){
 left_packed[i*PACKED+4u*k+m]=l[m];
 }
 }
 }
 for(var n=0u;n<f;n++){
 let j=right_start(d+n);
 for(var k=0u;k<h;k++){
 let o=right_block(j,g+k);
 for(var m=0u;m<4u;m++){
 right_packed[(n>>1u)*2u*PACKED+8u*k+2u*m+(n&1u)]=o[m];
 }
 }
 }
 for(var p=0u;p<f/2u;p++){
 for(var i=0u;i<e;i++){
 let q=8u*(8u*i+p);
 var r=mat4x4f();
 var s=mat4x4f();
 if(g>0u){
 for(var t=0u;t<4u;t++){
 r[t]=sums_before[q+t];
 s[t]=sums_before[q+4u+t];
 }
 }
 var u=p*2u*PACKED;
 let v=i*PACKED+4u*h;
 for(var w=i*PACKED;w<v;w++){
 let x=right_packed[u];
 let y=right_packed[u+1u];
 for(var t=0u;t<4u;t++){
 let z=vec4f(left_packed[w][t]);
 r[t]+=x*z;
 s[t]+=y*z;
 }
 u+=2u;
 }
 if(g+PACKED4>=STEPS4){
 emit(c+i,d+2u*p,r,s);
 continue;
 }
 for(var t=0u;t<4u;t++){
 sums_before[q+t]=r[t];
 sums_before[q+4u+t]=s[t];
 }
 }
 }
 }
}` as string,
        imports: [],
        bindings: [],
        enables: ['webassembly'],
        constants: {
          WORKGROUP_X: { type: 'u32', value: 1 },
          WORKGROUP_Y: { type: 'u32', value: 1 },
          TILE_ROWS4: { type: 'u32', value: 16 },
          TILE_COLUMNS4: { type: 'u32', value: 16 },
        },
      },
    },
  },
  kernels: {},
} as const satisfies CataloguePart;
