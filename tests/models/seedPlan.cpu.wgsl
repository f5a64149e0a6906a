// ==== x: gather<load=gather_u8, transform=none>
// workgroups 4 x 128 x 1
// binding 0, read_write: batch = activations[0 .. 100352] f32
// binding 1, read: data = data[0 .. 47040000] u8
// binding 2, read: row_index = row_index[0 .. 60000] u32
const M: u32 = 128u;
const K: u32 = 784u;
@group(1) @binding(0) var<storage, read_write> batch: array<vec4f>;
const K4 = (K + 7u) / 8u * 2u;
@compute @workgroup_size(64, 1)
fn gather(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=K4||a.y>=M){
 return;
 }
 batch[a.y*K4+a.x]=transform(x_load(x_row(a.y),a.x),a.y,a.x);
}
@group(1) @binding(1) var<storage, read> data: array<u32>;
@group(1) @binding(2) var<storage, read> row_index: array<u32>;
fn x_row(a:u32)->u32{
 return row_index[step.first_row+min(a,step.row_count-1u)]*((K+7u)/8u*2u);
}
fn x_load(a:u32,b:u32)->vec4f{
 return unpack4x8unorm(data[a+b]);
}
fn transform(a:vec4f,b:u32,c:u32)->vec4f{
 return a;
}
struct Step {
 row_count: u32,
 first_row: u32,
 ring_slot: u32,
 counter: u32,
 data_counter: u32,
 data_row: u32,
 seed: u32,
 noise_scale: f32,
 optimizers: array<vec4f, 4>,
 loss_weights: array<vec4f, 4>,
 targets: array<vec4f, 2>,
}
@group(0) @binding(0) var<uniform> step: Step;

// ==== fc1.forward: dense_forward<load=gather_u8, activation=relu, product=quad_16x32>
// workgroups 13 x 2 x 1
// binding 0, read: weight = model.state[0 .. 313600] f32
// binding 1, read: bias = model.state[313600 .. 314000] f32
// binding 2, read_write: y = activations[100352 .. 151552] f32
// binding 3, read: data = data[0 .. 47040000] u8
// binding 4, read: row_index = row_index[0 .. 60000] u32
enable subgroups;
const M: u32 = 128u;
const N: u32 = 400u;
const K: u32 = 784u;
@group(1) @binding(0) var<storage, read> weight: array<vec4f>;
@group(1) @binding(1) var<storage, read> bias: array<vec4f>;
@group(1) @binding(2) var<storage, read_write> y: array<vec4f>;
const INNER4 = (K + 7u) / 8u * 2u;
const N4 = (N + 7u) / 8u * 2u;
fn rows4()->u32{
 return(M+7u)/8u*2u;
}
fn columns4()->u32{
 return N4;
}
fn left_start(a:u32)->vec4u{
 let b=4u*a;
 return vec4u(x_row(b),x_row(b+1u),x_row(b+2u),x_row(b+3u));
}
fn left_block(a:vec4u,b:u32)->mat4x4f{
 return mat4x4f(
 x_load(a.x,b),x_load(a.y,b),x_load(a.z,b),x_load(a.w,b),
 );
}
fn right_start(a:u32)->vec4u{
 return(4u*a+vec4u(0u,1u,2u,3u))*INNER4;
}
fn right_block(a:vec4u,b:u32)->mat4x4f{
 return transpose(mat4x4f(
 weight[a.x+b],weight[a.y+b],weight[a.z+b],weight[a.w+b],
 ));
}
fn emit(a:u32,b:u32,c:mat4x4f,d:mat4x4f){
 var e=array<mat4x4f,2>(c,d);
 for(var f=0u;f<2u;f++){
 let g=b+f;
 let h=bias[g];
 for(var i=0u;i<4u;i++){
 y[(4u*a+i)*N4+g]=keep_columns(activate(e[f][i]+h),g,N);
 }
 }
}
@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn dense_forward(
 @builtin(workgroup_id)a:vec3u,
 @builtin(local_invocation_index)b:u32,
){
 product(a.xy,b);
}
@group(1) @binding(3) var<storage, read> data: array<u32>;
@group(1) @binding(4) var<storage, read> row_index: array<u32>;
fn x_row(a:u32)->u32{
 return row_index[step.first_row+min(a,step.row_count-1u)]*((K+7u)/8u*2u);
}
fn x_load(a:u32,b:u32)->vec4f{
 return unpack4x8unorm(data[a+b]);
}
fn activate(a:vec4f)->vec4f{
 return max(a,vec4f());
}
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
}
fn keep_columns(a:vec4f,b:u32,c:u32)->vec4f{
 let d=vec4u(4u*b)+vec4u(0u,1u,2u,3u);
 return select(vec4f(),a,d<vec4u(c));
}
struct Step {
 row_count: u32,
 first_row: u32,
 ring_slot: u32,
 counter: u32,
 data_counter: u32,
 data_row: u32,
 seed: u32,
 noise_scale: f32,
 optimizers: array<vec4f, 4>,
 loss_weights: array<vec4f, 4>,
 targets: array<vec4f, 2>,
}
@group(0) @binding(0) var<uniform> step: Step;

// ==== fc2.forward…fc3.forward: latent_forward<noise=counter, activation=relu>
// workgroups 16 x 1 x 1
// binding 0, read: h = activations[100352 .. 151552] f32
// binding 1, read: parameters = model.state[0 .. 340112] f32
// binding 2, read_write: stats = activations[151552 .. 156672] f32
// binding 3, read_write: z = activations[156672 .. 159744] f32
// binding 4, read_write: y = activations[159744 .. 210944] f32
// binding 5, read_write: terms = kl[0 .. 20480] f32
// binding 6, read_write: partial = partial(fc2)[0 .. 15360] f32
const M: u32 = 128u;
const K: u32 = 400u;
const L: u32 = 20u;
const N: u32 = 400u;
const RING: u32 = 32u;
const PARTS: u32 = 5u;
const WEIGHT2: u32 = 78512u;
const BIAS2: u32 = 82512u;
const WEIGHT3: u32 = 82528u;
const BIAS3: u32 = 84928u;
@group(1) @binding(0) var<storage, read_write> h: array<vec4f>;
@group(1) @binding(1) var<storage, read> parameters: array<vec4f>;
@group(1) @binding(2) var<storage, read_write> stats: array<f32>;
@group(1) @binding(3) var<storage, read_write> z: array<vec4f>;
@group(1) @binding(4) var<storage, read_write> y: array<vec4f>;
@group(1) @binding(5) var<storage, read_write> terms: array<f32>;
@group(1) @binding(6) var<storage, read_write> partial: array<vec4f>;
const LANES: u32 = 64u;
const ROLLED: bool = false;
const ROWS = 8u;
const K4 = (K + 7u) / 8u * 2u;
const L4 = (L + 7u) / 8u * 2u;
const N4 = (N + 7u) / 8u * 2u;
const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const TERMS_WIDTH = (M + 7u) / 8u * 8u;
const BLOCKS = 2u * PARTS;
const TASKS = ROWS / 4u * BLOCKS;
const TASK_TURNS = (TASKS + LANES - 1u) / LANES;
const SLICES = max(1u, LANES / TASKS);
const SLICE_STEPS = (K4 + SLICES - 1u) / SLICES;
fn weight_block(a:u32,b:u32)->mat4x4f{
 return transpose(mat4x4f(
 parameters[a],parameters[a+b],
 parameters[a+2u*b],parameters[a+3u*b],
 ));
}
fn first_column(a:u32)->u32{
 return(a/PARTS)*L+4u*(a%PARTS);
}
fn partial_index(a:u32,b:u32,c:u32)->u32{
 return((a*SLICES+b)*BLOCKS+c)*ROWS;
}
fn sum_slice(a:u32,b:u32,c:u32){
 let d=b/2u;
 let e=4u*(b%2u);
 let f=(ROWS*a+e)*K4;
 let g=WEIGHT2+first_column(d)*K4;
 var i=mat4x4f();
 for(var j=0u;j<SLICE_STEPS;j++){
 let k=c*SLICE_STEPS+j;
 if(k>=K4){
 break;
 }
 let l=f+k;
 i+=weight_block(g+k,K4)
 *mat4x4f(h[l],h[l+K4],h[l+2u*K4],h[l+3u*K4]);
 }
 let l=partial_index(a,c,d)+e;
 for(var j=0u;j<4u;j++){
 partial[l+j]=i[j];
 }
}
fn join_slices(a:u32,b:u32,c:u32)->vec4f{
 let d=first_column(b);
 var e=vec4f();
 for(var f=0u;f<SLICES;f++){
 e+=partial[partial_index(a,f,b)+c];
 }
 for(var g=0u;g<4u;g++){
 e[g]+=parameters[BIAS2+(d+g)/4u][(d+g)%4u];
 }
 return e;
}
fn sample_four(a:u32,b:u32,c:u32){
 let d=ROWS*a+b;
 let e=join_slices(a,c,b);
 let f=join_slices(a,PARTS+c,b);
 let g=noise4(d,c);
 let h=d*STATS_WIDTH+4u*c;
 var i=vec4f();
 var j=0.0;
 for(var k=0u;k<min(4u,L-4u*c);k++){
 stats[h+k]=e[k];
 stats[h+L+k]=f[k];
 i[k]=e[k]+exp(0.5*f[k])*g[k];
 j+=kl_loss(e[k],f[k]);
 }
 z[d*L4+c]=i;
 let l=((step.ring_slot%RING)*PARTS+c)*TERMS_WIDTH+d;
 terms[l]=select(0.0,j,d<step.row_count);
}
fn decode_part(a:u32,b:u32)->mat4x4f{
 return weight_block(b,L4)*mat4x4f(z[a],z[a+L4],z[a+2u*L4],z[a+3u*L4]);
}
fn decode(a:u32,b:u32){
 let c=a*L4;
 let d=WEIGHT3+4u*b*L4;
 var e=mat4x4f();
 if(ROLLED){
 for(var f=0u;f<min(PARTS,PARTS+step.row_count);f++){
 e+=decode_part(c+f,d+f);
 }
 }else{
 for(var f=0u;f<PARTS;f++){
 e+=decode_part(c+f,d+f);
 }
 }
 let g=parameters[BIAS3+b];
 for(var h=0u;h<4u;h++){
 y[(a+h)*N4+b]=keep_columns(activate(e[h]+g),b,N);
 }
}
@compute @workgroup_size(LANES)
fn latent_forward(
 @builtin(workgroup_id)a:vec3u,
 @builtin(local_invocation_index)b:u32,
){
 for(var c=0u;c<TASK_TURNS;c++){
 let d=LANES*c+b;
 if(d<SLICES*TASKS){
 sum_slice(a.x,d%TASKS,d/TASKS);
 }
 }
 storageBarrier();
 for(var c=0u;c<(ROWS*PARTS+LANES-1u)/LANES;c++){
 let d=LANES*c+b;
 if(d<ROWS*PARTS){
 sample_four(a.x,d%ROWS,d/ROWS);
 }
 }
 storageBarrier();
 for(var c=0u;c<(2u*N4+LANES-1u)/LANES;c++){
 let d=LANES*c+b;
 if(d<2u*N4){
 decode(ROWS*a.x+4u*(d%2u),d/2u);
 }
 }
}
const STREAM: u32 = 3u;
fn noise4(a:u32,b:u32)->vec4f{
 let c=2u*(a*((L+3u)/4u)+b);
 let d=vec2u(step.seed,STREAM);
 return vec4f(
 normal_pair(threefry2x32(d,vec2u(step.counter,c))),
 normal_pair(threefry2x32(d,vec2u(step.counter,c+1u))),
 );
}
fn activate(a:vec4f)->vec4f{
 return max(a,vec4f());
}
fn keep_columns(a:vec4f,b:u32,c:u32)->vec4f{
 let d=vec4u(4u*b)+vec4u(0u,1u,2u,3u);
 return select(vec4f(),a,d<vec4u(c));
}
struct Step {
 row_count: u32,
 first_row: u32,
 ring_slot: u32,
 counter: u32,
 data_counter: u32,
 data_row: u32,
 seed: u32,
 noise_scale: f32,
 optimizers: array<vec4f, 4>,
 loss_weights: array<vec4f, 4>,
 targets: array<vec4f, 2>,
}
@group(0) @binding(0) var<uniform> step: Step;
const SERIES_RADIUS = 1.0;
fn exp_remainder(a:f32)->f32{
 let b=1.0+a/3.0*(1.0+a/4.0*(1.0+a/5.0*(1.0+a/6.0*(1.0+a/7.0*
 (1.0+a/8.0*(1.0+a/9.0*(1.0+a/10.0*(1.0+a/11.0))))))));
 return select(exp(a)-1.0-a,0.5*a*a*b,abs(a)<SERIES_RADIUS);
}
fn kl_loss(a:f32,b:f32)->f32{
 return 0.5*(a*a+exp_remainder(b));
}
fn kl_gradient(a:f32,b:f32)->vec2f{
 return vec2f(a,0.5*(b+exp_remainder(b)));
}
fn threefry_four_rounds(a:vec2u,b:vec4u)->vec2u{
 var c=a;
 c.x+=c.y;
 c.y=((c.y<<b.x)|(c.y>>(32u-b.x)))^c.x;
 c.x+=c.y;
 c.y=((c.y<<b.y)|(c.y>>(32u-b.y)))^c.x;
 c.x+=c.y;
 c.y=((c.y<<b.z)|(c.y>>(32u-b.z)))^c.x;
 c.x+=c.y;
 c.y=((c.y<<b.w)|(c.y>>(32u-b.w)))^c.x;
 return c;
}
fn threefry2x32(a:vec2u,b:vec2u)->vec2u{
 let c=vec4u(13u,15u,26u,6u);
 let d=vec4u(17u,29u,16u,24u);
 let e=0x1BD11BDAu^a.x^a.y;
 var f=b+a;
 f=threefry_four_rounds(f,c)+vec2u(a.y,e+1u);
 f=threefry_four_rounds(f,d)+vec2u(e,a.x+2u);
 f=threefry_four_rounds(f,c)+vec2u(a.x,a.y+3u);
 f=threefry_four_rounds(f,d)+vec2u(a.y,e+4u);
 return threefry_four_rounds(f,c)+vec2u(e,a.x+5u);
}
fn normal_pair(a:vec2u)->vec2f{
 let b=(vec2f(a>>vec2u(9u))+0.5)*0x1p-23;
 let c=sqrt(max(0.0,-2.0*log(b.x)));
 let d=6.283185307179586*(b.y-0.5);
 return c*vec2f(cos(d),sin(d));
}

// ==== fc4.forward…reconstruction.backward: dense_likelihood<load=gather_u8, likelihood=bernoulli, product=quad_16x32>
// workgroups 25 x 2 x 1
// binding 0, read: h = activations[159744 .. 210944] f32
// binding 1, read: weight = model.state[340160 .. 653760] f32
// binding 2, read: bias = model.state[653760 .. 654544] f32
// binding 3, read_write: terms = reconstruction[0 .. 401408] f32
// binding 4, read_write: doutputs = gradients[0 .. 100352] f32
// binding 5, read: data = data[0 .. 47040000] u8
// binding 6, read: row_index = row_index[0 .. 60000] u32
enable subgroups;
const M: u32 = 128u;
const K: u32 = 784u;
const H: u32 = 400u;
const RING: u32 = 32u;
const PARTS: u32 = 98u;
@group(1) @binding(0) var<storage, read> h: array<vec4f>;
@group(1) @binding(1) var<storage, read> weight: array<vec4f>;
@group(1) @binding(2) var<storage, read> bias: array<vec4f>;
@group(1) @binding(3) var<storage, read_write> terms: array<f32>;
@group(1) @binding(4) var<storage, read_write> doutputs: array<vec4f>;
const INNER4 = (H + 7u) / 8u * 2u;
const K4 = (K + 7u) / 8u * 2u;
const TERMS_WIDTH = (M + 7u) / 8u * 8u;
fn rows4()->u32{
 return(M+7u)/8u*2u;
}
fn columns4()->u32{
 return K4;
}
fn left_start(a:u32)->vec4u{
 return(4u*a+vec4u(0u,1u,2u,3u))*INNER4;
}
fn left_block(a:vec4u,b:u32)->mat4x4f{
 return mat4x4f(h[a.x+b],h[a.y+b],h[a.z+b],h[a.w+b]);
}
fn right_start(a:u32)->vec4u{
 return(4u*a+vec4u(0u,1u,2u,3u))*INNER4;
}
fn right_block(a:vec4u,b:u32)->mat4x4f{
 return transpose(mat4x4f(
 weight[a.x+b],weight[a.y+b],weight[a.z+b],weight[a.w+b],
 ));
}
fn emit(a:u32,b:u32,c:mat4x4f,d:mat4x4f){
 let e=(step.ring_slot%RING)*PARTS+b/2u;
 var f=array<mat4x4f,2>(c,d);
 for(var g=0u;g<4u;g++){
 let h=4u*a+g;
 let i=x_row(h/SAMPLES);
 var j=vec4f();
 for(var k=0u;k<2u;k++){
 let l=b+k;
 let m=f[k][g]+bias[l];
 let n=x_load(i,l);
 let o=loss_weight(h)*likelihood_gradient(h,l,m,n);
 doutputs[h*K4+l]=keep_columns(o,l,K);
 j+=keep_columns(likelihood_loss(h,l,m,n),l,K);
 }
 let p=j.x+j.y+j.z+j.w;
 terms[e*TERMS_WIDTH+h]=select(0.0,p,row_counts(h));
 }
}
@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn dense_likelihood(
 @builtin(workgroup_id)a:vec3u,
 @builtin(local_invocation_index)b:u32,
){
 product(a.xy,b);
}
@group(1) @binding(5) var<storage, read> data: array<u32>;
@group(1) @binding(6) var<storage, read> row_index: array<u32>;
fn x_row(a:u32)->u32{
 return row_index[step.first_row+min(a,step.row_count-1u)]*((K+7u)/8u*2u);
}
fn x_load(a:u32,b:u32)->vec4f{
 return unpack4x8unorm(data[a+b]);
}
fn likelihood_loss(a:u32,b:u32,c:vec4f,d:vec4f)->vec4f{
 return max(c,vec4f())-c*d+log(1.0+exp(-abs(c)));
}
fn likelihood_gradient(a:u32,b:u32,c:vec4f,d:vec4f)->vec4f{
 let e=exp(-abs(c));
 let f=select(e,vec4f(1.0),c>=vec4f())/(1.0+e);
 return f-d;
}
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
}
fn keep_columns(a:vec4f,b:u32,c:u32)->vec4f{
 let d=vec4u(4u*b)+vec4u(0u,1u,2u,3u);
 return select(vec4f(),a,d<vec4u(c));
}
const TERM: u32 = 0u;
fn loss_weight(a:u32)->f32{
 let b=step.loss_weights[TERM/4u][TERM%4u]/f32(SAMPLES);
 return select(0.0,b,row_counts(a));
}
const SAMPLES: u32 = 1u;
fn row_counts(a:u32)->bool{
 return a/SAMPLES<step.row_count;
}
struct Step {
 row_count: u32,
 first_row: u32,
 ring_slot: u32,
 counter: u32,
 data_counter: u32,
 data_row: u32,
 seed: u32,
 noise_scale: f32,
 optimizers: array<vec4f, 4>,
 loss_weights: array<vec4f, 4>,
 targets: array<vec4f, 2>,
}
@group(0) @binding(0) var<uniform> step: Step;

// ==== fc4.backward_input: dense_backward_input<activation_gradient=relu, product=quad_16x32>
// workgroups 13 x 2 x 1
// binding 0, read: dy = gradients[0 .. 100352] f32
// binding 1, read: weight = model.state[340160 .. 653760] f32
// binding 2, read_write: dx = gradients[100352 .. 151552] f32
// binding 3, read: activated = activations[159744 .. 210944] f32
enable subgroups;
const M: u32 = 128u;
const N: u32 = 784u;
const K: u32 = 400u;
const ACCUMULATE: bool = false;
@group(1) @binding(0) var<storage, read_write> dy: array<vec4f>;
@group(1) @binding(1) var<storage, read> weight: array<vec4f>;
@group(1) @binding(2) var<storage, read_write> dx: array<vec4f>;
const INNER4 = (N + 7u) / 8u * 2u;
const K4 = (K + 7u) / 8u * 2u;
fn rows4()->u32{
 return(M+7u)/8u*2u;
}
fn columns4()->u32{
 return K4;
}
fn left_start(a:u32)->vec4u{
 return(4u*a+vec4u(0u,1u,2u,3u))*INNER4;
}
fn left_block(a:vec4u,b:u32)->mat4x4f{
 return mat4x4f(dy[a.x+b],dy[a.y+b],dy[a.z+b],dy[a.w+b]);
}
fn right_start(a:u32)->vec4u{
 return a+vec4u(0u,1u,2u,3u)*K4;
}
fn right_block(a:vec4u,b:u32)->mat4x4f{
 let c=a+4u*K4*b;
 return mat4x4f(weight[c.x],weight[c.y],weight[c.z],weight[c.w]);
}
fn emit(a:u32,b:u32,c:mat4x4f,d:mat4x4f){
 var e=array<mat4x4f,2>(c,d);
 for(var f=0u;f<8u;f++){
 let g=(4u*a+(f>>1u))*K4+b+(f&1u);
 let h=e[f&1u][f>>1u]*activation_gradient(g);
 if(ACCUMULATE){
 dx[g]+=h;
 }else{
 dx[g]=h;
 }
 }
}
@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn dense_backward_input(
 @builtin(workgroup_id)a:vec3u,
 @builtin(local_invocation_index)b:u32,
){
 product(a.xy,b);
}
@group(1) @binding(3) var<storage, read> activated: array<vec4f>;
fn activation_gradient(a:u32)->vec4f{
 return select(vec4f(),vec4f(1.0),activated[a]>vec4f());
}
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
}

// ==== fc3.backward_input…fc2.backward_input: latent_backward<noise=counter, activation_gradient=relu>
// workgroups 16 x 1 x 1
// binding 0, read: dy = gradients[100352 .. 151552] f32
// binding 1, read: parameters = model.state[0 .. 339712] f32
// binding 2, read: stats = activations[151552 .. 156672] f32
// binding 3, read_write: dstats = gradients[151552 .. 156672] f32
// binding 4, read_write: dh = gradients[156672 .. 207872] f32
// binding 5, read_write: partial = partial(d(z))[0 .. 20480] f32
// binding 6, read: activated = activations[100352 .. 151552] f32
const M: u32 = 128u;
const K: u32 = 400u;
const L: u32 = 20u;
const N: u32 = 400u;
const WEIGHT2: u32 = 78512u;
const WEIGHT3: u32 = 82528u;
@group(1) @binding(0) var<storage, read_write> dy: array<vec4f>;
@group(1) @binding(1) var<storage, read> parameters: array<vec4f>;
@group(1) @binding(2) var<storage, read> stats: array<f32>;
@group(1) @binding(3) var<storage, read_write> dstats: array<f32>;
@group(1) @binding(4) var<storage, read_write> dh: array<vec4f>;
@group(1) @binding(5) var<storage, read_write> partial: array<vec4f>;
const LANES: u32 = 64u;
const ROLLED: bool = false;
const ROWS = 8u;
const K4 = (K + 7u) / 8u * 2u;
const L4 = (L + 7u) / 8u * 2u;
const N4 = (N + 7u) / 8u * 2u;
const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const PARTS = (L + 3u) / 4u;
const TASKS = ROWS / 4u * PARTS;
const TASK_TURNS = (TASKS + LANES - 1u) / LANES;
const SLICES = max(1u, LANES / TASKS);
const SLICE_STEPS = (N4 + SLICES - 1u) / SLICES;
const BLOCKS = 2u * PARTS;
const FIRST_BLOCK = (M + 7u) / 8u * SLICES * PARTS * ROWS;
fn weight_block(a:u32,b:u32)->mat4x4f{
 return mat4x4f(
 parameters[a],parameters[a+b],
 parameters[a+2u*b],parameters[a+3u*b],
 );
}
fn partial_index(a:u32,b:u32,c:u32)->u32{
 return((a*SLICES+b)*PARTS+c)*ROWS;
}
fn block_index(a:u32,b:u32)->u32{
 return FIRST_BLOCK+(a*BLOCKS+b)*ROWS;
}
fn sum_slice(a:u32,b:u32,c:u32){
 let d=b/2u;
 let e=4u*(b%2u);
 let f=(ROWS*a+e)*N4;
 var g=mat4x4f();
 for(var h=0u;h<SLICE_STEPS;h++){
 let i=c*SLICE_STEPS+h;
 if(i>=N4){
 break;
 }
 let j=f+i;
 g+=weight_block(WEIGHT3+4u*i*L4+d,L4)
 *mat4x4f(dy[j],dy[j+N4],dy[j+2u*N4],dy[j+3u*N4]);
 }
 let j=partial_index(a,c,d)+e;
 for(var h=0u;h<4u;h++){
 partial[j+h]=g[h];
 }
}
fn through_sample(a:u32,b:u32,c:u32){
 var d=vec4f();
 for(var e=0u;e<SLICES;e++){
 d+=partial[partial_index(a,e,c)+b];
 }
 let f=ROWS*a+b;
 let g=noise4(f,c);
 let h=loss_weight(f);
 let i=f*STATS_WIDTH+4u*c;
 var j=vec4f();
 var k=vec4f();
 for(var l=0u;l<min(4u,L-4u*c);l++){
 let m=stats[i+L+l];
 let n=h*kl_gradient(stats[i+l],m);
 j[l]=d[l]+n.x;
 k[l]=0.5*d[l]*g[l]*exp(0.5*m)+n.y;
 dstats[i+l]=j[l];
 dstats[i+L+l]=k[l];
 }
 partial[block_index(a,c)+b]=j;
 partial[block_index(a,PARTS+c)+b]=k;
}
fn encode_part(a:u32,b:u32,c:u32,d:u32)->mat4x4f{
 let e=(d/PARTS)*L+4u*(d%PARTS);
 let f=block_index(a,d)+b;
 return weight_block(WEIGHT2+e*K4+c,K4)
 *mat4x4f(partial[f],partial[f+1u],partial[f+2u],partial[f+3u]);
}
fn encode(a:u32,b:u32,c:u32){
 var d=mat4x4f();
 if(ROLLED){
 for(var e=0u;e<min(BLOCKS,BLOCKS+step.row_count);e++){
 d+=encode_part(a,b,c,e);
 }
 }else{
 for(var e=0u;e<BLOCKS;e++){
 d+=encode_part(a,b,c,e);
 }
 }
 for(var f=0u;f<4u;f++){
 let g=(ROWS*a+b+f)*K4+c;
 dh[g]=d[f]*activation_gradient(g);
 }
}
@compute @workgroup_size(LANES)
fn latent_backward(
 @builtin(workgroup_id)a:vec3u,
 @builtin(local_invocation_index)b:u32,
){
 for(var c=0u;c<TASK_TURNS;c++){
 let d=LANES*c+b;
 if(d<SLICES*TASKS){
 sum_slice(a.x,d%TASKS,d/TASKS);
 }
 }
 storageBarrier();
 for(var c=0u;c<(ROWS*PARTS+LANES-1u)/LANES;c++){
 let d=LANES*c+b;
 if(d<ROWS*PARTS){
 through_sample(a.x,d%ROWS,d/ROWS);
 }
 }
 storageBarrier();
 for(var c=0u;c<(2u*K4+LANES-1u)/LANES;c++){
 let d=LANES*c+b;
 if(d<2u*K4){
 encode(a.x,4u*(d%2u),d/2u);
 }
 }
}
const STREAM: u32 = 3u;
fn noise4(a:u32,b:u32)->vec4f{
 let c=2u*(a*((L+3u)/4u)+b);
 let d=vec2u(step.seed,STREAM);
 return vec4f(
 normal_pair(threefry2x32(d,vec2u(step.counter,c))),
 normal_pair(threefry2x32(d,vec2u(step.counter,c+1u))),
 );
}
@group(1) @binding(6) var<storage, read> activated: array<vec4f>;
fn activation_gradient(a:u32)->vec4f{
 return select(vec4f(),vec4f(1.0),activated[a]>vec4f());
}
const TERM: u32 = 1u;
fn loss_weight(a:u32)->f32{
 let b=step.loss_weights[TERM/4u][TERM%4u]/f32(SAMPLES);
 return select(0.0,b,row_counts(a));
}
const SAMPLES: u32 = 1u;
fn row_counts(a:u32)->bool{
 return a/SAMPLES<step.row_count;
}
struct Step {
 row_count: u32,
 first_row: u32,
 ring_slot: u32,
 counter: u32,
 data_counter: u32,
 data_row: u32,
 seed: u32,
 noise_scale: f32,
 optimizers: array<vec4f, 4>,
 loss_weights: array<vec4f, 4>,
 targets: array<vec4f, 2>,
}
@group(0) @binding(0) var<uniform> step: Step;
const SERIES_RADIUS = 1.0;
fn exp_remainder(a:f32)->f32{
 let b=1.0+a/3.0*(1.0+a/4.0*(1.0+a/5.0*(1.0+a/6.0*(1.0+a/7.0*
 (1.0+a/8.0*(1.0+a/9.0*(1.0+a/10.0*(1.0+a/11.0))))))));
 return select(exp(a)-1.0-a,0.5*a*a*b,abs(a)<SERIES_RADIUS);
}
fn kl_loss(a:f32,b:f32)->f32{
 return 0.5*(a*a+exp_remainder(b));
}
fn kl_gradient(a:f32,b:f32)->vec2f{
 return vec2f(a,0.5*(b+exp_remainder(b)));
}
fn threefry_four_rounds(a:vec2u,b:vec4u)->vec2u{
 var c=a;
 c.x+=c.y;
 c.y=((c.y<<b.x)|(c.y>>(32u-b.x)))^c.x;
 c.x+=c.y;
 c.y=((c.y<<b.y)|(c.y>>(32u-b.y)))^c.x;
 c.x+=c.y;
 c.y=((c.y<<b.z)|(c.y>>(32u-b.z)))^c.x;
 c.x+=c.y;
 c.y=((c.y<<b.w)|(c.y>>(32u-b.w)))^c.x;
 return c;
}
fn threefry2x32(a:vec2u,b:vec2u)->vec2u{
 let c=vec4u(13u,15u,26u,6u);
 let d=vec4u(17u,29u,16u,24u);
 let e=0x1BD11BDAu^a.x^a.y;
 var f=b+a;
 f=threefry_four_rounds(f,c)+vec2u(a.y,e+1u);
 f=threefry_four_rounds(f,d)+vec2u(e,a.x+2u);
 f=threefry_four_rounds(f,c)+vec2u(a.x,a.y+3u);
 f=threefry_four_rounds(f,d)+vec2u(a.y,e+4u);
 return threefry_four_rounds(f,c)+vec2u(e,a.x+5u);
}
fn normal_pair(a:vec2u)->vec2f{
 let b=(vec2f(a>>vec2u(9u))+0.5)*0x1p-23;
 let c=sqrt(max(0.0,-2.0*log(b.x)));
 let d=6.283185307179586*(b.y-0.5);
 return c*vec2f(cos(d),sin(d));
}

// ==== fc4, fc3, fc2, fc1.update: dense_backward_weight_update<input=activations, optimizer=adam, product=quad_16x32>
// workgroups 364 x 1 x 1
// binding 0, read: gradients = gradients[0 .. 207872] f32
// binding 1, read_write: state = model.state[0 .. 1963776] f32
// binding 2, read_write: health = report[0 .. 8] u32
// binding 3, read: activations = activations[0 .. 210944] f32
enable subgroups;
const M: u32 = 128u;
const P: u32 = 654592u;
const LAYERS: u32 = 4u;
const N: array<u32, 8> = array<u32, 8>(784u, 400u, 40u, 400u, 0u, 0u, 0u, 0u);
const K: array<u32, 8> = array<u32, 8>(400u, 20u, 400u, 784u, 0u, 0u, 0u, 0u);
const DY: array<u32, 8> = array<u32, 8>(0u, 25088u, 37888u, 39168u, 0u, 0u, 0u, 0u);
const X: array<u32, 8> = array<u32, 8>(39936u, 39168u, 25088u, 0u, 0u, 0u, 0u, 0u);
const WEIGHT: array<u32, 8> = array<u32, 8>(85040u, 82528u, 78512u, 0u, 0u, 0u, 0u, 0u);
const BIAS: array<u32, 8> = array<u32, 8>(163440u, 84928u, 82512u, 78400u, 0u, 0u, 0u, 0u);
@group(1) @binding(0) var<storage, read> gradients: array<vec4f>;
@group(1) @binding(1) var<storage, read_write> state: array<vec4f>;
@group(1) @binding(2) var<storage, read_write> health: array<atomic<u32>>;
const INNER4 = (M + 7u) / 8u * 2u;
const P4 = P / 4u;
struct Layer {
 n4: u32,
 k4: u32,
 dy: u32,
 x: u32,
 weight: u32,
 bias: u32,
}
var<private> layer: Layer;
var<private> halted: bool;
fn rows4()->u32{
 return layer.n4;
}
fn columns4()->u32{
 return layer.k4;
}
fn left_start(a:u32)->vec4u{
 return layer.dy+a+vec4u(0u,1u,2u,3u)*layer.n4;
}
fn left_block(a:vec4u,b:u32)->mat4x4f{
 let c=a+4u*layer.n4*b;
 return transpose(mat4x4f(gradients[c.x],gradients[c.y],gradients[c.z],gradients[c.w]));
}
fn right_start(a:u32)->vec4u{
 return input_start(layer.x,a);
}
fn right_block(a:vec4u,b:u32)->mat4x4f{
 return input_block(a,layer.k4,b);
}
fn update(a:u32,b:vec4f){
 let c=OptimizerState(state[a],state[P4+a],state[2u*P4+a]);
 let d=optimizer_step(c,clip_value(b));
 if(!optimizer_finite(d,b)){
 atomicMin(&health[0],step.counter);
 }
 state[a]=d.w;
 if(KEEPS_M){
 state[P4+a]=d.m;
 }
 if(KEEPS_V){
 state[2u*P4+a]=d.v;
 }
}
fn emit(a:u32,b:u32,c:mat4x4f,d:mat4x4f){
 var e=array<mat4x4f,2>(c,d);
 let f=layer.weight+4u*a*layer.k4+b;
 for(var g=0u;g<select(8u,0u,halted);g++){
 update(f+(g>>1u)*layer.k4+(g&1u),e[g&1u][g>>1u]);
 }
}
fn update_bias(a:u32){
 if(a>=rows4()){
 return;
 }
 var b=vec4f();
 for(var c=0u;c<select(INNER4/2u,0u,halted);c++){
 let d=layer.dy+8u*c*layer.n4+a;
 for(var e=0u;e<8u;e++){
 b+=gradients[d+e*layer.n4];
 }
 }
 if(!halted){
 update(layer.bias+a,b);
 }
}
@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn dense_backward_weight_update(
 @builtin(workgroup_id)a:vec3u,
 @builtin(num_workgroups)b:vec3u,
 @builtin(local_invocation_index)c:u32,
){
 var d=a.y*b.x+a.x;
 var e=0u;
 var f=1u;
 for(;e<LAYERS;e++){
 f=((K[e]+7u)/8u*2u+TILE_COLUMNS4-1u)/TILE_COLUMNS4;
 let g=((N[e]+7u)/8u*2u+TILE_ROWS4-1u)/TILE_ROWS4;
 if(d<f*g){
 break;
 }
 d-=f*g;
 }
 if(e==LAYERS){
 return;
 }
 halted=atomicLoad(&health[0])<step.counter;
 layer=Layer(
 (N[e]+7u)/8u*2u,(K[e]+7u)/8u*2u,
 DY[e],X[e],WEIGHT[e],BIAS[e],
 );
 product(vec2u(d%f,d/f),c);
 if(d%f==0u){
 for(var h=c;h<TILE_ROWS4;h+=WORKGROUP_X*WORKGROUP_Y){
 update_bias(d/f*TILE_ROWS4+h);
 }
 }
}
@group(1) @binding(3) var<storage, read> activations: array<vec4f>;
fn input_start(a:u32,b:u32)->vec4u{
 return vec4u(a+b,0u,0u,0u);
}
fn input_block(a:vec4u,b:u32,c:u32)->mat4x4f{
 let d=a.x+4u*b*c;
 return mat4x4f(
 activations[d],activations[d+b],activations[d+2u*b],activations[d+3u*b],
 );
}
const KEEPS_M = true;
const KEEPS_V = true;
fn optimizer_step(a:OptimizerState,b:vec4f)->OptimizerState{
 return adam_step(a,penalized(b,a.w));
}
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
}
const CLIP_VALUE: f32 = 0.0;
struct OptimizerState {
 w: vec4f,
 m: vec4f,
 v: vec4f,
}
fn clip_value(a:vec4f)->vec4f{
 if(CLIP_VALUE==0.0){
 return a;
 }
 return clamp(a,vec4f(-CLIP_VALUE),vec4f(CLIP_VALUE));
}
fn optimizer_finite(a:OptimizerState,b:vec4f)->bool{
 return all_finite(b)&&all_finite(a.v)&&all_finite(a.w);
}
fn all_finite(a:vec4f)->bool{
 let b=bitcast<vec4u>(a)&vec4u(0x7f800000u);
 return all(b!=vec4u(0x7f800000u));
}
const GROUP: u32 = 0u;
fn step_size()->f32{
 return step.optimizers[GROUP].x;
}
fn bias_correction2_sqrt()->f32{
 return step.optimizers[GROUP].y;
}
fn decay()->f32{
 return step.optimizers[GROUP].z;
}
struct Step {
 row_count: u32,
 first_row: u32,
 ring_slot: u32,
 counter: u32,
 data_counter: u32,
 data_row: u32,
 seed: u32,
 noise_scale: f32,
 optimizers: array<vec4f, 4>,
 loss_weights: array<vec4f, 4>,
 targets: array<vec4f, 2>,
}
@group(0) @binding(0) var<uniform> step: Step;
const BETA1: f32 = 0.9f;
const ONE_MINUS_BETA1: f32 = 0.09999999999999998f;
const BETA2: f32 = 0.999f;
const ONE_MINUS_BETA2: f32 = 0.0010000000000000009f;
const EPSILON: f32 = 1e-8f;
fn adam_step(a:OptimizerState,b:vec4f)->OptimizerState{
 let c=BETA1*a.m+ONE_MINUS_BETA1*b;
 let d=BETA2*a.v+ONE_MINUS_BETA2*b*b;
 let e=a.w-step_size()*c/(sqrt(d)/bias_correction2_sqrt()+EPSILON);
 return OptimizerState(e,c,d);
}
const WEIGHT_DECAY: f32 = 0f;
fn penalized(a:vec4f,b:vec4f)->vec4f{
 if(WEIGHT_DECAY==0.0){
 return a;
 }
 return a+WEIGHT_DECAY*b;
}

// ==== reconstruction.sum: sum_terms<>
// workgroups 32 x 1 x 1
// binding 0, read: terms = reconstruction[0 .. 401408] f32
// binding 1, read_write: sums = report[128 .. 160] f32
// binding 2, read_write: health = report[0 .. 8] u32
const M: u32 = 128u;
const PARTS: u32 = 98u;
const RING: u32 = 32u;
const SAMPLES: u32 = 1u;
@group(1) @binding(0) var<storage, read> terms: array<f32>;
@group(1) @binding(1) var<storage, read_write> sums: array<f32>;
@group(1) @binding(2) var<storage, read_write> health: array<atomic<u32>>;
const SLOT_WIDTH = PARTS * ((M + 7u) / 8u * 8u);
@compute @workgroup_size(64)
fn sum_terms(
 @builtin(workgroup_id)a:vec3u,
 @builtin(local_invocation_index)b:u32,
){
 if(a.x>step.ring_slot){
 return;
 }
 var c=0.0;
 for(var d=0u;d<(SLOT_WIDTH+63u)/64u;d++){
 let e=64u*d+b;
 if(e<SLOT_WIDTH){
 c+=terms[a.x*SLOT_WIDTH+e];
 }
 }
 let f=sum64(c,b)/f32(SAMPLES);
 if(b==0u){
 sums[a.x]=f;
 if(!all_finite(vec4f(f))){
 atomicMin(&health[0],step.counter-(step.ring_slot-a.x));
 }
 }
}
var<workgroup> sum64_partial: array<f32, 64>;
fn sum64(a:f32,b:u32)->f32{
 sum64_partial[b]=a;
 for(var c=32u;c>0u;c=c/2u){
 workgroupBarrier();
 if(b<c){
 sum64_partial[b]+=sum64_partial[b+c];
 }
 }
 return sum64_partial[b];
}
fn sum64_for_all(a:f32,b:u32)->f32{
 sum64(a,b);
 return workgroupUniformLoad(&sum64_partial[0]);
}
struct Step {
 row_count: u32,
 first_row: u32,
 ring_slot: u32,
 counter: u32,
 data_counter: u32,
 data_row: u32,
 seed: u32,
 noise_scale: f32,
 optimizers: array<vec4f, 4>,
 loss_weights: array<vec4f, 4>,
 targets: array<vec4f, 2>,
}
@group(0) @binding(0) var<uniform> step: Step;
fn all_finite(a:vec4f)->bool{
 let b=bitcast<vec4u>(a)&vec4u(0x7f800000u);
 return all(b!=vec4u(0x7f800000u));
}

// ==== kl.sum: sum_terms<>
// workgroups 32 x 1 x 1
// binding 0, read: terms = kl[0 .. 20480] f32
// binding 1, read_write: sums = report[192 .. 224] f32
// binding 2, read_write: health = report[0 .. 8] u32
const M: u32 = 128u;
const PARTS: u32 = 5u;
const RING: u32 = 32u;
const SAMPLES: u32 = 1u;
@group(1) @binding(0) var<storage, read> terms: array<f32>;
@group(1) @binding(1) var<storage, read_write> sums: array<f32>;
@group(1) @binding(2) var<storage, read_write> health: array<atomic<u32>>;
const SLOT_WIDTH = PARTS * ((M + 7u) / 8u * 8u);
@compute @workgroup_size(64)
fn sum_terms(
 @builtin(workgroup_id)a:vec3u,
 @builtin(local_invocation_index)b:u32,
){
 if(a.x>step.ring_slot){
 return;
 }
 var c=0.0;
 for(var d=0u;d<(SLOT_WIDTH+63u)/64u;d++){
 let e=64u*d+b;
 if(e<SLOT_WIDTH){
 c+=terms[a.x*SLOT_WIDTH+e];
 }
 }
 let f=sum64(c,b)/f32(SAMPLES);
 if(b==0u){
 sums[a.x]=f;
 if(!all_finite(vec4f(f))){
 atomicMin(&health[0],step.counter-(step.ring_slot-a.x));
 }
 }
}
var<workgroup> sum64_partial: array<f32, 64>;
fn sum64(a:f32,b:u32)->f32{
 sum64_partial[b]=a;
 for(var c=32u;c>0u;c=c/2u){
 workgroupBarrier();
 if(b<c){
 sum64_partial[b]+=sum64_partial[b+c];
 }
 }
 return sum64_partial[b];
}
fn sum64_for_all(a:f32,b:u32)->f32{
 sum64(a,b);
 return workgroupUniformLoad(&sum64_partial[0]);
}
struct Step {
 row_count: u32,
 first_row: u32,
 ring_slot: u32,
 counter: u32,
 data_counter: u32,
 data_row: u32,
 seed: u32,
 noise_scale: f32,
 optimizers: array<vec4f, 4>,
 loss_weights: array<vec4f, 4>,
 targets: array<vec4f, 2>,
}
@group(0) @binding(0) var<uniform> step: Step;
fn all_finite(a:vec4f)->bool{
 let b=bitcast<vec4u>(a)&vec4u(0x7f800000u);
 return all(b!=vec4u(0x7f800000u));
}
