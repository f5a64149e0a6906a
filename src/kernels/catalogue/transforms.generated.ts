// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const transformsKernels = {
  modules: {
    'shared/uniform': `









fn uniform4(stream: u32, row: u32, column4: u32, width: u32) -> vec4f {
 let index = 2u * ((step.data_row + row) * ((width + 3u) / 4u) + column4);
 let key = vec2u(step.seed, stream);
 let bits = vec4u(
 threefry2x32(key, vec2u(step.data_counter, index)),
 threefry2x32(key, vec2u(step.data_counter, index + 1u)),
 );
 return (vec4f(bits >> vec4u(9u)) + 0.5) * 0x1p-23;
}` as string,
  },
  slots: {
    transform: {
      binarize: {
        code: `





const STREAM: u32 = 0u;

fn transform(value: vec4f, row: u32, column4: u32) -> vec4f {
 return select(vec4f(), vec4f(1.0), uniform4(STREAM, row, column4, K) < value);
}` as string,
        imports: ['shared/uniform', 'shared/step', 'shared/threefry'],
        bindings: [],
        enables: [],
        constants: { STREAM: { type: 'u32', value: 0 } },
      },
      dropout: {
        code: `






const STREAM: u32 = 0u;
const RATE: f32 = 0.5;

fn transform(value: vec4f, row: u32, column4: u32) -> vec4f {
 return select(value / (1.0 - RATE), vec4f(), uniform4(STREAM, row, column4, K) < vec4f(RATE));
}` as string,
        imports: ['shared/uniform', 'shared/step', 'shared/threefry'],
        bindings: [],
        enables: [],
        constants: { STREAM: { type: 'u32', value: 0 }, RATE: { type: 'f32', value: 0.5 } },
      },
      threshold: {
        code: `

fn transform(value: vec4f, row: u32, column4: u32) -> vec4f {
 return select(vec4f(), vec4f(1.0), value >= vec4f(0.5));
}` as string,
        imports: [],
        bindings: [],
        enables: [],
        constants: {},
      },
    },
  },
  kernels: {
    normalize_rows: {
      code: `









const M: u32 = 128u;
const K: u32 = 784u;

@group(1) @binding(0) var<storage, read> x: array<vec4f>;
@group(1) @binding(1) var<storage, read_write> y: array<vec4f>;

const K4 = (K + 7u) / 8u * 2u;

@compute @workgroup_size(64)
fn normalize_rows(
 @builtin(workgroup_id) workgroup: vec3u,
 @builtin(local_invocation_index) lane: u32,
) {
 let start = workgroup.x * K4;
 var sum = 0.0;
 for (var k4 = lane; k4 < K4; k4 += 64u) {
 sum += dot(x[start + k4], x[start + k4]);
 }
 let norm = max(sqrt(sum64_for_all(sum, lane)), 1e-12);
 for (var k4 = lane; k4 < K4; k4 += 64u) {
 y[start + k4] = x[start + k4] / norm;
 }
}` as string,
      imports: ['shared/sum64'],
      bindings: [
        { name: 'x', access: 'read', element: 'f32', shape: ['M', 'K'] },
        { name: 'y', access: 'read_write', element: 'f32', shape: ['M', 'K'] },
      ],
      enables: [],
      constants: { M: { type: 'u32', value: 128 }, K: { type: 'u32', value: 784 } },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 256,
      usesStep: false,
    },
  },
} as const satisfies CataloguePart;
