// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const lstmKernels = {
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
    lstm_backward: {
      code: `












const LAST: bool = false;
const GIVEN: bool = true;
const GIVEN_CELLS: bool = true;
const ACCUMULATE_INPUTS: bool = false;

@group(1) @binding(0) var<storage, read> weight: array<f32>;
@group(1) @binding(1) var<storage, read> gates: array<vec4f>;
@group(1) @binding(2) var<storage, read> cells: array<f32>;
@group(1) @binding(3) var<storage, read_write> dstates: array<f32>;
@group(1) @binding(4) var<storage, read_write> dcells: array<f32>;
@group(1) @binding(5) var<storage, read_write> dinputs: array<vec4f>;
@group(1) @binding(6) var<storage, read_write> dsums: array<vec4f>;



var<workgroup> changes: array<vec4f, 4u * H8>;

@compute @workgroup_size(128)
fn lstm_backward(
 @builtin(workgroup_id)a:vec3u,
 @builtin(local_invocation_index)b:u32,
){
 let c=rows_of(a.x);
 var d:array<vec4f,TURNS>;
 var e:array<vec4f,TURNS>;
 for(var f=0u;f<LENGTH;f++){
 let g=LENGTH-1u-f;
 for(var h=0u;h<TURNS;h++){
 let i=b+h*LANES;
 if(i<H){
 let j=(c*PLACES+g+1u)*H8+i;
 let k=vec4f(dstates[j.x],dstates[j.y],dstates[j.z],dstates[j.w]);
 let l=d[h]+select(vec4f(),k,vec4<bool>(GIVEN));
 let m=(c*LENGTH+g)*GATES4+i;
 let n=transpose(mat4x4f(gates[m.x],gates[m.y],gates[m.z],gates[m.w]));
 let o=j-H8;
 let p=vec4f(cells[o.x],cells[o.y],cells[o.z],cells[o.w]);
 let q=tanh4(vec4f(cells[j.x],cells[j.y],cells[j.z],cells[j.w]));
 let r=vec4f(dcells[j.x],dcells[j.y],dcells[j.z],dcells[j.w]);
 let s=e[h]+select(vec4f(),r,vec4<bool>(GIVEN_CELLS));
 let t=max(n[3],vec4f());
 let u=s+l*t*(1.0-q*q);
 let v=u*n[2]*n[0]*(1.0-n[0]);
 let w=u*p*n[1]*(1.0-n[1]);
 let x=u*n[0]*(1.0-n[2]*n[2]);
 let y=l*q*t*(1.0-t);
 d[h]=select(vec4f(),l,n[3]<vec4f(-0.5));
 e[h]=u*n[1];
 changes[i]=v;
 changes[H8+i]=w;
 changes[2u*H8+i]=x;
 changes[3u*H8+i]=y;
 let z=transpose(mat4x4f(v,w,x,y));
 for(var A=0u;A<4u;A++){
 let B=4u*a.x+A;
 if(B<M){
 let C=(B*LENGTH+g)*GATES4+i;
 dinputs[C]=z[A]+select(vec4f(),dinputs[C],vec4<bool>(ACCUMULATE_INPUTS));
 dsums[(B*PLACES+g)*GATES4+i]=z[A];
 }
 }
 }
 }
 workgroupBarrier();
 for(var h=0u;h<TURNS;h++){
 let i=min(b+h*LANES,H-1u);
 var D=vec4f();
 for(var A=0u;A<H;A++){
 let E=4u*A*H8+i;
 D+=changes[A]*weight[E];
 D+=changes[H8+A]*weight[E+H8];
 D+=changes[2u*H8+A]*weight[E+2u*H8];
 D+=changes[3u*H8+A]*weight[E+3u*H8];
 }
 d[h]+=D;
 }
 workgroupBarrier();
 }
 for(var h=0u;h<TURNS;h++){
 let i=b+h*LANES;
 if(i<H){
 for(var A=0u;A<4u;A++){
 let B=4u*a.x+A;
 if(B<M){
 dsums[(B*PLACES+LENGTH)*GATES4+i]=vec4f();
 if(LAST){
 let E=B*PLACES*H8+i;
 dstates[E]=d[h][A]+select(0.0,dstates[E],GIVEN);
 dcells[E]=e[h][A]+select(0.0,dcells[E],GIVEN_CELLS);
 }
 }
 }
 }
 }
}` as string,
      imports: ['shared/recurrent_sequence', 'shared/recurrent'],
      bindings: [
        { name: 'weight', access: 'read', element: 'f32', shape: ['4*H', 'H'] },
        { name: 'gates', access: 'read', element: 'f32', shape: ['M*LENGTH', '4*H'] },
        { name: 'cells', access: 'read', element: 'f32', shape: ['M*LENGTH+M', 'H'] },
        {
          name: 'dstates',
          access: 'read_write',
          element: 'f32',
          shape: ['M*LENGTH+M', 'H'],
        },
        {
          name: 'dcells',
          access: 'read_write',
          element: 'f32',
          shape: ['M*LENGTH+M', 'H'],
        },
        {
          name: 'dinputs',
          access: 'read_write',
          element: 'f32',
          shape: ['M*LENGTH', '4*H'],
        },
        {
          name: 'dsums',
          access: 'read_write',
          element: 'f32',
          shape: ['M*LENGTH+M', '4*H'],
        },
      ],
      enables: [],
      constants: {
        LAST: { type: 'bool', value: false },
        GIVEN: { type: 'bool', value: true },
        GIVEN_CELLS: { type: 'bool', value: true },
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
    lstm_forward: {
      code: `










const REVERSED: bool = false;

@group(1) @binding(0) var<storage, read> weight: array<vec4f>;
@group(1) @binding(1) var<storage, read> bias: array<vec4f>;
@group(1) @binding(2) var<storage, read> inputs: array<vec4f>;
@group(1) @binding(3) var<storage, read_write> states: array<f32>;
@group(1) @binding(4) var<storage, read_write> cells: array<f32>;
@group(1) @binding(5) var<storage, read_write> gates: array<vec4f>;


var<workgroup> shown: array<vec4f, 2u * H8>;

@compute @workgroup_size(128)
fn lstm_forward(
 @builtin(workgroup_id)a:vec3u,
 @builtin(local_invocation_index)b:u32,
){
 let c=rows_of(a.x);
 var d:array<vec4f,TURNS>;
 for(var e=0u;e<TURNS;e++){
 let f=b+e*LANES;
 if(f<H){
 let g=c*PLACES*H8+f;
 shown[f]=vec4f(states[g.x],states[g.y],states[g.z],states[g.w]);
 d[e]=vec4f(cells[g.x],cells[g.y],cells[g.z],cells[g.w]);
 }
 }
 workgroupBarrier();
 for(var h=0u;h<LENGTH;h++){
 let i=(h&1u)*H8;
 let j=select(h,LENGTH-1u-h,REVERSED);
 let k=vec4<bool>(
 is_valid(c.x,j),is_valid(c.y,j),is_valid(c.z,j),is_valid(c.w,j),
 );
 for(var e=0u;e<TURNS;e++){
 let f=b+e*LANES;
 if(f<H){
 let l=4u*f;
 var m=vec4f();
 var n=vec4f();
 var o=vec4f();
 var p=vec4f();
 for(var q=0u;q<H4;q++){
 let r=i+4u*q;
 let s=mat4x4f(shown[r],shown[r+1u],shown[r+2u],shown[r+3u]);
 m+=s*weight[l*H4+q];
 n+=s*weight[(l+1u)*H4+q];
 o+=s*weight[(l+2u)*H4+q];
 p+=s*weight[(l+3u)*H4+q];
 }
 let t=(c*LENGTH+h)*GATES4+f;
 let u=transpose(mat4x4f(inputs[t.x],inputs[t.y],inputs[t.z],inputs[t.w]));
 let v=bias[f];
 let w=sigmoid4(m+u[0]+v.x);
 let x=sigmoid4(n+u[1]+v.y);
 let y=tanh4(o+u[2]+v.z);
 let z=sigmoid4(p+u[3]+v.w);
 let A=select(d[e],x*d[e]+w*y,k);
 d[e]=A;
 let B=select(shown[i+f],z*tanh4(A),k);
 shown[H8-i+f]=B;
 let C=transpose(mat4x4f(
 select(vec4f(),w,k),select(vec4f(1.0),x,k),
 select(vec4f(),y,k),select(vec4f(-1.0),z,k),
 ));
 for(var q=0u;q<4u;q++){
 let D=4u*a.x+q;
 if(D<M){
 gates[(D*LENGTH+h)*GATES4+f]=C[q];
 states[(D*PLACES+h+1u)*H8+f]=B[q];
 cells[(D*PLACES+h+1u)*H8+f]=A[q];
 }
 }
 }
 }
 workgroupBarrier();
 }
}` as string,
      imports: ['shared/recurrent_sequence', 'shared/recurrent'],
      bindings: [
        { name: 'weight', access: 'read', element: 'f32', shape: ['4*H', 'H'] },
        { name: 'bias', access: 'read', element: 'f32', shape: ['4*H'] },
        { name: 'inputs', access: 'read', element: 'f32', shape: ['M*LENGTH', '4*H'] },
        {
          name: 'states',
          access: 'read_write',
          element: 'f32',
          shape: ['M*LENGTH+M', 'H'],
        },
        {
          name: 'cells',
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
    lstm_step_backward: {
      code: `















const ACCUMULATE_INPUTS: bool = false;

const GIVEN_CELLS: bool = true;

@group(1) @binding(0) var<storage, read> weight: array<vec4f>;
@group(1) @binding(1) var<storage, read> at: array<u32>;
@group(1) @binding(2) var<storage, read> gates: array<vec4f>;
@group(1) @binding(3) var<storage, read> cells: array<vec4f>;
@group(1) @binding(4) var<storage, read_write> dstates: array<vec4f>;
@group(1) @binding(5) var<storage, read_write> dcells: array<vec4f>;
@group(1) @binding(6) var<storage, read_write> dinputs: array<vec4f>;
@group(1) @binding(7) var<storage, read_write> dsums: array<vec4f>;

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
 let l=max(j[3],vec4f());
 let m=tanh4(cells[d*H4+b]);
 let n=select(vec4f(),dcells[d*H4+b],vec4<bool>(GIVEN_CELLS| !FIRST));
 let o=n+f*l*(1.0-m*m);
 let p=mat4x4f(
 o*j[2]*j[0]*(1.0-j[0]),o*cells[k]*j[1]*(1.0-j[1]),
 o*j[0]*(1.0-j[2]*j[2]),f*m*l*(1.0-l),
 );
 dcells[k]=o*j[1]+select(vec4f(),dcells[k],vec4<bool>(GIVEN_CELLS));
 dstates[k]=select(vec4f(),f,j[3]<vec4f(-0.5))+
 select(vec4f(),dstates[k],vec4<bool>(GIVEN));
 var q=transpose(p);
 for(var r=0u;r<4u;r++){
 let s=4u*b+r;
 if(s<SUMS4){
 let t=g*SUMS4+s;
 dinputs[t]=q[r]+select(vec4f(),dinputs[t],vec4<bool>(ACCUMULATE_INPUTS));
 dsums[(d-1u)*SUMS4+s]=q[r];
 if(FIRST){
 dsums[d*SUMS4+s]=vec4f();
 }
 }
 }
}

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn lstm_step_backward(
 @builtin(workgroup_id)a:vec3u,
 @builtin(local_invocation_index)b:u32,
){
 product(a.xy,b);
}` as string,
      imports: ['shared/recurrent_step_backward', 'shared/recurrent'],
      bindings: [
        { name: 'weight', access: 'read', element: 'f32', shape: ['4*H', 'H'] },
        { name: 'at', access: 'read', element: 'u32', shape: ['1'] },
        { name: 'gates', access: 'read', element: 'f32', shape: ['M*LENGTH', '4*H'] },
        { name: 'cells', access: 'read', element: 'f32', shape: ['M*LENGTH+M', 'H'] },
        {
          name: 'dstates',
          access: 'read_write',
          element: 'f32',
          shape: ['M*LENGTH+M', 'H'],
        },
        {
          name: 'dcells',
          access: 'read_write',
          element: 'f32',
          shape: ['M*LENGTH+M', 'H'],
        },
        {
          name: 'dinputs',
          access: 'read_write',
          element: 'f32',
          shape: ['M*LENGTH', '4*H'],
        },
        {
          name: 'dsums',
          access: 'read_write',
          element: 'f32',
          shape: ['M*LENGTH+M', '4*H'],
        },
      ],
      enables: [],
      constants: {
        ACCUMULATE_INPUTS: { type: 'bool', value: false },
        GIVEN_CELLS: { type: 'bool', value: true },
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
    lstm_step_forward: {
      code: `















const REVERSED: bool = false;

@group(1) @binding(0) var<storage, read> weight: array<vec4f>;
@group(1) @binding(1) var<storage, read> bias: array<vec4f>;
@group(1) @binding(2) var<storage, read> inputs: array<vec4f>;
@group(1) @binding(3) var<storage, read> at: array<u32>;
@group(1) @binding(4) var<storage, read_write> states: array<f32>;
@group(1) @binding(5) var<storage, read_write> cells: array<f32>;
@group(1) @binding(6) var<storage, read_write> gates: array<vec4f>;


fn advance(a:u32,b:u32,c:mat4x4f){
 let d=at[0];
 let e=rows_from(a);
 let f=valid_rows(e,select(d,LENGTH-1u-d,REVERSED));
 let g=(e*LENGTH+d)*GATES4+b;
 let h=bias[b];
 let i=transpose(mat4x4f(
 inputs[g.x]+c[0]+h,inputs[g.y]+c[1]+h,
 inputs[g.z]+c[2]+h,inputs[g.w]+c[3]+h,
 ));
 let j=select(vec4f(),sigmoid4(i[0]),f);
 let k=select(vec4f(1.0),sigmoid4(i[1]),f);
 let l=select(vec4f(),tanh4(i[2]),f);
 let m=select(vec4f(-1.0),sigmoid4(i[3]),f);
 let n=(e*PLACES+d)*4u*H4+b;
 let o=vec4f(cells[n.x],cells[n.y],cells[n.z],cells[n.w]);
 let p=vec4f(states[n.x],states[n.y],states[n.z],states[n.w]);
 let q=k*o+j*l;
 let r=select(p,m*tanh4(q),f);
 let s=transpose(mat4x4f(j,k,l,m));
 for(var t=0u;t<4u;t++){
 if(a+t<M){
 let u=((a+t)*PLACES+d+1u)*4u*H4+b;
 gates[((a+t)*LENGTH+d)*GATES4+b]=s[t];
 cells[u]=q[t];
 states[u]=r[t];
 }
 }
}

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn lstm_step_forward(
 @builtin(workgroup_id)a:vec3u,
 @builtin(local_invocation_index)b:u32,
){
 product(a.xy,b);
}` as string,
      imports: ['shared/recurrent_step_forward', 'shared/recurrent'],
      bindings: [
        { name: 'weight', access: 'read', element: 'f32', shape: ['4*H', 'H'] },
        { name: 'bias', access: 'read', element: 'f32', shape: ['4*H'] },
        { name: 'inputs', access: 'read', element: 'f32', shape: ['M*LENGTH', '4*H'] },
        { name: 'at', access: 'read', element: 'u32', shape: ['1'] },
        {
          name: 'states',
          access: 'read_write',
          element: 'f32',
          shape: ['M*LENGTH+M', 'H'],
        },
        {
          name: 'cells',
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
