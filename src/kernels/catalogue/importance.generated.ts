// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const importanceKernels = {
  modules: {},
  slots: {
    term_weight: {
      rows: {
        code: `

@group(1) @binding(0) var<storage, read> dterms: array<f32>;


fn term_weight(row: u32) -> f32 {
 return dterms[row];
}` as string,
        imports: [],
        bindings: [{ name: 'dterms', access: 'read', element: 'f32', shape: ['_'] }],
        enables: [],
        constants: {},
      },
    },
  },
  kernels: {
    importance_bound_backward: {
      code: `









const M: u32 = 128u;
const DRAWS: u32 = 8u;
const ACCUMULATE: bool = false;

@group(1) @binding(0) var<storage, read> shares: array<f32>;
@group(1) @binding(1) var<storage, read_write> dcost: array<f32>;

@compute @workgroup_size(64)
fn importance_bound_backward(@builtin(global_invocation_id) id: vec3u) {
 if (id.x >= M * DRAWS) {
 return;
 }
 let value = term_weight(id.x / DRAWS) * shares[id.x];
 if (ACCUMULATE) {
 dcost[id.x] += value;
 } else {
 dcost[id.x] = value;
 }
}` as string,
      imports: [],
      bindings: [
        { name: 'shares', access: 'read', element: 'f32', shape: ['M*DRAWS'] },
        { name: 'dcost', access: 'read_write', element: 'f32', shape: ['M*DRAWS'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        DRAWS: { type: 'u32', value: 8 },
        ACCUMULATE: { type: 'bool', value: false },
      },
      slots: { term_weight: 'scalar' },
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    importance_bound_forward: {
      code: `













const M: u32 = 128u;
const DRAWS: u32 = 8u;
const RING: u32 = 32u;

@group(1) @binding(0) var<storage, read_write> bound: array<f32>;
@group(1) @binding(1) var<storage, read> reconstruction: array<f32>;
@group(1) @binding(2) var<storage, read> kl: array<f32>;
@group(1) @binding(3) var<storage, read_write> shares: array<f32>;

const ROWS_WIDTH = (M * DRAWS + 7u) / 8u * 8u;
const BOUND_WIDTH = (M + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn importance_bound_forward(@builtin(global_invocation_id) id: vec3u) {
 let row = id.x;
 if (row >= M) {
 return;
 }
 let slot = step.ring_slot % RING;
 let first = slot * ROWS_WIDTH + DRAWS * row;
 var least = 3.4e38;
 for (var s = 0u; s < DRAWS; s++) {
 least = min(least, reconstruction[first + s] + kl[first + s]);
 }
 var sum = 0.0;
 for (var s = 0u; s < DRAWS; s++) {
 sum += exp(least - (reconstruction[first + s] + kl[first + s]));
 }
 let counts = row < step.row_count;
 for (var s = 0u; s < DRAWS; s++) {
 let share = exp(least - (reconstruction[first + s] + kl[first + s])) / sum;
 shares[DRAWS * row + s] = select(0.0, share, counts);
 }
 bound[slot * BOUND_WIDTH + row] = select(0.0, least - log(sum / f32(DRAWS)), counts);
}` as string,
      imports: ['shared/step'],
      bindings: [
        { name: 'bound', access: 'read_write', element: 'f32', shape: ['RING', '1', 'M'] },
        {
          name: 'reconstruction',
          access: 'read',
          element: 'f32',
          shape: ['RING', '1', 'M*DRAWS'],
        },
        { name: 'kl', access: 'read', element: 'f32', shape: ['RING', '1', 'M*DRAWS'] },
        { name: 'shares', access: 'read_write', element: 'f32', shape: ['M*DRAWS'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        DRAWS: { type: 'u32', value: 8 },
        RING: { type: 'u32', value: 32 },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    sampled_kl_backward: {
      code: `












const M: u32 = 128u;
const L: u32 = 20u;
const ACCUMULATE_Z: bool = false;
const ACCUMULATE_STATS: bool = false;

@group(1) @binding(0) var<storage, read_write> dstats: array<f32>;
@group(1) @binding(1) var<storage, read> z: array<f32>;
@group(1) @binding(2) var<storage, read_write> dz: array<f32>;

const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const Z_WIDTH = (L + 7u) / 8u * 8u;

@compute @workgroup_size(8, 8)
fn sampled_kl_backward(@builtin(global_invocation_id) id: vec3u) {
 if (id.x >= L || id.y >= M) {
 return;
 }
 var weights = 0.0;
 for (var s = 0u; s < SAMPLES; s++) {
 let row = SAMPLES * id.y + s;
 let weight = term_weight(row);
 weights += weight;
 let index = row * Z_WIDTH + id.x;
 if (ACCUMULATE_Z) {
 dz[index] += weight * z[index];
 } else {
 dz[index] = weight * z[index];
 }
 }
 let mu_index = id.y * STATS_WIDTH + id.x;
 if (ACCUMULATE_STATS) {
 dstats[mu_index + L] -= 0.5 * weights;
 } else {
 dstats[mu_index] = 0.0;
 dstats[mu_index + L] = -0.5 * weights;
 }
}` as string,
      imports: ['shared/samples', 'shared/step'],
      bindings: [
        { name: 'dstats', access: 'read_write', element: 'f32', shape: ['M', '2*L'] },
        { name: 'z', access: 'read', element: 'f32', shape: ['M*SAMPLES', 'L'] },
        { name: 'dz', access: 'read_write', element: 'f32', shape: ['M*SAMPLES', 'L'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        L: { type: 'u32', value: 20 },
        ACCUMULATE_Z: { type: 'bool', value: false },
        ACCUMULATE_STATS: { type: 'bool', value: false },
        SAMPLES: { type: 'u32', value: 1 },
      },
      slots: { term_weight: 'scalar' },
      workgroupSize: [8, 8, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    sampled_kl_forward: {
      code: `













const M: u32 = 128u;
const L: u32 = 20u;
const SAMPLES: u32 = 1u;
const RING: u32 = 32u;

@group(1) @binding(0) var<storage, read> stats: array<f32>;
@group(1) @binding(1) var<storage, read> z: array<vec4f>;
@group(1) @binding(2) var<storage, read_write> terms: array<f32>;

const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const L4 = (L + 7u) / 8u * 2u;
const TERMS_WIDTH = (M * SAMPLES + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn sampled_kl_forward(@builtin(global_invocation_id) id: vec3u) {
 let row = id.x;
 if (row >= M * SAMPLES) {
 return;
 }
 var sums = vec4f();
 for (var column4 = 0u; column4 < (L + 3u) / 4u; column4++) {
 let sample = z[row * L4 + column4];
 let noise = noise4(row, column4);
 let start = row / SAMPLES * STATS_WIDTH + L + 4u * column4;
 var logvar = vec4f();
 for (var i = 0u; i < min(4u, L - 4u * column4); i++) {
 logvar[i] = stats[start + i];
 }
 sums += keep_columns(0.5 * (sample * sample - noise * noise - logvar), column4, L);
 }
 let sum = sums.x + sums.y + sums.z + sums.w;
 terms[(step.ring_slot % RING) * TERMS_WIDTH + row] =
 select(0.0, sum, row / SAMPLES < step.row_count);
}` as string,
      imports: ['shared/step', 'shared/columns'],
      bindings: [
        { name: 'stats', access: 'read', element: 'f32', shape: ['M', '2*L'] },
        { name: 'z', access: 'read', element: 'f32', shape: ['M*SAMPLES', 'L'] },
        {
          name: 'terms',
          access: 'read_write',
          element: 'f32',
          shape: ['RING', '1', 'M*SAMPLES'],
        },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        L: { type: 'u32', value: 20 },
        SAMPLES: { type: 'u32', value: 1 },
        RING: { type: 'u32', value: 32 },
      },
      slots: { noise: 'counter' },
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
  },
} as const satisfies CataloguePart;
