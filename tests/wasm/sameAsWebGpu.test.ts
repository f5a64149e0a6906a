import { expect, test } from 'vitest';
import { Gpu } from '../../src/gpu/device.ts';
import { openSuiteGpu } from '../support/suiteAdapter.ts';
import { openWasmDevice } from './support/devices.ts';
import { ADDED, NUMBERS, REVERSED, SCRATCHED } from './support/kernels.ts';

const { adapter } = await openSuiteGpu();
const { device: webGpu } = await Gpu.open({ adapter });
const { groupOf, launch, pipelineOf, read, storage, submit, uniform } = await import(
  './support/work.ts'
);

type Script = (device: GPUDevice) => Promise<unknown>;

/** Small programs. Each returns what WebGPU must give too. */
const SCRIPTS: Readonly<Record<string, Script>> = {
  'a new buffer is zero': async (device) => read(device, storage(device, 4096)),

  'memory that was used before is zero': async (device) => {
    const first = storage(device, 4096);
    device.queue.writeBuffer(first, 0, new Uint32Array(1024).fill(7));
    await device.queue.onSubmittedWorkDone();
    first.destroy();
    return read(device, storage(device, 4096));
  },

  'writes of parts of arrays': async (device) => {
    const buffer = storage(device, 64);
    const words = Uint32Array.from({ length: 16 }, (_, i) => i + 1);
    device.queue.writeBuffer(buffer, 8, words, 3, 4);
    device.queue.writeBuffer(buffer, 32, words.buffer, 4, 8);
    device.queue.writeBuffer(buffer, 48, words.subarray(9, 11));
    device.queue.writeBuffer(buffer, 60, new Uint8Array([9, 8, 7, 6, 5]), 1, 4);
    return read(device, buffer);
  },

  'a write is a copy': async (device) => {
    const buffer = storage(device, 16);
    const words = Uint32Array.of(1, 2, 3, 4);
    device.queue.writeBuffer(buffer, 0, words);
    words.fill(0);
    return read(device, buffer);
  },

  'copies and clears in order': async (device) => {
    const [a, b] = [storage(device, 256), storage(device, 256)];
    device.queue.writeBuffer(
      a,
      0,
      Uint32Array.from({ length: 64 }, (_, i) => i),
    );
    submit(device, (encoder) => {
      encoder.copyBufferToBuffer(a, 16, b, 32, 64);
      encoder.clearBuffer(a, 0, 128);
      encoder.copyBufferToBuffer(a, 64, b, 128, 128);
      encoder.clearBuffer(b, 40, 8);
    });
    return [await read(device, a), await read(device, b)];
  },

  'launches over three dimensions': async (device) => {
    const out = storage(device, 4 * 60);
    const pipeline = await pipelineOf(device, NUMBERS.code);
    const group = groupOf(device, pipeline.getBindGroupLayout(0), [{ buffer: out }]);
    submit(device, (encoder) => launch(encoder, pipeline, [group], [3, 4, 5]));
    return read(device, out);
  },

  'launches of no workgroups': async (device) => {
    const out = storage(device, 16);
    const pipeline = await pipelineOf(device, NUMBERS.code);
    const group = groupOf(device, pipeline.getBindGroupLayout(0), [{ buffer: out }]);
    submit(device, (encoder) => launch(encoder, pipeline, [group], [0, 4]));
    return read(device, out);
  },

  'parts of a buffer': async (device) => {
    const buffer = storage(device, 2048);
    const pipeline = await pipelineOf(device, REVERSED.code);
    device.queue.writeBuffer(
      buffer,
      256,
      Uint32Array.from({ length: 64 }, (_, i) => 10 * i),
    );
    const other = storage(device, 2048);
    const group = groupOf(device, pipeline.getBindGroupLayout(0), [
      { buffer, offset: 256, size: 128 },
      { buffer: other, offset: 512, size: 128 },
    ]);
    submit(device, (encoder) => launch(encoder, pipeline, [group], [32]));
    return read(device, other);
  },

  'writes between submits': async (device) => {
    const [a, b] = [storage(device, 1024), storage(device, 1024)];
    const pipeline = await pipelineOf(device, REVERSED.code);
    const layout = pipeline.getBindGroupLayout(0);
    const there = groupOf(device, layout, [{ buffer: a }, { buffer: b }]);
    const back = groupOf(device, layout, [{ buffer: b }, { buffer: a }]);
    for (let i = 0; i < 10; i++) {
      device.queue.writeBuffer(a, 4 * i, Uint32Array.of(1000 * i));
      submit(device, (encoder) => launch(encoder, pipeline, [there], [256]));
      device.queue.writeBuffer(b, 512, Uint32Array.of(7 * i, 8 * i));
      submit(device, (encoder) => launch(encoder, pipeline, [back], [256]));
    }
    device.queue.writeBuffer(b, 0, Uint32Array.of(3));
    return [await read(device, a), await read(device, b)];
  },

  'dynamic offsets': async (device) => {
    const out = storage(device, 64);
    const steps = uniform(device, 1024);
    for (let i = 0; i < 4; i++) device.queue.writeBuffer(steps, 256 * i, Uint32Array.of(10 ** i));
    const visibility = GPUShaderStage.COMPUTE;
    const buffer = { type: 'uniform', hasDynamicOffset: true } as const;
    const stepLayout = device.createBindGroupLayout({
      entries: [{ binding: 0, visibility, buffer }],
    });
    const tensors = device.createBindGroupLayout({
      entries: [{ binding: 0, visibility, buffer: { type: 'storage' } }],
    });
    const layout = device.createPipelineLayout({ bindGroupLayouts: [stepLayout, tensors] });
    const pipeline = await pipelineOf(device, ADDED.code, layout);
    const step = groupOf(device, stepLayout, [{ buffer: steps, size: 16 }]);
    const tensor = groupOf(device, tensors, [{ buffer: out }]);
    submit(device, (encoder) => {
      const pass = encoder.beginComputePass();
      pass.setBindGroup(0, step, [512]);
      pass.setPipeline(pipeline);
      pass.setBindGroup(1, tensor);
      pass.dispatchWorkgroups(16);
      pass.dispatchWorkgroups(4);
      pass.setBindGroup(0, step, new Uint32Array([1, 768, 0]), 1, 1);
      pass.dispatchWorkgroups(2, 4);
      pass.end();
    });
    return read(device, out);
  },

  'workgroup memory': async (device) => {
    const out = storage(device, 4 * 1000);
    const pipeline = await pipelineOf(device, SCRATCHED.code);
    const group = groupOf(device, pipeline.getBindGroupLayout(0), [{ buffer: out }]);
    submit(device, (encoder) => launch(encoder, pipeline, [group], [1000]));
    return read(device, out);
  },

  'mapped at creation, and for writing': async (device) => {
    const { COPY_SRC, MAP_WRITE } = GPUBufferUsage;
    const source = device.createBuffer({
      size: 32,
      usage: COPY_SRC | MAP_WRITE,
      mappedAtCreation: true,
    });
    new Uint32Array(source.getMappedRange(8, 8)).set([5, 6]);
    new Uint32Array(source.getMappedRange(16)).fill(9);
    source.unmap();
    const [first, second] = [storage(device, 32), storage(device, 32)];
    submit(device, (encoder) => encoder.copyBufferToBuffer(source, 0, first, 0, 32));
    await source.mapAsync(GPUMapMode.WRITE, 8, 8);
    const range = source.getMappedRange(8, 8);
    const seen = [...new Uint32Array(range)];
    new Uint32Array(range).set([1, 2]);
    source.unmap();
    submit(device, (encoder) => encoder.copyBufferToBuffer(source, 0, second, 0, 32));
    return [seen, range.byteLength, await read(device, first), await read(device, second)];
  },

  'many buffers of many sizes': async (device) => {
    const buffers = Array.from({ length: 200 }, (_, i) =>
      storage(device, 4 * (1 + ((i * 37) % 300))),
    );
    for (const [i, buffer] of buffers.entries()) {
      device.queue.writeBuffer(buffer, 0, new Uint32Array(buffer.size / 4).fill(i));
    }
    for (const [i, buffer] of buffers.entries()) if (i % 3 === 0) buffer.destroy();
    const more = Array.from({ length: 100 }, (_, i) => storage(device, 4 * (1 + ((i * 53) % 500))));
    const words: number[][] = [];
    for (const [i, buffer] of [...buffers, ...more].entries()) {
      if (i >= 200 || i % 3 !== 0) words.push(await read(device, buffer));
    }
    return words;
  },

  'a buffer that is destroyed after the submit that uses it': async (device) => {
    const [a, b] = [storage(device, 64), storage(device, 64)];
    device.queue.writeBuffer(a, 0, new Uint32Array(16).fill(3));
    submit(device, (encoder) => encoder.copyBufferToBuffer(a, 0, b, 0, 64));
    a.destroy();
    device.queue.writeBuffer(storage(device, 64), 0, new Uint32Array(16).fill(4));
    return read(device, b);
  },
};

test.each(Object.entries(SCRIPTS))('%s, as on WebGPU', async (_, script) => {
  const expected = await script(webGpu);
  for (const threads of [0, 1, 2, 3]) {
    expect(await script(await openWasmDevice(threads)), `${threads} threads`).toEqual(expected);
  }
});
