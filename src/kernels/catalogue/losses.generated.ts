// Generated from shaders/ by scripts/catalogue.mjs; run `npm run catalogue` instead of editing.
import type { CataloguePart } from '../catalogue.types.ts';

export const lossesKernels = {
  modules: {},
  slots: {},
  kernels: {
    kl_forward: {
      code: `









const M: u32 = 128u;
const L: u32 = 20u;
const RING: u32 = 32u;

@group(1) @binding(0) var<storage, read> stats: array<f32>;
@group(1) @binding(1) var<storage, read_write> terms: array<f32>;

const STATS_WIDTH = (2u * L + 7u) / 8u * 8u;
const TERMS_WIDTH = (M + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn kl_forward(@builtin(global_invocation_id) id: vec3u) {
 let row = id.x;
 if (row >= M) {
 return;
 }
 var sum = 0.0;
 for (var column = 0u; column < L; column++) {
 let index = row * STATS_WIDTH + column;
 sum += kl_loss(stats[index], stats[index + L]);
 }
 terms[(step.ring_slot % RING) * TERMS_WIDTH + row] = select(0.0, sum, row < step.row_count);
}` as string,
      imports: ['shared/step', 'shared/kl'],
      bindings: [
        { name: 'stats', access: 'read', element: 'f32', shape: ['M', '2*L'] },
        { name: 'terms', access: 'read_write', element: 'f32', shape: ['RING', '1', 'M'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        L: { type: 'u32', value: 20 },
        RING: { type: 'u32', value: 32 },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    latent_forward: {
      code: `
























const M: u32 = 128u;
const K: u32 = 400u;
const L: u32 = 20u;
const N: u32 = 400u;
const RING: u32 = 32u;
const PARTS: u32 = 5u;
const WEIGHT2: u32 = 0u;
const BIAS2: u32 = 0u;
const WEIGHT3: u32 = 0u;
const BIAS3: u32 = 0u;

@group(1) @binding(0) var<storage, read> h: array<vec4f>;
@group(1) @binding(1) var<storage, read> parameters: array<vec4f>;
@group(1) @binding(2) var<storage, read_write> stats: array<f32>;
@group(1) @binding(3) var<storage, read_write> z: array<vec4f>;
@group(1) @binding(4) var<storage, read_write> y: array<vec4f>;
@group(1) @binding(5) var<storage, read_write> terms: array<f32>;

@group(1) @binding(6) var<storage, read_write> partial: array<vec4f>;


const LANES: u32 = 64u;
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


fn weight_block(start: u32, width4: u32) -> mat4x4f {
 return transpose(mat4x4f(
 parameters[start], parameters[start + width4],
 parameters[start + 2u * width4], parameters[start + 3u * width4],
 ));
}



fn first_column(block: u32) -> u32 {
 return (block / PARTS) * L + 4u * (block % PARTS);
}

fn partial_index(workgroup: u32, slice: u32, block: u32) -> u32 {
 return ((workgroup * SLICES + slice) * BLOCKS + block) * ROWS;
}

fn sum_slice(workgroup: u32, task: u32, slice: u32) {
 let block = task / 2u;
 let row = 4u * (task % 2u);
 let left = (ROWS * workgroup + row) * K4;
 let right = WEIGHT2 + first_column(block) * K4;
 var sums = mat4x4f();
 for (var i = 0u; i < SLICE_STEPS; i++) {
 let k4 = slice * SLICE_STEPS + i;
 if (k4 >= K4) {
 break;
 }
 let at = left + k4;
 sums += weight_block(right + k4, K4)
 * mat4x4f(h[at], h[at + K4], h[at + 2u * K4], h[at + 3u * K4]);
 }
 let at = partial_index(workgroup, slice, block) + row;
 for (var i = 0u; i < 4u; i++) {
 partial[at + i] = sums[i];
 }
}

fn join_slices(workgroup: u32, block: u32, row: u32) -> vec4f {
 let column = first_column(block);
 var sum = vec4f();
 for (var slice = 0u; slice < SLICES; slice++) {
 sum += partial[partial_index(workgroup, slice, block) + row];
 }
 for (var i = 0u; i < 4u; i++) {
 sum[i] += parameters[BIAS2 + (column + i) / 4u][(column + i) % 4u];
 }
 return sum;
}


fn sample_four(workgroup: u32, local_row: u32, part: u32) {
 let row = ROWS * workgroup + local_row;
 let mu = join_slices(workgroup, part, local_row);
 let logvar = join_slices(workgroup, PARTS + part, local_row);
 let noise = noise4(row, part);
 let at = row * STATS_WIDTH + 4u * part;
 var sampled = vec4f();
 var kl = 0.0;
 for (var i = 0u; i < min(4u, L - 4u * part); i++) {
 stats[at + i] = mu[i];
 stats[at + L + i] = logvar[i];
 sampled[i] = mu[i] + exp(0.5 * logvar[i]) * noise[i];
 kl += kl_loss(mu[i], logvar[i]);
 }
 z[row * L4 + part] = sampled;
 let term = ((step.ring_slot % RING) * PARTS + part) * TERMS_WIDTH + row;
 terms[term] = select(0.0, kl, row < step.row_count);
}


fn decode(first_row: u32, column4: u32) {
 let left = first_row * L4;
 let right = WEIGHT3 + 4u * column4 * L4;
 var sums = mat4x4f();


 let parts = select(PARTS, min(PARTS, arrayLength(&z)), LANES == 64u);
 for (var l4 = 0u; l4 < parts; l4++) {
 let at = left + l4;
 sums += weight_block(right + l4, L4)
 * mat4x4f(z[at], z[at + L4], z[at + 2u * L4], z[at + 3u * L4]);
 }
 let bias = parameters[BIAS3 + column4];
 for (var i = 0u; i < 4u; i++) {
 y[(first_row + i) * N4 + column4] = keep_columns(activate(sums[i] + bias), column4, N);
 }
}

@compute @workgroup_size(LANES)
fn latent_forward(
 @builtin(workgroup_id) workgroup: vec3u,
 @builtin(local_invocation_index) lane: u32,
) {
 for (var turn = 0u; turn < TASK_TURNS; turn++) {
 let i = LANES * turn + lane;
 if (i < SLICES * TASKS) {
 sum_slice(workgroup.x, i % TASKS, i / TASKS);
 }
 }
 storageBarrier();
 for (var turn = 0u; turn < (ROWS * PARTS + LANES - 1u) / LANES; turn++) {
 let i = LANES * turn + lane;
 if (i < ROWS * PARTS) {
 sample_four(workgroup.x, i % ROWS, i / ROWS);
 }
 }
 storageBarrier();
 for (var turn = 0u; turn < (2u * N4 + LANES - 1u) / LANES; turn++) {
 let i = LANES * turn + lane;
 if (i < 2u * N4) {
 decode(ROWS * workgroup.x + 4u * (i % 2u), i / 2u);
 }
 }
}` as string,
      imports: ['shared/columns', 'shared/step', 'shared/kl'],
      bindings: [
        { name: 'h', access: 'read', element: 'f32', shape: ['M', 'K'] },
        { name: 'parameters', access: 'read', element: 'f32', shape: ['_'] },
        { name: 'stats', access: 'read_write', element: 'f32', shape: ['M', '2*L'] },
        { name: 'z', access: 'read_write', element: 'f32', shape: ['M', 'L'] },
        { name: 'y', access: 'read_write', element: 'f32', shape: ['M', 'N'] },
        {
          name: 'terms',
          access: 'read_write',
          element: 'f32',
          shape: ['RING', 'PARTS', 'M'],
        },
        { name: 'partial', access: 'read_write', element: 'f32', shape: ['_'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        K: { type: 'u32', value: 400 },
        L: { type: 'u32', value: 20 },
        N: { type: 'u32', value: 400 },
        RING: { type: 'u32', value: 32 },
        PARTS: { type: 'u32', value: 5 },
        WEIGHT2: { type: 'u32', value: 0 },
        BIAS2: { type: 'u32', value: 0 },
        WEIGHT3: { type: 'u32', value: 0 },
        BIAS3: { type: 'u32', value: 0 },
        LANES: { type: 'u32', value: 64 },
      },
      slots: { noise: 'counter', activation: 'relu' },
      workgroupSize: [64, 1, 1],
      workgroupBytes: 0,
      usesStep: true,
    },
    likelihood_forward: {
      code: `














const M: u32 = 128u;
const K: u32 = 784u;
const RING: u32 = 32u;

@group(1) @binding(0) var<storage, read> outputs: array<vec4f>;
@group(1) @binding(1) var<storage, read_write> terms: array<f32>;

const K4 = (K + 7u) / 8u * 2u;
const TERMS_WIDTH = (M + 7u) / 8u * 8u;

@compute @workgroup_size(64)
fn likelihood_forward(
 @builtin(workgroup_id) workgroup: vec3u,
 @builtin(local_invocation_index) lane: u32,
) {
 let row = workgroup.x;
 let start = x_row(row / SAMPLES);
 var losses = vec4f();
 for (var k4 = lane; k4 < K4; k4 += 64u) {
 let loss = likelihood_loss(row, k4, outputs[row * K4 + k4], x_load(start, k4));
 losses += keep_columns(loss, k4, K);
 }
 let sum = sum64(losses.x + losses.y + losses.z + losses.w, lane);
 if (lane == 0u) {
 terms[(step.ring_slot % RING) * TERMS_WIDTH + row] = select(0.0, sum, row_counts(row));
 }
}` as string,
      imports: ['shared/samples', 'shared/step', 'shared/columns', 'shared/sum64'],
      bindings: [
        { name: 'outputs', access: 'read', element: 'f32', shape: ['M', 'K'] },
        { name: 'terms', access: 'read_write', element: 'f32', shape: ['RING', '1', 'M'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        K: { type: 'u32', value: 784 },
        RING: { type: 'u32', value: 32 },
        SAMPLES: { type: 'u32', value: 1 },
      },
      slots: { load: 'matrix', likelihood: 'bernoulli' },
      workgroupSize: [64, 1, 1],
      workgroupBytes: 256,
      usesStep: true,
    },
    sum_terms: {
      code: `












const M: u32 = 128u;
const PARTS: u32 = 1u;
const RING: u32 = 32u;
const SAMPLES: u32 = 1u;

@group(1) @binding(0) var<storage, read> terms: array<f32>;
@group(1) @binding(1) var<storage, read_write> sums: array<f32>;
@group(1) @binding(2) var<storage, read_write> health: array<atomic<u32>>;


const SLOT_WIDTH = PARTS * ((M + 7u) / 8u * 8u);

@compute @workgroup_size(64)
fn sum_terms(
 @builtin(workgroup_id) workgroup: vec3u,
 @builtin(local_invocation_index) lane: u32,
) {

 if (workgroup.x > step.ring_slot) {
 return;
 }
 var sum = 0.0;
 for (var turn = 0u; turn < (SLOT_WIDTH + 63u) / 64u; turn++) {
 let i = 64u * turn + lane;
 if (i < SLOT_WIDTH) {
 sum += terms[workgroup.x * SLOT_WIDTH + i];
 }
 }
 let total = sum64(sum, lane) / f32(SAMPLES);
 if (lane == 0u) {
 sums[workgroup.x] = total;
 if (!all_finite(vec4f(total))) {
 atomicMin(&health[0], step.counter - (step.ring_slot - workgroup.x));
 }
 }
}` as string,
      imports: ['shared/sum64', 'shared/step', 'shared/finite'],
      bindings: [
        { name: 'terms', access: 'read', element: 'f32', shape: ['RING', 'PARTS', 'M'] },
        { name: 'sums', access: 'read_write', element: 'f32', shape: ['RING'] },
        { name: 'health', access: 'read_write', element: 'u32', shape: ['1'] },
      ],
      enables: [],
      constants: {
        M: { type: 'u32', value: 128 },
        PARTS: { type: 'u32', value: 1 },
        RING: { type: 'u32', value: 32 },
        SAMPLES: { type: 'u32', value: 1 },
      },
      slots: {},
      workgroupSize: [64, 1, 1],
      workgroupBytes: 256,
      usesStep: true,
    },
  },
} as const satisfies CataloguePart;
