// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const gruKernels = {
  modules: {
    'shared/recurrent': `





const M: u32 = 32u;
const LENGTH: u32 = 4u;
const H: u32 = 20u;
const GATES: u32 = 3u;

const PLACES = LENGTH + 1u;
const H4 = (H + 7u) / 8u * 2u;
const SUMS_WIDTH = (GATES * H + 7u) / 8u * 8u;

const GATES4 = (4u * H + 7u) / 8u * 2u;

fn sigmoid4(a:vec4f)->vec4f{
 return 1.0/(1.0+exp(clamp(-a,vec4f(-80.0),vec4f(80.0))));
}

fn tanh4(a:vec4f)->vec4f{
 return tanh(clamp(a,vec4f(-10.0),vec4f(10.0)));
}` as string,
    'shared/recurrent_sequence': `




const LANES = 128u;
const H8 = (H + 7u) / 8u * 8u;

const TURNS = (H + LANES - 1u) / LANES;


fn rows_of(a:u32)->vec4u{
 return min(4u*a+vec4u(0u,1u,2u,3u),vec4u(M-1u));
}` as string,
    'shared/recurrent_step_backward': `







const FIRST: bool = false;
const LAST: bool = false;

const GIVEN: bool = true;

const INNER4 = select(SUMS_WIDTH / 4u, 0u, FIRST);
const SUMS4 = SUMS_WIDTH / 4u;

fn rows4()->u32{
 return(M+7u)/8u*2u;
}

fn columns4()->u32{
 return H4;
}

fn left_start(a:u32)->vec4u{
 let b=min(4u*a+vec4u(0u,1u,2u,3u),vec4u(M-1u));
 return(b*PLACES+at[0])*SUMS4;
}

fn left_block(a:vec4u,b:u32)->mat4x4f{
 return mat4x4f(dsums[a.x+b],dsums[a.y+b],dsums[a.z+b],dsums[a.w+b]);
}

fn right_start(a:u32)->vec4u{
 return a+vec4u(0u,1u,2u,3u)*H4;
}

fn right_block(a:vec4u,b:u32)->mat4x4f{
 let c=a+4u*H4*b;
 return mat4x4f(weight[c.x],weight[c.y],weight[c.z],weight[c.w]);
}

fn emit(a:u32,b:u32,c:mat4x4f,d:mat4x4f){
 var e=array<mat4x4f,2>(c,d);
 for(var f=0u;f<8u;f++){
 let g=4u*a+(f>>1u);
 if(g<M){
 retreat(g,b+(f&1u),e[f&1u][f>>1u]);
 }
 }
}` as string,
    'shared/recurrent_step_forward': `








const INNER4 = H4;

fn rows4()->u32{
 return(M+7u)/8u*2u;
}

fn columns4()->u32{
 return 4u*H4;
}


fn rows_from(a:u32)->vec4u{
 return min(a+vec4u(0u,1u,2u,3u),vec4u(M-1u));
}

fn valid_rows(a:vec4u,b:u32)->vec4<bool> {
 return vec4<bool>(
 is_valid(a.x,b),is_valid(a.y,b),is_valid(a.z,b),is_valid(a.w,b),
 );
}

fn left_start(a:u32)->vec4u{
 return(rows_from(4u*a)*PLACES+at[0])*4u*H4;
}


fn four_states(a:u32)->vec4f{
 return vec4f(states[a],states[a+1u],states[a+2u],states[a+3u]);
}

fn left_block(a:vec4u,b:u32)->mat4x4f{
 let c=a+4u*b;
 return mat4x4f(
 four_states(c.x),four_states(c.y),four_states(c.z),four_states(c.w),
 );
}

fn right_start(a:u32)->vec4u{
 let b=min(a,H-1u);
 return(GATES*b+vec4u(0u,1u,2u,GATES-1u))*H4;
}

fn right_block(a:vec4u,b:u32)->mat4x4f{
 return transpose(mat4x4f(
 weight[a.x+b],weight[a.y+b],weight[a.z+b],weight[a.w+b],
 ));
}

fn emit(a:u32,b:u32,c:mat4x4f,d:mat4x4f){
 var e=array<mat4x4f,2>(c,d);
 for(var f=0u;f<2u;f++){
 if(b+f<H){
 advance(4u*a,b+f,e[f]);
 }
 }
}` as string,
  },
  slots: {},
  kernels: {
    gru_backward: {
      code: `











const LAST: bool = false;
const GIVEN: bool = true;
const ACCUMULATE_INPUTS: bool = false;

@group(1) @binding(0) var<storage, read> weight: array<f32>;
@group(1) @binding(1) var<storage, read> gates: array<vec4f>;
@group(1) @binding(2) var<storage, read> states: array<f32>;
@group(1) @binding(3) var<storage, read_write> dstates: array<f32>;
@group(1) @binding(4) var<storage, read_write> dinputs: array<f32>;
@group(1) @binding(5) var<storage, read_write> dsums: array<f32>;


var<workgroup> changes: array<vec4f, 3u * H8>;

@compute @workgroup_size(128)
fn gru_backward(
 @builtin(workgroup_id)a:vec3u,
 @builtin(local_invocation_index)b:u32,
){
 let c=rows_of(a.x);
 var d:array<vec4f,TURNS>;
 for(var e=0u;e<LENGTH;e++){
 let f=LENGTH-1u-e;
 for(var g=0u;g<TURNS;g++){
 let h=b+g*LANES;
 if(h<H){
 let i=(c*PLACES+f+1u)*H8+h;
 let j=vec4f(dstates[i.x],dstates[i.y],dstates[i.z],dstates[i.w]);
 let k=d[g]+select(vec4f(),j,vec4<bool>(GIVEN));
 let l=(c*LENGTH+f)*GATES4+h;
 let m=transpose(mat4x4f(gates[l.x],gates[l.y],gates[l.z],gates[l.w]));
 let n=vec4f(
 states[i.x-H8],states[i.y-H8],states[i.z-H8],states[i.w-H8],
 );
 let o=1.0-m[1];
 let p=k*(n-m[2])*m[1]*o;
 let q=k*o*(1.0-m[2]*m[2]);
 let r=q*m[3]*m[0]*(1.0-m[0]);
 let s=q*m[0];
 d[g]=k*m[1];
 changes[3u*h]=r;
 changes[3u*h+1u]=p;
 changes[3u*h+2u]=s;
 let t=transpose(mat4x4f(r,p,q,s));
 for(var u=0u;u<4u;u++){
 let v=4u*a.x+u;
 if(v<M){
 let w=t[u];
 let x=(v*LENGTH+f)*SUMS_WIDTH+3u*h;
 put(x,w.x);
 put(x+1u,w.y);
 put(x+2u,w.z);
 let y=(v*PLACES+f)*SUMS_WIDTH+3u*h;
 dsums[y]=w.x;
 dsums[y+1u]=w.y;
 dsums[y+2u]=w.w;
 }
 }
 }
 }
 workgroupBarrier();
 for(var g=0u;g<TURNS;g++){
 let h=min(b+g*LANES,H-1u);
 var z=vec4f();
 for(var u=0u;u<3u*H;u++){
 z+=changes[u]*weight[u*H8+h];
 }
 d[g]+=z;
 }
 workgroupBarrier();
 }
 for(var g=0u;g<TURNS;g++){
 let h=b+g*LANES;
 if(h<H){
 for(var u=0u;u<4u;u++){
 let v=4u*a.x+u;
 if(v<M){
 let A=(v*PLACES+LENGTH)*SUMS_WIDTH+3u*h;
 dsums[A]=0.0;
 dsums[A+1u]=0.0;
 dsums[A+2u]=0.0;
 if(LAST){
 let B=v*PLACES*H8+h;
 dstates[B]=d[g][u]+select(0.0,dstates[B],GIVEN);
 }
 }
 }
 }
 }
}

fn put(a:u32,b:f32){
 dinputs[a]=b+select(0.0,dinputs[a],ACCUMULATE_INPUTS);
}` as string,
      imports: ['shared/recurrent_sequence', 'shared/recurrent'],
      bindings: [
        { name: 'weight', access: 'read', element: 'f32', shape: ['3*H', 'H'] },
        { name: 'gates', access: 'read', element: 'f32', shape: ['M*LENGTH', '4*H'] },
        { name: 'states', access: 'read', element: 'f32', shape: ['M*LENGTH+M', 'H'] },
        {
          name: 'dstates',
          access: 'read_write',
          element: 'f32',
          shape: ['M*LENGTH+M', 'H'],
        },
        {
          name: 'dinputs',
          access: 'read_write',
          element: 'f32',
          shape: ['M*LENGTH', '3*H'],
        },
        {
          name: 'dsums',
          access: 'read_write',
          element: 'f32',
          shape: ['M*LENGTH+M', '3*H'],
        },
      ],
      enables: [],
      constants: {
        LAST: { type: 'bool', value: false },
        GIVEN: { type: 'bool', value: true },
        ACCUMULATE_INPUTS: { type: 'bool', value: false },
        M: { type: 'u32', value: 32 },
        LENGTH: { type: 'u32', value: 4 },
        H: { type: 'u32', value: 20 },
        GATES: { type: 'u32', value: 3 },
      },
      slots: {},
      workgroupSize: [128, 1, 1],
      workgroupBytes: 16,
      usesStep: false,
    },
    gru_forward: {
      code: `










const REVERSED: bool = false;

@group(1) @binding(0) var<storage, read> weight: array<vec4f>;
@group(1) @binding(1) var<storage, read> bias: array<f32>;
@group(1) @binding(2) var<storage, read> inputs: array<f32>;
@group(1) @binding(3) var<storage, read_write> states: array<f32>;
@group(1) @binding(4) var<storage, read_write> gates: array<vec4f>;


var<workgroup> shown: array<vec4f, 2u * H8>;

@compute @workgroup_size(128)
fn gru_forward(
 @builtin(workgroup_id)a:vec3u,
 @builtin(local_invocation_index)b:u32,
){
 let c=rows_of(a.x);
 for(var d=0u;d<TURNS;d++){
 let e=b+d*LANES;
 if(e<H){
 let f=c*PLACES*H8+e;
 shown[e]=vec4f(states[f.x],states[f.y],states[f.z],states[f.w]);
 }
 }
 workgroupBarrier();
 for(var g=0u;g<LENGTH;g++){
 let h=(g&1u)*H8;
 let i=select(g,LENGTH-1u-g,REVERSED);
 let j=vec4<bool>(
 is_valid(c.x,i),is_valid(c.y,i),is_valid(c.z,i),is_valid(c.w,i),
 );
 for(var d=0u;d<TURNS;d++){
 let e=b+d*LANES;
 if(e<H){
 let k=3u*e;
 var l=vec4f();
 var m=vec4f();
 var n=vec4f();
 for(var o=0u;o<H4;o++){
 let p=h+4u*o;
 let q=mat4x4f(shown[p],shown[p+1u],shown[p+2u],shown[p+3u]);
 l+=q*weight[k*H4+o];
 m+=q*weight[(k+1u)*H4+o];
 n+=q*weight[(k+2u)*H4+o];
 }
 n+=bias[k+2u];
 let r=(c*LENGTH+g)*SUMS_WIDTH+k;
 l=sigmoid4(l+bias[k]+vec4f(inputs[r.x],inputs[r.y],inputs[r.z],inputs[r.w]));
 m=sigmoid4(m+bias[k+1u]+
 vec4f(inputs[r.x+1u],inputs[r.y+1u],inputs[r.z+1u],inputs[r.w+1u]));
 let s=tanh4(l*n+
 vec4f(inputs[r.x+2u],inputs[r.y+2u],inputs[r.z+2u],inputs[r.w+2u]));
 let t=shown[h+e];
 let u=select(t,(1.0-m)*s+m*t,j);
 shown[H8-h+e]=u;
 let v=transpose(mat4x4f(
 select(vec4f(),l,j),select(vec4f(1.0),m,j),
 select(vec4f(),s,j),select(vec4f(),n,j),
 ));
 for(var o=0u;o<4u;o++){
 let w=4u*a.x+o;
 if(w<M){
 gates[(w*LENGTH+g)*GATES4+e]=v[o];
 states[(w*PLACES+g+1u)*H8+e]=u[o];
 }
 }
 }
 }
 workgroupBarrier();
 }
}` as string,
      imports: ['shared/recurrent_sequence', 'shared/recurrent'],
      bindings: [
        { name: 'weight', access: 'read', element: 'f32', shape: ['3*H', 'H'] },
        { name: 'bias', access: 'read', element: 'f32', shape: ['3*H'] },
        { name: 'inputs', access: 'read', element: 'f32', shape: ['M*LENGTH', '3*H'] },
        {
          name: 'states',
          access: 'read_write',
          element: 'f32',
          shape: ['M*LENGTH+M', 'H'],
        },
        {
          name: 'gates',
          access: 'read_write',
          element: 'f32',
          shape: ['M*LENGTH', '4*H'],
        },
      ],
      enables: [],
      constants: {
        REVERSED: { type: 'bool', value: false },
        M: { type: 'u32', value: 32 },
        LENGTH: { type: 'u32', value: 4 },
        H: { type: 'u32', value: 20 },
        GATES: { type: 'u32', value: 3 },
      },
      slots: { valid: 'all' },
      workgroupSize: [128, 1, 1],
      workgroupBytes: 16,
      usesStep: false,
    },
    gru_step_backward: {
      code: `














const ACCUMULATE_INPUTS: bool = false;

@group(1) @binding(0) var<storage, read> weight: array<vec4f>;
@group(1) @binding(1) var<storage, read> at: array<u32>;
@group(1) @binding(2) var<storage, read> gates: array<vec4f>;
@group(1) @binding(3) var<storage, read> states: array<vec4f>;
@group(1) @binding(4) var<storage, read_write> dstates: array<vec4f>;
@group(1) @binding(5) var<storage, read_write> dinputs: array<vec4f>;
@group(1) @binding(6) var<storage, read_write> dsums: array<vec4f>;

fn retreat(a:u32,b:u32,c:vec4f){
 let d=a*PLACES+at[0];
 let e=dstates[d*H4+b];
 let f=c+select(vec4f(),e,vec4<bool>(GIVEN| !FIRST));
 if(LAST){
 dstates[d*H4+b]=f;
 return;
 }
 let g=at[0]+a*LENGTH-1u;
 let h=g*GATES4+4u*b;
 let i=g*GATES4+GATES4-1u;
 let j=transpose(mat4x4f(
 gates[min(h,i)],gates[min(h+1u,i)],
 gates[min(h+2u,i)],gates[min(h+3u,i)],
 ));
 let k=(d-1u)*H4+b;
 let l=1.0-j[1];
 let m=f*(states[k]-j[2])*j[1]*l;
 let n=f*l*(1.0-j[2]*j[2]);
 let o=n*j[3]*j[0]*(1.0-j[0]);
 dstates[k]=f*j[1]+select(vec4f(),dstates[k],vec4<bool>(GIVEN));
 var p=interleaved(o,m,n);
 var q=interleaved(o,m,n*j[0]);
 for(var r=0u;r<3u;r++){
 let s=3u*b+r;
 if(s<SUMS4){
 let t=g*SUMS4+s;
 dinputs[t]=p[r]+select(vec4f(),dinputs[t],vec4<bool>(ACCUMULATE_INPUTS));
 dsums[(d-1u)*SUMS4+s]=q[r];
 if(FIRST){
 dsums[d*SUMS4+s]=vec4f();
 }
 }
 }
}


fn interleaved(a:vec4f,b:vec4f,c:vec4f)->array<vec4f,3> {
 return array<vec4f,3>(
 vec4f(a.x,b.x,c.x,a.y),vec4f(b.y,c.y,a.z,b.z),vec4f(c.z,a.w,b.w,c.w),
 );
}

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn gru_step_backward(
 @builtin(workgroup_id)a:vec3u,
 @builtin(local_invocation_index)b:u32,
){
 product(a.xy,b);
}` as string,
      imports: ['shared/recurrent_step_backward', 'shared/recurrent'],
      bindings: [
        { name: 'weight', access: 'read', element: 'f32', shape: ['3*H', 'H'] },
        { name: 'at', access: 'read', element: 'u32', shape: ['1'] },
        { name: 'gates', access: 'read', element: 'f32', shape: ['M*LENGTH', '4*H'] },
        { name: 'states', access: 'read', element: 'f32', shape: ['M*LENGTH+M', 'H'] },
        {
          name: 'dstates',
          access: 'read_write',
          element: 'f32',
          shape: ['M*LENGTH+M', 'H'],
        },
        {
          name: 'dinputs',
          access: 'read_write',
          element: 'f32',
          shape: ['M*LENGTH', '3*H'],
        },
        {
          name: 'dsums',
          access: 'read_write',
          element: 'f32',
          shape: ['M*LENGTH+M', '3*H'],
        },
      ],
      enables: [],
      constants: {
        ACCUMULATE_INPUTS: { type: 'bool', value: false },
        FIRST: { type: 'bool', value: false },
        LAST: { type: 'bool', value: false },
        GIVEN: { type: 'bool', value: true },
        M: { type: 'u32', value: 32 },
        LENGTH: { type: 'u32', value: 4 },
        H: { type: 'u32', value: 20 },
        GATES: { type: 'u32', value: 3 },
      },
      slots: { product: 'direct_8x8' },
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: false,
    },
    gru_step_forward: {
      code: `
















const REVERSED: bool = false;

@group(1) @binding(0) var<storage, read> weight: array<vec4f>;
@group(1) @binding(1) var<storage, read> bias: array<f32>;
@group(1) @binding(2) var<storage, read> inputs: array<f32>;
@group(1) @binding(3) var<storage, read> at: array<u32>;
@group(1) @binding(4) var<storage, read_write> states: array<f32>;
@group(1) @binding(5) var<storage, read_write> gates: array<vec4f>;

fn four_inputs(a:vec4u)->vec4f{
 return vec4f(inputs[a.x],inputs[a.y],inputs[a.z],inputs[a.w]);
}


fn advance(a:u32,b:u32,c:mat4x4f){
 let d=at[0];
 let e=rows_from(a);
 let f=valid_rows(e,select(d,LENGTH-1u-d,REVERSED));
 let g=transpose(c);
 let h=(e*LENGTH+d)*SUMS_WIDTH+3u*b;
 let i=sigmoid4(four_inputs(h)+(g[0]+bias[3u*b]));
 let j=sigmoid4(four_inputs(h+1u)+(g[1]+bias[3u*b+1u]));
 let k=g[2]+bias[3u*b+2u];
 let l=tanh4(four_inputs(h+2u)+i*k);
 let m=(e*PLACES+d)*4u*H4+b;
 let n=vec4f(states[m.x],states[m.y],states[m.z],states[m.w]);
 let o=select(n,(1.0-j)*l+j*n,f);
 let p=transpose(mat4x4f(
 select(vec4f(),i,f),select(vec4f(1.0),j,f),
 select(vec4f(),l,f),select(vec4f(),k,f),
 ));
 for(var q=0u;q<4u;q++){
 if(a+q<M){
 gates[((a+q)*LENGTH+d)*GATES4+b]=p[q];
 states[((a+q)*PLACES+d+1u)*4u*H4+b]=o[q];
 }
 }
}

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn gru_step_forward(
 @builtin(workgroup_id)a:vec3u,
 @builtin(local_invocation_index)b:u32,
){
 product(a.xy,b);
}` as string,
      imports: ['shared/recurrent_step_forward', 'shared/recurrent'],
      bindings: [
        { name: 'weight', access: 'read', element: 'f32', shape: ['3*H', 'H'] },
        { name: 'bias', access: 'read', element: 'f32', shape: ['3*H'] },
        { name: 'inputs', access: 'read', element: 'f32', shape: ['M*LENGTH', '3*H'] },
        { name: 'at', access: 'read', element: 'u32', shape: ['1'] },
        {
          name: 'states',
          access: 'read_write',
          element: 'f32',
          shape: ['M*LENGTH+M', 'H'],
        },
        {
          name: 'gates',
          access: 'read_write',
          element: 'f32',
          shape: ['M*LENGTH', '4*H'],
        },
      ],
      enables: [],
      constants: {
        REVERSED: { type: 'bool', value: false },
        M: { type: 'u32', value: 32 },
        LENGTH: { type: 'u32', value: 4 },
        H: { type: 'u32', value: 20 },
        GATES: { type: 'u32', value: 3 },
      },
      slots: { valid: 'all', product: 'direct_8x8' },
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: false,
    },
  },
} as const satisfies CataloguePart;
