// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const classificationKernels = {
  modules: {},
  slots: {
    integer: {
      gather_u16: {
        code: `





@group(1) @binding(0) var<storage, read> field: array<vec2u>;
@group(1) @binding(1) var<storage, read> row_index: array<u32>;


fn integer_row(row: u32) -> u32 {
 let place = step.first_row + min(row, max(step.row_count, 1u) - 1u);
 return row_index[place] * ((K + 7u) / 8u * 2u);
}


fn integer_load(start: u32, column4: u32) -> vec4u {
 let words = field[start + column4].xxyy;
 return (words >> vec4u(0u, 16u, 0u, 16u)) & vec4u(0xffffu);
}` as string,
        imports: ['shared/step'],
        bindings: [
          { name: 'field', access: 'read', element: 'u16', shape: ['_', 'K'] },
          { name: 'row_index', access: 'read', element: 'u32', shape: ['_'] },
        ],
        enables: [],
        constants: {},
      },
      gather_u32: {
        code: `





@group(1) @binding(0) var<storage, read> field: array<vec4u>;
@group(1) @binding(1) var<storage, read> row_index: array<u32>;


fn integer_row(row: u32) -> u32 {
 let place = step.first_row + min(row, max(step.row_count, 1u) - 1u);
 return row_index[place] * ((K + 7u) / 8u * 2u);
}


fn integer_load(start: u32, column4: u32) -> vec4u {
 return field[start + column4];
}` as string,
        imports: ['shared/step'],
        bindings: [
          { name: 'field', access: 'read', element: 'u32', shape: ['_', 'K'] },
          { name: 'row_index', access: 'read', element: 'u32', shape: ['_'] },
        ],
        enables: [],
        constants: {},
      },
      gather_u8: {
        code: `





@group(1) @binding(0) var<storage, read> field: array<u32>;
@group(1) @binding(1) var<storage, read> row_index: array<u32>;


fn integer_row(row: u32) -> u32 {
 let place = step.first_row + min(row, max(step.row_count, 1u) - 1u);
 return row_index[place] * ((K + 7u) / 8u * 2u);
}


fn integer_load(start: u32, column4: u32) -> vec4u {
 let word = field[start + column4];
 return (vec4u(word) >> vec4u(0u, 8u, 16u, 24u)) & vec4u(0xffu);
}` as string,
        imports: ['shared/step'],
        bindings: [
          { name: 'field', access: 'read', element: 'u8', shape: ['_', 'K'] },
          { name: 'row_index', access: 'read', element: 'u32', shape: ['_'] },
        ],
        enables: [],
        constants: {},
      },
    },
  },
  kernels: {
    accuracy: {
      code: `









const M: u32 = 128u;
const C: u32 = 10u;
const RING: u32 = 32u;
const SAMPLES: u32 = 1u;

@group(1) @binding(0) var<storage, read> probabilities: array<f32>;
@group(1) @binding(1) var<storage, read> target_rows: array<f32>;
@group(1) @binding(2) var<storage, read_write> terms: array<f32>;


const LOWEST = -3.4e38;

const WIDTH = (C + 7u) / 8u * 8u;
const TERMS_WIDTH = (M + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn accuracy(@builtin(global_invocation_id) id: vec3u) {
 let row = id.x;
 if (row >= M) {
 return;
 }
 var likeliest = 0u;
 var most = LOWEST;
 var expected = 0u;
 var marked = LOWEST;
 for (var class_index = 0u; class_index < C; class_index++) {
 var sum = 0.0;
 for (var draw = 0u; draw < SAMPLES; draw++) {
 sum += probabilities[(row * SAMPLES + draw) * WIDTH + class_index];
 }
 if (sum > most) {
 most = sum;
 likeliest = class_index;
 }
 let mark = target_rows[row * WIDTH + class_index];
 if (mark > marked) {
 marked = mark;
 expected = class_index;
 }
 }
 let right = select(0.0, 1.0, likeliest == expected);
 terms[(step.ring_slot % RING) * TERMS_WIDTH + row] = select(0.0, right, row < step.row_count);
}` as string,
      imports: ['shared/step'],
      bindings: [
        {
          name: 'probabilities',
          access: 'read',
          element: 'f32',
          shape: ['M*SAMPLES', 'C'],
        },
        { name: 'target_rows', access: 'read', element: 'f32', shape: ['M', 'C'] },
        { name: 'terms', access: 'read_write', element: 'f32', shape: ['RING', '1', 'M'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        C: { type: 'u32', value: 10 },
        RING: { type: 'u32', value: 32 },
        SAMPLES: { type: 'u32', value: 1 },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    gather_indices: {
      code: `









const M: u32 = 128u;
const K: u32 = 784u;

@group(1) @binding(0) var<storage, read_write> indices: array<vec4u>;

const K4 = (K + 7u) / 8u * 2u;

@compute @workgroup_size(64, 1)
fn gather_indices(@builtin(global_invocation_id) id: vec3u) {
 if (id.x >= K4 || id.y >= M) {
 return;
 }
 indices[id.y * K4 + id.x] = integer_load(integer_row(id.y), id.x);
}` as string,
      imports: ['shared/step'],
      bindings: [{ name: 'indices', access: 'read_write', element: 'u32', shape: ['M', 'K'] }],
      enables: [],
      constants: { M: { type: 'u32', value: 128 }, K: { type: 'u32', value: 784 } },
      slots: { integer: 'gather_u32' },
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    gather_one_hot: {
      code: `










const M: u32 = 128u;
const K: u32 = 1u;
const CLASSES: u32 = 10u;

@group(1) @binding(0) var<storage, read_write> y: array<vec4f>;

const Y4 = (K * CLASSES + 7u) / 8u * 2u;

@compute @workgroup_size(64, 1)
fn gather_one_hot(@builtin(global_invocation_id) id: vec3u) {
 if (id.x >= Y4 || id.y >= M) {
 return;
 }
 let start = integer_row(id.y);
 var value = vec4f();
 for (var i = 0u; i < 4u; i++) {
 let column = 4u * id.x + i;
 if (column < K * CLASSES) {
 let k = column / CLASSES;
 value[i] = f32(integer_load(start, k / 4u)[k % 4u] == column % CLASSES);
 }
 }
 y[id.y * Y4 + id.x] = value;
}` as string,
      imports: ['shared/step'],
      bindings: [{ name: 'y', access: 'read_write', element: 'f32', shape: ['M', 'K*CLASSES'] }],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        K: { type: 'u32', value: 1 },
        CLASSES: { type: 'u32', value: 10 },
      },
      slots: { integer: 'gather_u8' },
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
  },
} as const satisfies CataloguePart;
