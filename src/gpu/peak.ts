import type { GpuPeak } from '../kernels/predict.ts';
import type { Gpu } from './device.ts';
import {
  CHAIN_WORKGROUP,
  COPY_BYTES,
  COPY_GROUPS,
  COPY_KERNEL,
  chainKernel,
  multiplyAddsOf,
} from './peakKernels.ts';
import { slopeMs, wallMs } from './slope.ts';

/**
 * Numbers of independent chains to try: some adapters need many to hide latency, others run out of
 * registers.
 */
const CHAINS = [4, 8, 16];
const GROUPS = 64;
const MOST_GROUPS = 2 ** 10;
/**
 * The amount of work is doubled until one submit takes this long. Then the best of several runs
 * counts.
 */
const ENOUGH_MS = 100;
const MOST = 2 ** 16;
const REPEATS = 5;

/**
 * Measures the peak performance of the adapter, in about three seconds:
 * - multiply-adds in registers, with the best of several numbers of independent chains of vec4f;
 * - a copy, counting bytes read plus bytes written: by a command or by a kernel, whichever is faster. Drivers of
 *   GPUs may leave commands to a slower engine, and CPU adapters are faster at them;
 * - dependent dispatches of one invocation each.
 *
 * Times are from the host's clock, so nothing else should use the adapter meanwhile.
 * @throws LimitError if there is not enough memory
 */
export async function measurePeak(gpu: Gpu): Promise<GpuPeak> {
  let gflops = 0;
  for (const chains of CHAINS) gflops = Math.max(gflops, await multiplyAdds(gpu, chains));
  return {
    gflops,
    gbPerSecond: Math.max(await copyBandwidth(gpu), await kernelBandwidth(gpu)),
    microsecondsPerDispatch: await dispatchCost(gpu),
  };
}

/** @returns 10⁹ floating-point operations per second */
function multiplyAdds(gpu: Gpu, chains: number): Promise<number> {
  const bytes = 16 * (2 + CHAIN_WORKGROUP * MOST_GROUPS);
  return withKernel(gpu, chainKernel(chains), bytes, async (bind) => {
    const { amount, ms } = await best(gpu, (encoder, amount) => {
      const pass = bind(encoder);
      for (let left = amount * GROUPS; left > 0; left -= MOST_GROUPS) {
        pass.dispatchWorkgroups(Math.min(left, MOST_GROUPS));
      }
      pass.end();
    });
    return (2 * multiplyAddsOf(chains) * GROUPS * amount) / ms / 1e6;
  });
}

/** @returns 10⁹ bytes per second */
async function copyBandwidth(gpu: Gpu): Promise<number> {
  const { memory } = gpu;
  const usage = GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
  const from = memory.create('peak.from', COPY_BYTES, usage);
  const to = memory.create('peak.to', COPY_BYTES, usage);
  try {
    await memory.settled([from, to]);
    const { amount, ms } = await best(gpu, (encoder, amount) => {
      for (let i = 0; i < amount; i++) encoder.copyBufferToBuffer(from, 0, to, 0, COPY_BYTES);
    });
    return (2 * COPY_BYTES * amount) / ms / 1e6;
  } finally {
    memory.destroy(from);
    memory.destroy(to);
  }
}

/** @returns 10⁹ bytes per second */
function kernelBandwidth(gpu: Gpu): Promise<number> {
  return withKernel(gpu, COPY_KERNEL, 2 * COPY_BYTES, async (bind) => {
    const { amount, ms } = await best(gpu, (encoder, amount) => {
      const pass = bind(encoder);
      for (let i = 0; i < amount; i++) pass.dispatchWorkgroups(COPY_GROUPS);
      pass.end();
    });
    return (2 * COPY_BYTES * amount) / ms / 1e6;
  });
}

/** @returns microseconds */
function dispatchCost(gpu: Gpu): Promise<number> {
  return withKernel(gpu, COUNT_KERNEL, 32, async (bind) => {
    const { ms } = await slopeMs(
      gpu,
      (encoder, count) => {
        const pass = bind(encoder);
        for (let i = 0; i < count; i++) pass.dispatchWorkgroups(1);
        pass.end();
      },
      REPEATS,
    );
    return 1000 * ms;
  });
}

/** Each dispatch depends on the result of the previous one, like the kernels of a step. */
const COUNT_KERNEL = /* wgsl */ `
@group(0) @binding(0) var<storage, read_write> count: array<u32>;
@compute @workgroup_size(1)
fn main() {
  count[0] += 1u;
}`;

type Bind = (encoder: GPUCommandEncoder) => GPUComputePassEncoder;

/** Calls `use` with a function that begins a compute pass with a kernel bound to a new buffer. */
async function withKernel<T>(
  { device, memory }: Gpu,
  code: string,
  bytes: number,
  use: (bind: Bind) => Promise<T>,
): Promise<T> {
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST;
  const buffer = memory.create('peak', bytes, usage);
  try {
    await memory.settled([buffer]);
    // scale and shift keep the chains near 2: denormal numbers slow some CPUs down.
    device.queue.writeBuffer(buffer, 0, Float32Array.of(0.5, 0.5, 0.5, 0.5, 1, 1, 1, 1));
    const pipeline = await device.createComputePipelineAsync({
      label: 'peak',
      layout: 'auto',
      compute: { module: device.createShaderModule({ label: 'peak', code }) },
    });
    const group = device.createBindGroup({
      layout: pipeline.getBindGroupLayout(0),
      entries: [{ binding: 0, resource: { buffer } }],
    });
    return await use((encoder) => {
      const pass = encoder.beginComputePass({ label: 'peak' });
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, group);
      return pass;
    });
  } finally {
    memory.destroy(buffer);
  }
}

/**
 * The best time, in milliseconds, of the commands that `encode` records, and the amount of work in
 * them.
 */
async function best(
  gpu: Gpu,
  encode: (encoder: GPUCommandEncoder, amount: number) => void,
): Promise<{ amount: number; ms: number }> {
  const time = (amount: number): Promise<number> =>
    wallMs(gpu, (encoder) => encode(encoder, amount));
  await time(1);
  let amount = 1;
  while (amount < MOST && (await time(amount)) < ENOUGH_MS) amount *= 2;
  let ms = Number.POSITIVE_INFINITY;
  for (let i = 0; i < REPEATS; i++) ms = Math.min(ms, await time(amount));
  return { amount, ms };
}
