/**
 * The peak performance of the adapter:
 * - multiply-adds per second in registers, the best of 4, 8 and 16 independent chains of vec4f (2
 *   flops each);
 * - bytes per second, read plus written, of a copy: by a command, and by a kernel, since drivers of GPUs may leave
 *   commands to a slower engine.
 *
 * Both are targets that are timed in turn with the others, since a machine's speed drifts.
 */
import {
  CHAIN_WORKGROUP,
  COPY_BYTES,
  COPY_GROUPS,
  COPY_KERNEL,
  chainKernel,
  multiplyAddsOf,
} from '../../../src/gpu/peakKernels.ts';
import { wallMs } from '../../../src/gpu/slope.ts';

const CHAINS = [4, 8, 16];
/** Enough for two cores, and for a GPU of 500 units. */
const groupsOf = ({ adapter }) => (adapter.software ? 256 : 8192);
/** The number of copies is doubled until one submit takes this long. */
const ENOUGH_MS = 50;

/**
 * Times `chains` multiply-adds in every invocation; `rate` is in 10⁹ floating-point operations per
 * second.
 *
 * @param {import('../../../src/gpu/device.ts').Gpu} gpu
 * @param {ReturnType<typeof import('./timer.js').openTimer>} timer
 */
async function chainTarget(gpu, timer, chains) {
  const groups = groupsOf(gpu);
  const flops = 2 * multiplyAddsOf(chains) * groups;
  const work = { code: chainKernel(chains), bytes: 16 * (2 + CHAIN_WORKGROUP * groups), groups };
  return kernelTarget(gpu, timer, 'gflops', work, flops);
}

/** `rate` is in 10⁹ bytes per second. */
function copyKernelTarget(gpu, timer) {
  const work = { code: COPY_KERNEL, bytes: 2 * COPY_BYTES, groups: COPY_GROUPS };
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
