// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const domainKernels = {
  modules: {
    'shared/max64': `


var<workgroup> max64_partial: array<f32, 64>;

fn max64_for_all(value: f32, lane: u32) -> f32 {
 max64_partial[lane] = value;
 for (var width = 32u; width > 0u; width = width / 2u) {
 workgroupBarrier();
 if (lane < width) {
 max64_partial[lane] = max(max64_partial[lane], max64_partial[lane + width]);
 }
 }
 return workgroupUniformLoad(&max64_partial[0]);
}` as string,
  },
  slots: {},
  kernels: {
    outside_domain: {
      code: `










const M: u32 = 128u;
const K: u32 = 784u;
const BOUNDED: u32 = 784u;
const LEAST: f32 = 0.0;
const MOST: f32 = 1.0;

@group(1) @binding(0) var<storage, read> x: array<vec4f>;
@group(1) @binding(1) var<storage, read_write> first: array<u32>;

const K4 = (K + 7u) / 8u * 2u;

const INFINITE = 0x7f800000u;

@compute @workgroup_size(64)
fn outside_domain(
 @builtin(workgroup_id) workgroup: vec3u,
 @builtin(num_workgroups) workgroups: vec3u,
 @builtin(local_invocation_index) lane: u32,
) {
 let row = workgroup.y * workgroups.x + workgroup.x;
 if (row >= M) {
 return;
 }

 var found = 0u;
 for (var k4 = lane; k4 < K4; k4 += 64u) {
 let values = x[row * K4 + k4];
 let columns = 4u * k4 + vec4u(0u, 1u, 2u, 3u);
 let inside = (values >= vec4f(LEAST)) & (values <= vec4f(MOST));

 let finite = (bitcast<vec4u>(values) & vec4u(INFINITE)) != vec4u(INFINITE);
 let wrong = !finite | (!inside & (columns < vec4u(min(BOUNDED, K))));
 let places = select(vec4u(), 4u * K4 - columns, wrong);
 found = max(found, max(max(places.x, places.y), max(places.z, places.w)));
 }
 let last = max64_for_all(f32(found), lane);
 if (lane == 0u) {
 first[row] = 4u * K4 - u32(last);
 }
}` as string,
      imports: ['shared/max64'],
      bindings: [
        { name: 'x', access: 'read', element: 'f32', shape: ['M', 'K'] },
        { name: 'first', access: 'read_write', element: 'u32', shape: ['M'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        K: { type: 'u32', value: 784 },
        BOUNDED: { type: 'u32', value: 784 },
        LEAST: { type: 'f32', value: 0 },
        MOST: { type: 'f32', value: 1 },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 256,
      usesStep: false,
    },
  },
} as const satisfies CataloguePart;
