import { expect, test } from 'vitest';
import { openWasmGpu } from '../../src/wasm/openWasmGpu.ts';
import { openWasmDevice } from './support/devices.ts';
import { compileTestKernel, NUMBERS } from './support/kernels.ts';

const device = await openWasmDevice(0, 'file');
const { groupOf, pipelineOf, storage, submit } = await import('./support/work.ts');
const { COPY_DST, COPY_SRC, MAP_READ } = GPUBufferUsage;

/** The message of the error that a call reports. */
async function reported(
  call: () => unknown,
  filter: GPUErrorFilter = 'validation',
): Promise<string | undefined> {
  device.pushErrorScope(filter);
  await call();
  const error = await device.popErrorScope();
  return error?.message;
}

const staging = () =>
  device.createBuffer({ label: 'staging', size: 16, usage: MAP_READ | COPY_DST });

test('a destroyed buffer cannot be submitted or written', async () => {
  const [a, b] = [storage(device, 16, 'a'), storage(device, 16, 'b')];
  a.destroy();
  const copy = () => submit(device, (encoder) => encoder.copyBufferToBuffer(a, 0, b, 0, 16));
  expect(await reported(copy)).toContain('"a" is destroyed');
  const write = () => device.queue.writeBuffer(a, 0, Uint32Array.of(1));
  expect(await reported(write)).toContain('"a" is destroyed');
});

test('a bind group of a destroyed buffer cannot be submitted', async () => {
  const pipeline = await pipelineOf(device, NUMBERS.code);
  const out = storage(device, 16, 'out');
  const group = groupOf(device, pipeline.getBindGroupLayout(0), [{ buffer: out }]);
  out.destroy();
  const use = () =>
    submit(device, (encoder) => {
      const pass = encoder.beginComputePass();
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, group);
      pass.dispatchWorkgroups(4);
      pass.end();
    });
  expect(await reported(use)).toContain('"out" is destroyed');
});

test.each<[string, (from: GPUBuffer, to: GPUBuffer, encoder: GPUCommandEncoder) => void]>([
  ['leave', (from, to, encoder) => encoder.copyBufferToBuffer(from, 8, to, 0, 12)],
  ['leave', (from, _, encoder) => encoder.clearBuffer(from, 12, 8)],
  ['multiples of 4', (from, to, encoder) => encoder.copyBufferToBuffer(from, 2, to, 0, 4)],
  ['within', (from, _, encoder) => encoder.copyBufferToBuffer(from, 0, from, 8, 4)],
  ['COPY_SRC', (from, _, encoder) => encoder.copyBufferToBuffer(staging(), 0, from, 0, 4)],
  ['not ended', (_, __, encoder) => encoder.beginComputePass()],
])('a copy is refused: %s', async (message, record) => {
  const [from, to] = [storage(device, 16), storage(device, 16)];
  const encoder = device.createCommandEncoder();
  record(from, to, encoder);
  expect(await reported(() => encoder.finish())).toContain(message);
});

test('a command buffer runs once', async () => {
  const commands = device.createCommandEncoder().finish();
  device.queue.submit([commands]);
  expect(await reported(() => device.queue.submit([commands]))).toContain('submitted before');
});

test('a launch without a bind group is refused', async () => {
  const pipeline = await pipelineOf(device, NUMBERS.code);
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline);
  pass.dispatchWorkgroups(1);
  pass.end();
  expect(await reported(() => encoder.finish())).toContain('bind group is missing');
});

test('a bind group outside of its buffer is refused', async () => {
  const layout = (await pipelineOf(device, NUMBERS.code)).getBindGroupLayout(0);
  const buffer = storage(device, 512);
  const bind = (range: object) => () => groupOf(device, layout, [{ buffer, ...range }]);
  expect(await reported(bind({ offset: 256, size: 512 }))).toContain('256 to 768');
  expect(await reported(bind({ offset: 4 }))).toContain('no multiple of 256');
});

test('a buffer is mapped once at a time, and not used meanwhile', async () => {
  const buffer = staging();
  const source = storage(device, 16);
  await buffer.mapAsync(GPUMapMode.READ);
  device.pushErrorScope('validation');
  await expect(buffer.mapAsync(GPUMapMode.READ)).rejects.toThrow('mapped already');
  await device.popErrorScope();
  const copy = () =>
    submit(device, (encoder) => encoder.copyBufferToBuffer(source, 0, buffer, 0, 16));
  expect(await reported(copy)).toContain('is mapped');
  const range = buffer.getMappedRange(0, 8);
  expect(() => buffer.getMappedRange(0, 4)).toThrow('taken before');
  buffer.unmap();
  expect(range.byteLength).toBe(0);
  expect(() => buffer.getMappedRange()).toThrow('not mapped');
  expect(await reported(copy)).toBeUndefined();
});

test('a mapping that is given up rejects', async () => {
  const buffer = staging();
  submit(device, (encoder) => encoder.copyBufferToBuffer(storage(device, 16), 0, buffer, 0, 16));
  const mapped = buffer.mapAsync(GPUMapMode.READ);
  buffer.unmap();
  await expect(mapped).rejects.toMatchObject({ name: 'AbortError' });
  expect(buffer.mapState).toBe('unmapped');
  await buffer.mapAsync(GPUMapMode.READ);
  buffer.destroy();
});

test('memory that is not there is an error of its own kind', async () => {
  const many: GPUBuffer[] = [];
  const fill = () => {
    for (let i = 0; i < 8; i++) {
      many.push(device.createBuffer({ label: 'large', size: 2 ** 30, usage: COPY_DST }));
    }
  };
  expect(await reported(fill, 'out-of-memory')).toContain('buffer "large"');
  for (const buffer of many) buffer.destroy();
  const large = () => device.createBuffer({ size: 2 ** 40, usage: COPY_SRC });
  expect(await reported(large)).toContain('at most');
});

test('errors without a scope are events', async () => {
  const messages: string[] = [];
  const listen = (event: GPUUncapturedErrorEvent) => {
    event.preventDefault();
    messages.push(event.error.message);
  };
  device.addEventListener('uncapturederror', listen);
  device.createBuffer({ label: 'large', size: 2 ** 40, usage: COPY_SRC });
  device.removeEventListener('uncapturederror', listen);
  expect(messages).toEqual([expect.stringContaining('"large"')]);
  await expect(device.popErrorScope()).rejects.toThrow('no error scope');
});

test('WGSL that does not compile rejects, with its place', async () => {
  const module = device.createShaderModule({ code: '@compute @workgroup_size(1) fn main() { x }' });
  const build = device.createComputePipelineAsync({ layout: 'auto', compute: { module } });
  await expect(build).rejects.toMatchObject({
    name: 'GPUPipelineError',
    message: /no such kernel/,
  });
  const { messages } = await module.getCompilationInfo();
  expect(messages).toMatchObject([
    { type: 'error', message: 'no such kernel', lineNum: 3, linePos: 7 },
  ]);
});

test('a layout without a binding of the kernel rejects', async () => {
  const layout = device.createPipelineLayout({ bindGroupLayouts: [] });
  await expect(pipelineOf(device, NUMBERS.code, layout)).rejects.toThrow('@group(0) @binding(0)');
});

test('an adapter gives one device, within its limits', async () => {
  const gpu = openWasmGpu(compileTestKernel, { threads: 0 }) as GPU;
  const adapter = (await gpu.requestAdapter()) as GPUAdapter;
  expect(adapter.info).toMatchObject({ vendor: 'webassembly', isFallbackAdapter: true });
  const tooMuch = { requiredLimits: { maxBufferSize: 2 ** 40 } };
  await expect(adapter.requestDevice(tooMuch)).rejects.toThrow('maxBufferSize');
  await expect(adapter.requestDevice({ requiredFeatures: ['subgroups'] })).rejects.toThrow(
    TypeError,
  );
  const device = await adapter.requestDevice();
  await expect(adapter.requestDevice()).rejects.toThrow('already');
  device.destroy();
});

test('a device has the features and limits that it asks for, and no more', async () => {
  const gpu = openWasmGpu(compileTestKernel, { threads: 0 }) as GPU;
  const usual = await ((await gpu.requestAdapter()) as GPUAdapter).requestDevice();
  expect([...usual.features]).toEqual(['webassembly']);
  expect(usual.limits.maxBufferSize).toBe(2 ** 28);
  expect(usual.limits.maxStorageBufferBindingSize).toBe(2 ** 27);
  expect(() => usual.createQuerySet({ type: 'timestamp', count: 1 })).toThrow('timestamp-query');
  usual.destroy();
  const large = await ((await gpu.requestAdapter()) as GPUAdapter).requestDevice({
    requiredFeatures: ['timestamp-query'],
    requiredLimits: { maxBufferSize: 2 ** 30, maxStorageBufferBindingSize: 2 ** 10 },
  });
  expect(large.features.has('timestamp-query')).toBe(true);
  expect(large.limits.maxBufferSize).toBe(2 ** 30);
  expect(large.limits.maxStorageBufferBindingSize).toBe(2 ** 27);
  large.destroy();
});

test('a pipeline of a lost device is of no use, and no error', async () => {
  const gpu = openWasmGpu(compileTestKernel, { threads: 1 }) as GPU;
  const lost = await ((await gpu.requestAdapter()) as GPUAdapter).requestDevice();
  const making = pipelineOf(lost, NUMBERS.code);
  lost.destroy();
  await expect(making).resolves.toBeDefined();
  await expect(pipelineOf(lost, NUMBERS.code)).resolves.toBeDefined();
});
