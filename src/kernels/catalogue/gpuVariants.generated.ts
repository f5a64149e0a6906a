// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const gpuVariantsKernels = {
  modules: {},
  slots: {
    product: {
      direct_4x4: {
        code: `







const WORKGROUP_X: u32 = 8u;
const WORKGROUP_Y: u32 = 8u;
const TILE_ROWS4: u32 = 8u;
const TILE_COLUMNS4: u32 = 8u;
const PAIRS = 32u;

var<workgroup> handed: array<vec4f, 128>;

fn product(a:vec2u,b:u32){
 let c=a.y*TILE_ROWS4+b/WORKGROUP_X;
 let d=a.x*TILE_COLUMNS4+b%WORKGROUP_X;
 let e=c<rows4()&&d<columns4();
 var f=mat4x4f();
 if(e){
 let g=left_start(c);
 let h=right_start(d);
 for(var i=0u;i<INNER4;i++){
 f+=right_block(h,i)*left_block(g,i);
 }
 }
 let j=b/2u;
 if(b%2u==1u){
 for(var i=0u;i<4u;i++){
 handed[PAIRS*i+j]=f[i];
 }
 }
 workgroupBarrier();
 if(e&&b%2u==0u){
 let k=mat4x4f(
 handed[j],handed[PAIRS+j],handed[2u*PAIRS+j],handed[3u*PAIRS+j],
 );
 emit(c,d,f,k);
 }
}` as string,
        imports: [],
        bindings: [],
        enables: [],
        constants: {
          WORKGROUP_X: { type: 'u32', value: 8 },
          WORKGROUP_Y: { type: 'u32', value: 8 },
          TILE_ROWS4: { type: 'u32', value: 8 },
          TILE_COLUMNS4: { type: 'u32', value: 8 },
        },
      },
      direct_4x8: {
        code: `




const WORKGROUP_X: u32 = 8u;
const WORKGROUP_Y: u32 = 8u;
const TILE_ROWS4: u32 = 8u;
const TILE_COLUMNS4: u32 = 16u;

fn product(a:vec2u,b:u32){
 let c=a.y*TILE_ROWS4+b/WORKGROUP_X;
 let d=a.x*TILE_COLUMNS4+2u*(b%WORKGROUP_X);
 if(c>=rows4()||d>=columns4()){
 return;
 }
 let e=left_start(c);
 let f=right_start(d);
 let g=right_start(d+1u);
 var h=mat4x4f();
 var i=mat4x4f();
 for(var j=0u;j<INNER4;j++){
 let k=left_block(e,j);
 h+=right_block(f,j)*k;
 i+=right_block(g,j)*k;
 }
 emit(c,d,h,i);
}` as string,
        imports: [],
        bindings: [],
        enables: [],
        constants: {
          WORKGROUP_X: { type: 'u32', value: 8 },
          WORKGROUP_Y: { type: 'u32', value: 8 },
          TILE_ROWS4: { type: 'u32', value: 8 },
          TILE_COLUMNS4: { type: 'u32', value: 16 },
        },
      },
      split_32x64: {
        code: `








const WORKGROUP_X: u32 = 256u;
const WORKGROUP_Y: u32 = 1u;
const TILE_ROWS4: u32 = 8u;
const TILE_COLUMNS4: u32 = 16u;
const TILE_INNER4 = 2u;
const GROUPS = 4u;

const STEPS = (INNER4 + GROUPS * TILE_INNER4 - 1u) / (GROUPS * TILE_INNER4);

const RIGHT_COLUMN = 18u;
const RIGHT_INNER = 76u;

const ODD = 10u;
const LEFT = 152u;
const LEFT_COLUMN = 8u;
const LEFT_INNER = 36u;

const TILES = 224u;
var<workgroup> tiles: array<vec4f, 1024>;

fn product(a:vec2u,b:u32){
 let c=b/64u;
 let d=b%64u;
 let e=a.y*TILE_ROWS4;
 let f=a.x*TILE_COLUMNS4;

 let g=d<32u;
 let h=d>=32u&&d<48u;
 let i=d%TILE_INNER4;
 let j=d%32u/TILE_INNER4;
 let k=left_start(min(e+j%TILE_ROWS4,rows4()-1u));
 let l=right_start(min(f+j,columns4()-1u));
 let m=c*TILES;
 let n=m+i*RIGHT_INNER+(j&1u)*ODD+(j>>1u);
 let o=m+LEFT+i*LEFT_INNER+j;
 let p=d/8u;
 let q=2u*(d%8u);
 var r=mat4x4f();
 var s=mat4x4f();
 var t=mat4x4f();
 let u=c*STEPS*TILE_INNER4+i;
 if(u<INNER4){
 if(g){
 t=right_block(l,u);
 }
 if(h){
 t=left_block(k,u);
 }
 }
 for(var v=0u;v<STEPS;v++){
 workgroupBarrier();
 for(var w=0u;w<4u;w++){
 if(g){
 tiles[n+w*RIGHT_COLUMN]=t[w];
 }
 if(h){
 tiles[o+w*LEFT_COLUMN]=t[w];
 }
 }
 workgroupBarrier();
 let x=u+(v+1u)*TILE_INNER4;
 t=mat4x4f();
 if(v+1u<STEPS&&x<INNER4){
 if(g){
 t=right_block(l,x);
 }
 if(h){
 t=left_block(k,x);
 }
 }
 for(var y=0u;y<TILE_INNER4;y++){
 let z=m+LEFT+y*LEFT_INNER+p;
 let A=mat4x4f(
 tiles[z],tiles[z+LEFT_COLUMN],tiles[z+2u*LEFT_COLUMN],tiles[z+3u*LEFT_COLUMN],
 );
 let B=m+y*RIGHT_INNER+d%8u;
 let C=B+ODD;
 r+=mat4x4f(
 tiles[B],tiles[B+RIGHT_COLUMN],
 tiles[B+2u*RIGHT_COLUMN],tiles[B+3u*RIGHT_COLUMN],
 )*A;
 s+=mat4x4f(
 tiles[C],tiles[C+RIGHT_COLUMN],
 tiles[C+2u*RIGHT_COLUMN],tiles[C+3u*RIGHT_COLUMN],
 )*A;
 }
 }
 for(var D=GROUPS/2u;D>0u;D=D/2u){
 workgroupBarrier();
 if(c>=D&&c<2u*D){
 let E=(c-D)*512u+d;
 for(var y=0u;y<4u;y++){
 tiles[E+64u*y]=r[y];
 tiles[E+64u*(4u+y)]=s[y];
 }
 }
 workgroupBarrier();
 if(c<D){
 let E=c*512u+d;
 r+=mat4x4f(tiles[E],tiles[E+64u],tiles[E+128u],tiles[E+192u]);
 s+=mat4x4f(tiles[E+256u],tiles[E+320u],tiles[E+384u],tiles[E+448u]);
 }
 }
 if(c==0u&&e+p<rows4()&&f+q<columns4()){
 emit(e+p,f+q,r,s);
 }
}` as string,
        imports: [],
        bindings: [],
        enables: [],
        constants: {
          WORKGROUP_X: { type: 'u32', value: 256 },
          WORKGROUP_Y: { type: 'u32', value: 1 },
          TILE_ROWS4: { type: 'u32', value: 8 },
          TILE_COLUMNS4: { type: 'u32', value: 16 },
        },
      },
      split_8x8: {
        code: `








const WORKGROUP_X: u32 = 64u;
const WORKGROUP_Y: u32 = 1u;
const TILE_ROWS4: u32 = 2u;
const TILE_COLUMNS4: u32 = 4u;
const SHARE = 32u;


const REGION = 256u;
var<workgroup> partial: array<vec4f, 768>;

fn product(a:vec2u,b:u32){
 let c=b%SHARE;
 let d=a.y*TILE_ROWS4;
 let e=a.x*TILE_COLUMNS4+2u*(b/SHARE);
 let f=min(e,columns4()-2u);
 let g=left_start(d);
 let h=left_start(d+1u);
 let i=right_start(f);
 let j=right_start(f+1u);
 var k:array<mat4x4f,4>;
 for(var l=0u;l<(INNER4+SHARE-1u)/SHARE;l++){
 let m=l*SHARE+c;
 if(m>=INNER4){
 break;
 }
 let n=right_block(i,m);
 let o=right_block(j,m);
 let p=left_block(g,m);
 k[0]+=n*p;
 k[1]+=o*p;
 let q=left_block(h,m);
 k[2]+=n*q;
 k[3]+=o*q;
 }
 let r=b/SHARE*(REGION+REGION/2u);
 for(var s=SHARE/2u;s>1u;s=s/2u){
 let t=r+select(0u,REGION,s==8u||s==2u);
 if(c>=s&&c<2u*s){
 for(var m=0u;m<16u;m++){
 partial[t+m*s+c-s]=k[m/4u][m%4u];
 }
 }
 workgroupBarrier();
 if(c<s){
 for(var u=0u;u<4u;u++){
 let v=t+4u*u*s+c;
 k[u]+=mat4x4f(
 partial[v],partial[v+s],partial[v+2u*s],partial[v+3u*s],
 );
 }
 }
 }

 if(c<2u){
 for(var m=0u;m<16u;m++){
 partial[r+2u*m+c]=k[m/4u][m%4u];
 }
 }
 workgroupBarrier();
 if(c<2u&&e<columns4()){
 var w:array<mat4x4f,2>;
 for(var u=0u;u<2u;u++){
 let v=r+16u*c+8u*u;
 w[u]=mat4x4f(
 partial[v]+partial[v+1u],partial[v+2u]+partial[v+3u],
 partial[v+4u]+partial[v+5u],partial[v+6u]+partial[v+7u],
 );
 }
 emit(d+c,e,w[0],w[1]);
 }
}` as string,
        imports: [],
        bindings: [],
        enables: [],
        constants: {
          WORKGROUP_X: { type: 'u32', value: 64 },
          WORKGROUP_Y: { type: 'u32', value: 1 },
          TILE_ROWS4: { type: 'u32', value: 2 },
          TILE_COLUMNS4: { type: 'u32', value: 4 },
        },
      },
      tiled_32x64: {
        code: `








const WORKGROUP_X: u32 = 64u;
const WORKGROUP_Y: u32 = 1u;
const TILE_ROWS4: u32 = 8u;
const TILE_COLUMNS4: u32 = 16u;
const TILE_INNER4 = 4u;

const LEFT_COLUMN = 8u;
const LEFT_INNER = 34u;
const RIGHT_COLUMN = 17u;
const RIGHT_INNER = 74u;

const ODD = 9u;
var<workgroup> left_tile: array<vec4f, 136>;
var<workgroup> right_tile: array<vec4f, 296>;

fn product(a:vec2u,b:u32){
 let c=a.y*TILE_ROWS4;
 let d=a.x*TILE_COLUMNS4;

 let e=b%TILE_INNER4;
 let f=b/TILE_INNER4;
 let g=left_start(min(c+f,rows4()-1u));
 let h=right_start(min(d+f,columns4()-1u));
 let i=e*LEFT_INNER+f;
 let j=e*RIGHT_INNER+(f&1u)*ODD+(f>>1u);
 let k=b/8u;
 let l=2u*(b%8u);
 var m=mat4x4f();
 var n=mat4x4f();
 for(var o=0u;o<(INNER4+TILE_INNER4-1u)/TILE_INNER4;o++){
 let p=o*TILE_INNER4+e;
 var q=mat4x4f();
 var r=mat4x4f();
 if(p<INNER4){
 r=right_block(h,p);
 if(f<TILE_ROWS4){
 q=left_block(g,p);
 }
 }
 workgroupBarrier();
 if(f<TILE_ROWS4){
 for(var s=0u;s<4u;s++){
 left_tile[i+s*LEFT_COLUMN]=q[s];
 }
 }
 for(var s=0u;s<4u;s++){
 right_tile[j+s*RIGHT_COLUMN]=r[s];
 }
 workgroupBarrier();
 for(var t=0u;t<TILE_INNER4;t++){
 let u=t*LEFT_INNER+k;
 let v=mat4x4f(
 left_tile[u],left_tile[u+LEFT_COLUMN],
 left_tile[u+2u*LEFT_COLUMN],left_tile[u+3u*LEFT_COLUMN],
 );
 let w=t*RIGHT_INNER+b%8u;
 let x=w+ODD;
 m+=mat4x4f(
 right_tile[w],right_tile[w+RIGHT_COLUMN],
 right_tile[w+2u*RIGHT_COLUMN],right_tile[w+3u*RIGHT_COLUMN],
 )*v;
 n+=mat4x4f(
 right_tile[x],right_tile[x+RIGHT_COLUMN],
 right_tile[x+2u*RIGHT_COLUMN],right_tile[x+3u*RIGHT_COLUMN],
 )*v;
 }
 }
 if(c+k<rows4()&&d+l<columns4()){
 emit(c+k,d+l,m,n);
 }
}` as string,
        imports: [],
        bindings: [],
        enables: [],
        constants: {
          WORKGROUP_X: { type: 'u32', value: 64 },
          WORKGROUP_Y: { type: 'u32', value: 1 },
          TILE_ROWS4: { type: 'u32', value: 8 },
          TILE_COLUMNS4: { type: 'u32', value: 16 },
        },
      },
      tiled_64x64: {
        code: `





const WORKGROUP_X: u32 = 64u;
const WORKGROUP_Y: u32 = 1u;
const TILE_ROWS4: u32 = 16u;
const TILE_COLUMNS4: u32 = 16u;
const TILE_INNER4 = 4u;

const LEFT_COLUMN = 16u;
const LEFT_INNER = 66u;
const RIGHT_COLUMN = 17u;
const RIGHT_INNER = 74u;

const ODD = 9u;
var<workgroup> left_tile: array<vec4f, 264>;
var<workgroup> right_tile: array<vec4f, 296>;

fn product(a:vec2u,b:u32){
 let c=a.y*TILE_ROWS4;
 let d=a.x*TILE_COLUMNS4;

 let e=b%TILE_INNER4;
 let f=b/TILE_INNER4;
 let g=left_start(min(c+f,rows4()-1u));
 let h=right_start(min(d+f,columns4()-1u));
 let i=e*LEFT_INNER+f;
 let j=e*RIGHT_INNER+(f&1u)*ODD+(f>>1u);
 let k=2u*(b/8u);
 let l=2u*(b%8u);
 var m:array<mat4x4f,4>;
 for(var n=0u;n<(INNER4+TILE_INNER4-1u)/TILE_INNER4;n++){
 let o=n*TILE_INNER4+e;
 var p=mat4x4f();
 var q=mat4x4f();
 if(o<INNER4){
 p=left_block(g,o);
 q=right_block(h,o);
 }
 workgroupBarrier();
 for(var r=0u;r<4u;r++){
 left_tile[i+r*LEFT_COLUMN]=p[r];
 right_tile[j+r*RIGHT_COLUMN]=q[r];
 }
 workgroupBarrier();
 for(var s=0u;s<TILE_INNER4;s++){
 let t=s*RIGHT_INNER+b%8u;
 let u=t+ODD;
 let v=mat4x4f(
 right_tile[t],right_tile[t+RIGHT_COLUMN],
 right_tile[t+2u*RIGHT_COLUMN],right_tile[t+3u*RIGHT_COLUMN],
 );
 let w=mat4x4f(
 right_tile[u],right_tile[u+RIGHT_COLUMN],
 right_tile[u+2u*RIGHT_COLUMN],right_tile[u+3u*RIGHT_COLUMN],
 );
 let x=s*LEFT_INNER+k;
 let y=mat4x4f(
 left_tile[x],left_tile[x+LEFT_COLUMN],
 left_tile[x+2u*LEFT_COLUMN],left_tile[x+3u*LEFT_COLUMN],
 );
 m[0]+=v*y;
 m[1]+=w*y;
 let z=x+1u;
 let A=mat4x4f(
 left_tile[z],left_tile[z+LEFT_COLUMN],
 left_tile[z+2u*LEFT_COLUMN],left_tile[z+3u*LEFT_COLUMN],
 );
 m[2]+=v*A;
 m[3]+=w*A;
 }
 }
 for(var B=0u;B<2u;B++){
 if(c+k+B<rows4()&&d+l<columns4()){
 emit(
 c+k+B,d+l,
 m[2u*B],m[2u*B+1u],
 );
 }
 }
}` as string,
        imports: [],
        bindings: [],
        enables: [],
        constants: {
          WORKGROUP_X: { type: 'u32', value: 64 },
          WORKGROUP_Y: { type: 'u32', value: 1 },
          TILE_ROWS4: { type: 'u32', value: 16 },
          TILE_COLUMNS4: { type: 'u32', value: 16 },
        },
      },
    },
  },
  kernels: {},
} as const satisfies CataloguePart;
