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

fn level(value: f32) -> u32 {
 return u32(255.0 * clamp(value, 0.0, 1.0) + 0.5);
}

@compute @workgroup_size(16, 4)
fn pixels(@builtin(global_invocation_id) id: vec3u) {
 if (id.x >= PITCH || id.y >= LINES) {
 return;
 }
 let column = id.x / PICTURE_WIDTH;
 let picture = id.y / PICTURE_HEIGHT * COLUMNS + column;
 var pixel = 0u;
 if (column < COLUMNS && picture < min(M, step.row_count)) {
 let place = (id.y % PICTURE_HEIGHT * PICTURE_WIDTH + id.x % PICTURE_WIDTH) * CHANNELS;
 let first = picture * X_WIDTH + place;
 let red = level(x[first]);
 var green = red;
 var blue = red;
 if (CHANNELS == 3u) {
 green = level(x[first + 1u]);
 blue = level(x[first + 2u]);
 }
 let ends = select((blue << 16u) | red, (red << 16u) | blue, BGRA);
 pixel = OPAQUE | (green << 8u) | ends;
 }
 canvas[id.y * CANVAS_WIDTH + id.x] = pixel;
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
