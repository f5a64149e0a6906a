// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const balanceKernels = {
  modules: {
    'shared/expm1': `


fn expm1(a:vec4f)->vec4f{
 let b=a*(1.0+a/2.0*(1.0+a/3.0*(1.0+a/4.0*(1.0+a/5.0*
 (1.0+a/6.0*(1.0+a/7.0*(1.0+a/8.0)))))));
 return select(exp(a)-1.0,b,abs(a)<vec4f(0.5));
}` as string,
    'shared/linear': `

fn linear_index(a:vec3u,b:vec3u,c:u32)->u32{
 return a.y*b.x*c+a.x;
}` as string,
    'shared/optimizer': `










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
}` as string,
    'shared/optimizer_scalars': `




const GROUP: u32 = 0u;


fn step_size()->f32{
 return step.optimizers[GROUP].x;
}


fn bias_correction2_sqrt()->f32{
 return step.optimizers[GROUP].y;
}


fn decay()->f32{
 return step.optimizers[GROUP].z;
}` as string,
  },
  slots: {},
  kernels: {
    balance: {
      code: `














const M: u32 = 128u;
const RING: u32 = 32u;
const LOW: f32 = 0.33;
const HIGH: f32 = 1.03;

@group(1) @binding(0) var<storage, read> real: array<f32>;
@group(1) @binding(1) var<storage, read> fake: array<f32>;
@group(1) @binding(2) var<storage, read> sample: array<f32>;
@group(1) @binding(3) var<storage, read_write> open: array<f32>;

const WIDTH = (M + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn balance(@builtin(local_invocation_index)a:u32){
 let b=step.ring_slot%RING*WIDTH;
 var c=0.0;
 var d=0.0;
 for(var e=a;e<M;e+=64u){
 c+=real[b+e];
 d+=fake[b+e]+sample[b+e];
 }
 let f=sum64_for_all(c,a);
 let g=sum64(d,a);
 if(a==0u){
 let h=f32(max(1u,min(M,step.row_count)));
 let i=vec2f(f,0.5*g)/h;
 let j=any(i<vec2f(LOW));
 let k=any(i>vec2f(HIGH));
 open[0]=select(1.0,0.0,k& !j);
 open[1]=select(1.0,0.0,j& !k);
 }
}` as string,
      imports: ['shared/step', 'shared/sum64'],
      bindings: [
        { name: 'real', access: 'read', element: 'f32', shape: ['RING', '1', 'M'] },
        { name: 'fake', access: 'read', element: 'f32', shape: ['RING', '1', 'M'] },
        { name: 'sample', access: 'read', element: 'f32', shape: ['RING', '1', 'M'] },
        { name: 'open', access: 'read_write', element: 'f32', shape: ['2'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        RING: { type: 'u32', value: 32 },
        LOW: { type: 'f32', value: 0.33 },
        HIGH: { type: 'f32', value: 1.03 },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 256,
      usesStep: true,
    },
    gated_scalars: {
      code: `















const PLACE: u32 = 0u;
const EVERY: u32 = 1u;
const LOG_BETA1: f32 = -0.10536051565782628;
const LOG_BETA2: f32 = -0.0010005003335835335;

@group(1) @binding(0) var<storage, read> open: array<f32>;
@group(1) @binding(1) var<storage, read_write> skipped: array<f32>;
@group(1) @binding(2) var<storage, read_write> scalars: array<vec4f>;
@group(1) @binding(3) var<storage, read_write> health: array<atomic<u32>>;

@compute @workgroup_size(1)
fn gated_scalars(){
 let a=open[PLACE];
 if(a==0.0&&atomicLoad(&health[0])>=step.counter){
 skipped[0]+=1.0;
 }
 let b=f32((step.counter-1u)/EVERY+1u)-skipped[0];
 let c= -expm1(vec4f(b*LOG_BETA1,b*LOG_BETA2,0.0,0.0));
 let d=select(vec2f(1.0),c.xy,vec2f(LOG_BETA1,LOG_BETA2)<vec2f(0.0));

 let e=select(vec2f(1.0),d,b>0.0);
 scalars[0]=vec4f(step_size()/e.x,sqrt(e.y),decay(),select(0.0,1.0,a!=0.0));
}` as string,
      imports: ['shared/expm1', 'shared/optimizer_scalars', 'shared/step'],
      bindings: [
        { name: 'open', access: 'read', element: 'f32', shape: ['2'] },
        { name: 'skipped', access: 'read_write', element: 'f32', shape: ['1'] },
        { name: 'scalars', access: 'read_write', element: 'f32', shape: ['4'] },
        { name: 'health', access: 'read_write', element: 'u32', shape: ['1'] },
      ],
      enables: [],
      constants: {
        PLACE: { type: 'u32', value: 0 },
        EVERY: { type: 'u32', value: 1 },
        LOG_BETA1: { type: 'f32', value: -0.10536051565782628 },
        LOG_BETA2: { type: 'f32', value: -0.0010005003335835335 },
        GROUP: { type: 'u32', value: 0 },
      },
      slots: {},
      workgroupSize: [1, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    gated_update: {
      code: `














const P: u32 = 652824u;

@group(1) @binding(0) var<storage, read_write> state: array<vec4f>;
@group(1) @binding(1) var<storage, read> gradient: array<vec4f>;
@group(1) @binding(2) var<storage, read> scalars: array<vec4f>;
@group(1) @binding(3) var<storage, read_write> health: array<atomic<u32>>;

const P4 = P / 4u;


fn step_size()->f32{
 return scalars[0].x;
}


fn bias_correction2_sqrt()->f32{
 return scalars[0].y;
}


fn decay()->f32{
 return scalars[0].z;
}

@compute @workgroup_size(64)
fn gated_update(
 @builtin(global_invocation_id)a:vec3u,
 @builtin(num_workgroups)b:vec3u,
){
 let c=linear_index(a,b,64u);
 if(c>=P4){
 return;
 }
 if(atomicLoad(&health[0])<step.counter||scalars[0].w==0.0){
 return;
 }
 let d=gradient[c];
 let e=OptimizerState(state[c],state[P4+c],state[2u*P4+c]);
 let f=optimizer_step(e,clip_value(clip_norm(d)));
 if(!optimizer_finite(f,d)){
 atomicMin(&health[0],step.counter);
 }
 state[c]=f.w;
 if(KEEPS_M){
 state[P4+c]=f.m;
 }
 if(KEEPS_V){
 state[2u*P4+c]=f.v;
 }
}` as string,
      imports: ['shared/optimizer', 'shared/finite', 'shared/step', 'shared/linear'],
      bindings: [
        { name: 'state', access: 'read_write', element: 'f32', shape: ['3*P'] },
        { name: 'gradient', access: 'read', element: 'f32', shape: ['P'] },
        { name: 'scalars', access: 'read', element: 'f32', shape: ['4'] },
        { name: 'health', access: 'read_write', element: 'u32', shape: ['1'] },
      ],
      enables: [],
      constants: { P: { type: 'u32', value: 652824 }, CLIP_VALUE: { type: 'f32', value: 0 } },
      slots: { optimizer: 'adam', clip: 'none' },
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
  },
} as const satisfies CataloguePart;
