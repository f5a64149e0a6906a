// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const diagnosisKernels = {
  modules: {
    'shared/log_sum_exp': `



const LSE_EMPTY = vec2f(-3.4028234e38, 0.0);

fn lse_add(a: vec2f, b: vec2f) -> vec2f {
 let largest = max(a.x, b.x);
 return vec2f(largest, a.y * exp(a.x - largest) + b.y * exp(b.x - largest));
}

var<workgroup> lse64_partial: array<vec2f, 64>;



fn lse64(value: vec2f, lane: u32) -> vec2f {
 lse64_partial[lane] = value;
 for (var width = 32u; width > 0u; width = width / 2u) {
 workgroupBarrier();
 if (lane < width) {
 lse64_partial[lane] = lse_add(lse64_partial[lane], lse64_partial[lane + width]);
 }
 }

 return lse64_partial[lane];
}` as string,
  },
  slots: {},
  kernels: {
    aggregate_posterior: {
      code: `













const M: u32 = 128u;
const N: u32 = 1024u;
const L: u32 = 20u;

@group(1) @binding(0) var<storage, read> z: array<f32>;
@group(1) @binding(1) var<storage, read> stats: array<f32>;
@group(1) @binding(2) var<storage, read_write> log_density: array<f32>;

const Z_WIDTH = (L + 7u) / 8u * 8u;
const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const LOG_TWO_PI = 1.8378770664093453;


fn log_posterior(row: u32, n: u32) -> f32 {
 var sum = 0.0;
 for (var l = 0u; l < L; l++) {
 let mu = stats[n * STATS_WIDTH + l];
 let logvar = stats[n * STATS_WIDTH + L + l];
 let distance = z[row * Z_WIDTH + l] - mu;
 sum += LOG_TWO_PI + logvar + distance * distance * exp(-logvar);
 }
 return -0.5 * sum;
}

@compute @workgroup_size(64)
fn aggregate_posterior(
 @builtin(workgroup_id) workgroup: vec3u,
 @builtin(local_invocation_index) lane: u32,
) {
 let row = workgroup.x;
 var total = LSE_EMPTY;
 for (var n = lane; n < N; n += 64u) {
 total = lse_add(total, vec2f(log_posterior(row, n), 1.0));
 }
 let joined = lse64(total, lane);
 if (lane == 0u) {
 let density = joined.x + log(joined.y) - log(f32(N));
 log_density[row] = select(0.0, density, row < step.row_count);
 }
}` as string,
      imports: ['shared/step', 'shared/log_sum_exp'],
      bindings: [
        { name: 'z', access: 'read', element: 'f32', shape: ['M', 'L'] },
        { name: 'stats', access: 'read', element: 'f32', shape: ['N', '2*L'] },
        { name: 'log_density', access: 'read_write', element: 'f32', shape: ['M'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        N: { type: 'u32', value: 1024 },
        L: { type: 'u32', value: 20 },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 512,
      usesStep: true,
    },
  },
} as const satisfies CataloguePart;
