/**
 * The peak performance of the adapter:
 * - multiply-adds per second in registers, the best of 4, 8 and 16 independent chains of vec4f (2
 *   flops each);
 * - bytes per second, read plus written, of a copy: by a command, and by a kernel, since drivers of GPUs may leave
 *   commands to a slower engine.
 *
 * Both are targets that are timed in turn with the others, since a machine's speed drifts.
 */
import { wallMs } from '../../../src/gpu/slope.ts';

const CHAINS = [4, 8, 16];
const LOOPS = 256;
const UNROLLED = 4;
const WORKGROUP = 64;
/** Enough for two cores, and for a GPU of 500 units. */
const groupsOf = ({ adapter }) => (adapter.software ? 256 : 8192);
const COPY_WORKGROUP = 256;
const COPY_BYTES = 64 * 2 ** 20;
/** The number of copies is doubled until one submit takes this long. */
const ENOUGH_MS = 50;

/** Copies the first half of a buffer into the second. */
const COPY_KERNEL = /* wgsl */ `
@group(0) @binding(0) var<storage, read_write> data: array<vec4f>;
@compute @workgroup_size(${COPY_WORKGROUP})
fn copy(@builtin(global_invocation_id) id: vec3u) {
  data[id.x + ${COPY_BYTES / 16}u] = data[id.x];
}`;

const chainKernel = (chains) => {
  const each = (line) => Array.from({ length: chains }, (_, i) => line(i));
  const round = each((i) => `c${i} = c${i} * scale + shift;`).join('\n');
  return /* wgsl */ `
@group(0) @binding(0) var<storage, read_write> data: array<vec4f>;
@compute @workgroup_size(${WORKGROUP})
fn chain(@builtin(global_invocation_id) id: vec3u) {
  let scale = data[0];
  let shift = data[1];
  ${each((i) => `var c${i} = vec4f(f32(id.x + ${i}u));`).join('\n')}
  for (var i = 0u; i < ${LOOPS}u; i++) {
    ${Array.from({ length: UNROLLED }, () => round).join('\n')}
  }
  data[2u + id.x] = ${each((i) => `c${i}`).join(' + ')};
}`;
};

/**
 * Times `chains` multiply-adds in every invocation; `rate` is in 10⁹ floating-point operations per
 * second.
 *
 * @param {import('../../../src/gpu/device.ts').Gpu} gpu
 * @param {ReturnType<import('./timer.js').openTimer>} timer
 */
async function chainTarget(gpu, timer, chains) {
  const groups = groupsOf(gpu);
  const flops = 2 * 4 * chains * UNROLLED * LOOPS * WORKGROUP * groups;
  const work = { code: chainKernel(chains), bytes: 16 * (2 + WORKGROUP * groups), groups };
  return kernelTarget(gpu, timer, 'gflops', work, flops);
}

/** `rate` is in 10⁹ bytes per second. */
function copyKernelTarget(gpu, timer) {
  const groups = COPY_BYTES / 16 / COPY_WORKGROUP;
  const work = { code: COPY_KERNEL, bytes: 2 * COPY_BYTES, groups };
  return kernelTarget(gpu, timer, 'gbPerSecond', work, 2 * COPY_BYTES);
}

/** Times a kernel on one buffer. `amount` is what a dispatch does: operations, or bytes. */
async function kernelTarget({ device, memory }, timer, kind, { code, bytes, groups }, amount) {
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST;
  const buffer = memory.create('peak', bytes, usage);
  // scale and shift keep the chains near 2: denormal numbers slow some CPUs down.
  device.queue.writeBuffer(buffer, 0, Float32Array.of(0.5, 0.5, 0.5, 0.5, 1, 1, 1, 1));
  const pipeline = await device.createComputePipelineAsync({
    layout: 'auto',
    compute: { module: device.createShaderModule({ code }) },
  });
  const group = device.createBindGroup({
    layout: pipeline.getBindGroupLayout(0),
    entries: [{ binding: 0, resource: { buffer } }],
  });
  const encode = (pass, repeats) => {
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, group);
    for (let i = 0; i < repeats; i++) pass.dispatchWorkgroups(groups);
  };
  const repeats = await timer.repeats(encode);
  return { kind, rate: async () => amount / (await timer.time(encode, repeats)) / 1e6 };
}

/** `rate` is in 10⁹ bytes per second. Copies are outside passes, so the host's clock times them. */
async function copyTarget(gpu) {
  const usage = GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
  const [from, to] = ['peak.from', 'peak.to'].map((name) =>
    gpu.memory.create(name, COPY_BYTES, usage),
  );
  const copy = (amount) =>
    wallMs(gpu, (encoder) => {
      for (let i = 0; i < amount; i++) encoder.copyBufferToBuffer(from, 0, to, 0, COPY_BYTES);
    });
  let amount = 1;
  await copy(amount);
  while (amount < 2 ** 10 && (await copy(amount)) < ENOUGH_MS) amount *= 2;
  const rate = async () => (2 * COPY_BYTES * amount) / (await copy(amount)) / 1e6;
  return { kind: 'gbPerSecond', rate };
}

/** All targets of the peak. The peak of a round is the best rate of each kind. */
export async function peakTargets(gpu, timer) {
  const targets = [];
  for (const chains of CHAINS) targets.push(await chainTarget(gpu, timer, chains));
  return [...targets, await copyTarget(gpu), await copyKernelTarget(gpu, timer)];
}
