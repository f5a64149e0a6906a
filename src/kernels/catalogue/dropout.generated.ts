// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const dropoutKernels = {
  modules: {
    'shared/gaussian': `









fn gaussian_tail(a:vec4f)->vec4f{
 let b=0.7071067811865476*abs(a);
 let c=1.0/(1.0+0.5*b);
 let d= -1.26551223+c*(1.00002368+c*(0.37409196+c*(0.09678418+
 c*(-0.18628806+c*(0.27886807+c*(-1.13520398+c*(1.48851587+
 c*(-0.82215223+c*0.17087277))))))));
 return 0.5*c*exp(d-b*b);
}

fn gaussian_cdf(a:vec4f)->vec4f{
 let b=gaussian_tail(a);
 return select(b,1.0-b,a>vec4f());
}

fn gaussian_density(a:vec4f)->vec4f{
 return 0.3989422804014327*exp(-0.5*a*a);
}` as string,
    'shared/uniform_block': `






fn uniform_block(a:u32,b:u32,c:u32)->vec4f{
 let d=vec2u(step.seed,a);
 let e=vec4u(
 threefry2x32(d,vec2u(b,c)),
 threefry2x32(d,vec2u(b,c+1u)),
 );
 return(vec4f(e>>vec4u(9u))+0.5)*0x1p-23;
}` as string,
  },
  slots: {
    uniform: {
      counter: {
        code: `




const STREAM: u32 = 0u;


fn uniform_noise4(a:u32,b:u32)->vec4f{
 let c=2u*(a*((K+3u)/4u)+b);
 return uniform_block(STREAM,step.counter,c);
}` as string,
        imports: ['shared/step', 'shared/uniform_block', 'shared/threefry'],
        bindings: [],
        enables: [],
        constants: { STREAM: { type: 'u32', value: 0 } },
      },
      given: {
        code: `



@group(1) @binding(0) var<storage, read> noise: array<vec4f>;


fn uniform_noise4(a:u32,b:u32)->vec4f{
 return gaussian_cdf(noise[a*((K+7u)/8u*2u)+b]);
}` as string,
        imports: ['shared/gaussian'],
        bindings: [{ name: 'noise', access: 'read', element: 'f32', shape: ['_', 'K'] }],
        enables: [],
        constants: {},
      },
    },
  },
  kernels: {
    dropout: {
      code: `











const M: u32 = 128u;
const K: u32 = 400u;
const RATE: f32 = 0.5;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> x: array<vec4f>;
@group(1) @binding(1) var<storage, read_write> y: array<vec4f>;

const K4 = (K + 7u) / 8u * 2u;

@compute @workgroup_size(64, 1)
fn dropout(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=K4||a.y>=M){
 return;
 }
 let b=a.y*K4+a.x;
 let c=uniform_noise4(a.y,a.x)<vec4f(RATE);
 let d=select(x[b]/(1.0-RATE),vec4f(),c);
 if(ACCUMULATE){
 y[b]+=d;
 }else{
 y[b]=d;
 }
}` as string,
      imports: [],
      bindings: [
        { name: 'x', access: 'read', element: 'f32', shape: ['M', 'K'] },
        { name: 'y', access: 'read_write', element: 'f32', shape: ['M', 'K'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        K: { type: 'u32', value: 400 },
        RATE: { type: 'f32', value: 0.5 },
        ACCUMULATE: { type: 'bool', value: false },
      },
      slots: { uniform: 'counter' },
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
  },
} as const satisfies CataloguePart;
