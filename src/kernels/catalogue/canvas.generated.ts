// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const canvasKernels = {
  modules: {},
  slots: {},
  kernels: {
    pixels: {
      code: `











const M: u32 = 64u;
const VALUES: u32 = 784u;
const LINES: u32 = 224u;
const PITCH: u32 = 256u;
const PICTURE_WIDTH: u32 = 28u;
const PICTURE_HEIGHT: u32 = 28u;
const CHANNELS: u32 = 1u;
const COLUMNS: u32 = 8u;
const BGRA: bool = false;

@group(1) @binding(0) var<storage, read> x: array<f32>;
@group(1) @binding(1) var<storage, read_write> canvas: array<u32>;

const X_WIDTH = (VALUES + 7u) / 8u * 8u;
const CANVAS_WIDTH = (PITCH + 7u) / 8u * 8u;
const OPAQUE = 0xff000000u;

fn level(a:f32)->u32{
 return u32(255.0*clamp(a,0.0,1.0)+0.5);
}

@compute @workgroup_size(16, 4)
fn pixels(@builtin(global_invocation_id)a:vec3u){
 if(a.x>=PITCH||a.y>=LINES){
 return;
 }
 let b=a.x/PICTURE_WIDTH;
 let c=a.y/PICTURE_HEIGHT*COLUMNS+b;
 var d=0u;
 if(b<COLUMNS&&c<min(M,step.row_count)){
 let e=(a.y%PICTURE_HEIGHT*PICTURE_WIDTH+a.x%PICTURE_WIDTH)*CHANNELS;
 let f=c*X_WIDTH+e;
 let g=level(x[f]);
 var h=g;
 var i=g;
 if(CHANNELS==3u){
 h=level(x[f+1u]);
 i=level(x[f+2u]);
 }
 let j=select((i<<16u)|g,(g<<16u)|i,BGRA);
 d=OPAQUE|(h<<8u)|j;
 }
 canvas[a.y*CANVAS_WIDTH+a.x]=d;
}` as string,
      imports: ['shared/step'],
      bindings: [
        { name: 'x', access: 'read', element: 'f32', shape: ['M', 'VALUES'] },
        {
          name: 'canvas',
          access: 'read_write',
          element: 'u32',
          shape: ['LINES', 'PITCH'],
        },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 64 },
        VALUES: { type: 'u32', value: 784 },
        LINES: { type: 'u32', value: 224 },
        PITCH: { type: 'u32', value: 256 },
        PICTURE_WIDTH: { type: 'u32', value: 28 },
        PICTURE_HEIGHT: { type: 'u32', value: 28 },
        CHANNELS: { type: 'u32', value: 1 },
        COLUMNS: { type: 'u32', value: 8 },
        BGRA: { type: 'bool', value: false },
      },
      slots: {},
      workgroupSize: [16, 4, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
  },
} as const satisfies CataloguePart;
