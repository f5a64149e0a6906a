// @ts-check
/**
 * How a step's record reaches its dispatches: a uniform binding at a dynamic offset, as the library
 * does it, or an immediate that is the record's place among all. Prints medians of encoding and of
 * everything until the device is done, for one submit of many small steps, in turn.
 *
 *     npm run build && node bench/immediates.mjs
 */
import { builtNodeLibrary } from './lib/study.mjs';
import { markdown } from './table.mjs';

const STEPS = 200;
const DISPATCHES = 6;
const ROUNDS = 40;
/** Bytes of a record, and of the distance between two. */
const STRIDE = 256;

const RECORD = 'struct Record { rows: u32, others: array<vec4u, 15> }';
const OUTPUT = '@group(1) @binding(0) var<storage, read_write> output: array<f32>;';
const main = (/** @type {string} */ rows) =>
  `@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) id: vec3u) { output[id.x] += f32(${rows}); }`;
const SHADERS = {
  offset: `${RECORD} @group(0) @binding(0) var<uniform> record: Record; ${OUTPUT} ${main('record.rows')}`,
  immediate:
    `requires immediate_address_space; ${RECORD} var<immediate> place: u32; ` +
    `@group(0) @binding(0) var<storage, read> records: array<Record>; ${OUTPUT} ${main('records[place].rows')}`,
};

const { needsRelaunch, openGpu, relaunchWithSoftware } = await builtNodeLibrary();
if (needsRelaunch('auto')) process.exit(await relaunchWithSoftware());
const opened = await openGpu('auto');
const adapter = await opened.gpu.requestAdapter();
const most = /** @type {{ maxImmediateSize?: number } | undefined} */ (adapter?.limits)
  ?.maxImmediateSize;
if (!adapter || !most) throw new Error('this implementation of WebGPU has no immediates');
const device = await adapter.requestDevice(
  /** @type {GPUDeviceDescriptor} */ ({ requiredLimits: { maxImmediateSize: most } }),
);
const visibility = GPUShaderStage.COMPUTE;
const records = device.createBuffer({
  size: STRIDE * STEPS,
  usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST,
});
const output = device.createBuffer({ size: 256, usage: GPUBufferUsage.STORAGE });
const outputs = device.createBindGroupLayout({
  entries: [{ binding: 0, visibility, buffer: { type: 'storage' } }],
});
const second = device.createBindGroup({
  layout: outputs,
  entries: [{ binding: 0, resource: { buffer: output } }],
});

/** A pipeline, and the group of its records. @param {'offset' | 'immediate'} way */
function prepare(way) {
  const layout = device.createBindGroupLayout({
    entries: [
      {
        binding: 0,
        visibility,
        buffer:
          way === 'offset'
            ? { type: 'uniform', hasDynamicOffset: true, minBindingSize: STRIDE }
            : { type: 'read-only-storage' },
      },
    ],
  });
  const pipeline = device.createComputePipeline({
    layout: device.createPipelineLayout(
      /** @type {GPUPipelineLayoutDescriptor} */ ({
        bindGroupLayouts: [layout, outputs],
        ...(way === 'immediate' && { immediateSize: 4 }),
      }),
    ),
    compute: { module: device.createShaderModule({ code: SHADERS[way] }) },
  });
  const buffer = { buffer: records, ...(way === 'offset' && { size: STRIDE }) };
  const group = device.createBindGroup({ layout, entries: [{ binding: 0, resource: buffer }] });
  return { pipeline, group };
}

/** Milliseconds of encoding, and in all. @param {'offset' | 'immediate'} way */
async function run(way, { pipeline, group } = prepared[way]) {
  const start = performance.now();
  const encoder = device.createCommandEncoder();
  const pass =
    /** @type {GPUComputePassEncoder & { setImmediates(at: number, data: Uint32Array): void }} */ (
      encoder.beginComputePass()
    );
  const place = new Uint32Array(1);
  if (way === 'immediate') pass.setBindGroup(0, group);
  for (let step = 0; step < STEPS; step++) {
    for (let dispatch = 0; dispatch < DISPATCHES; dispatch++) {
      pass.setPipeline(pipeline);
      if (dispatch === 0 && way === 'offset') pass.setBindGroup(0, group, [STRIDE * step]);
      if (dispatch === 0 && way === 'immediate') {
        place[0] = step;
        pass.setImmediates(0, place);
      }
      pass.setBindGroup(1, second);
      pass.dispatchWorkgroups(1);
    }
  }
  pass.end();
  const encoded = performance.now() - start;
  device.queue.submit([encoder.finish()]);
  await device.queue.onSubmittedWorkDone();
  return [encoded, performance.now() - start];
}

device.pushErrorScope('validation');
const prepared = { offset: prepare('offset'), immediate: prepare('immediate') };
const ways = /** @type {const} */ (['offset', 'immediate']);
/** @type {Record<string, number[][]>} */
const times = { offset: [], immediate: [] };
for (let round = 0; round < ROUNDS; round++) {
  for (const way of round % 2 ? ways : [...ways].reverse()) times[way]?.push(await run(way));
}
const invalid = await device.popErrorScope();
if (invalid) throw new Error(invalid.message);
/** @param {string} way @param {number} figure */
const median = (way, figure) =>
  (times[way] ?? []).map((each) => each[figure] ?? 0).sort((a, b) => a - b)[ROUNDS / 2] ?? 0;
console.log(
  `${opened.info.description}; immediates of ${most} bytes; ${STEPS} steps of ${DISPATCHES} dispatches\n`,
);
console.log(
  markdown(
    ['record by', 'encoding, ms', 'in all, ms'],
    ways.map((way) => [way, median(way, 0).toFixed(2), median(way, 1).toFixed(2)]),
  ),
);
device.destroy();
opened.release();
