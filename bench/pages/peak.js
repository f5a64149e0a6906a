/**
 * What the adapter can do at most, measured where the contenders run:
 * - multiply-adds a second in registers alone, best of 4, 8 and 16 independent chains of vec4f (2 flops each);
 * - bytes a second read plus written by a copy from buffer to buffer.
 */
const WORKGROUP = 64;
const COPY_BYTES = 64 * 2 ** 20;
/** Work is doubled until one submit takes this long; then the best of a few counts. */
const ENOUGH_MS = 100;
const REPEATS = 5;

const chainKernel = (chains, loops) => {
  const each = (line) => Array.from({ length: chains }, (_, i) => line(i)).join('\n');
  return /* wgsl */ `
@group(0) @binding(0) var<storage, read_write> data: array<vec4f>;
@compute @workgroup_size(${WORKGROUP})
fn chain(@builtin(global_invocation_id) id: vec3u) {
  let scale = data[0];
  let shift = data[1];
  ${each((i) => `var c${i} = vec4f(f32(id.x + ${i}u));`)}
  for (var i = 0u; i < ${loops}u; i++) {
    ${Array.from({ length: 4 }, () => each((i) => `c${i} = c${i} * scale + shift;`)).join('\n')}
  }
  data[2u + id.x] = ${Array.from({ length: chains }, (_, i) => `c${i}`).join(' + ')};
}`;
};

/** Best time in milliseconds of `encode(amount)`, and the amount that it was for. */
async function best(device, encode) {
  const once = async (amount) => {
    const encoder = device.createCommandEncoder();
    encode(encoder, amount);
    const start = performance.now();
    device.queue.submit([encoder.finish()]);
    await device.queue.onSubmittedWorkDone();
    return performance.now() - start;
  };
  await once(1);
  let amount = 1;
  while (amount < 2 ** 16 && (await once(amount)) < ENOUGH_MS) amount *= 2;
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < REPEATS; i++) least = Math.min(least, await once(amount));
  return { amount, ms: least };
}

async function multiplyAdds(device, chains) {
  const loops = 256;
  const groupsOnce = 64;
  const groupsMost = 2 ** 10;
  const buffer = device.createBuffer({
    size: 16 * (2 + WORKGROUP * groupsMost),
    usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST,
  });
  device.queue.writeBuffer(buffer, 0, Float32Array.of(0.5, 0.5, 0.5, 0.5, 1, 1, 1, 1));
  const pipeline = await device.createComputePipelineAsync({
    layout: 'auto',
    compute: { module: device.createShaderModule({ code: chainKernel(chains, loops) }) },
  });
  const group = device.createBindGroup({
    layout: pipeline.getBindGroupLayout(0),
    entries: [{ binding: 0, resource: { buffer } }],
  });
  const { amount, ms } = await best(device, (encoder, n) => {
    const pass = encoder.beginComputePass();
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, group);
    for (let left = n * groupsOnce; left > 0; left -= groupsMost) {
      pass.dispatchWorkgroups(Math.min(left, groupsMost));
    }
    pass.end();
  });
  buffer.destroy();
  const flops = 2 * 4 * chains * 4 * loops * WORKGROUP * groupsOnce * amount;
  return flops / ms / 1e6;
}

async function copyBandwidth(device) {
  const usage = GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
  const buffers = [0, 1].map(() => device.createBuffer({ size: COPY_BYTES, usage }));
  const { amount, ms } = await best(device, (encoder, n) => {
    for (let i = 0; i < n; i++)
      encoder.copyBufferToBuffer(buffers[0], 0, buffers[1], 0, COPY_BYTES);
  });
  for (const buffer of buffers) buffer.destroy();
  return (2 * COPY_BYTES * amount) / ms / 1e6;
}

/** What identifies the adapter, or null where the browser offers none. */
async function describeAdapter() {
  const adapter = await navigator.gpu?.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) return null;
  const { vendor, architecture, device, description } = adapter.info;
  const software =
    (adapter.info.isFallbackAdapter ?? false) ||
    /swiftshader|llvmpipe|lavapipe|basic render/i.test(`${architecture} ${device} ${description}`);
  return { vendor, architecture, device, description, software };
}

async function measurePeak() {
  const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
  const device = await adapter.requestDevice();
  let gflops = 0;
  for (const chains of [4, 8, 16]) gflops = Math.max(gflops, await multiplyAdds(device, chains));
  const gbPerSecond = await copyBandwidth(device);
  device.destroy();
  return { gflops, gbPerSecond };
}

Object.assign(globalThis, { describeAdapter, measurePeak });
