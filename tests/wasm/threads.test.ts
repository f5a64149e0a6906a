import { expect, test } from 'vitest';
import { openWasmDevice } from './support/devices.ts';
import { NUMBERS, REVERSED, SLOW, TRAP } from './support/kernels.ts';

const LAUNCHES = 4000;
const GROUPS = 500;

async function helpers() {
  return import('./support/work.ts');
}

test.each([0, 1, 2, 3])(
  'each of thousands of launches sees what the one before wrote, %i threads',
  async (threads) => {
    const device = await openWasmDevice(threads);
    const { groupOf, pipelineOf, read, storage, submit } = await helpers();
    const [a, b] = [storage(device, 4 * GROUPS), storage(device, 4 * GROUPS)];
    const pipeline = await pipelineOf(device, REVERSED.code);
    const layout = pipeline.getBindGroupLayout(0);
    const there = groupOf(device, layout, [{ buffer: a }, { buffer: b }]);
    const back = groupOf(device, layout, [{ buffer: b }, { buffer: a }]);
    device.queue.writeBuffer(
      a,
      0,
      Uint32Array.from({ length: GROUPS }, (_, i) => 3 * i),
    );
    for (let left = LAUNCHES; left > 0; left -= 200) {
      submit(device, (encoder) => {
        const pass = encoder.beginComputePass();
        pass.setPipeline(pipeline);
        for (let i = 0; i < 100; i++) {
          pass.setBindGroup(0, there);
          pass.dispatchWorkgroups(GROUPS);
          pass.setBindGroup(0, back);
          pass.dispatchWorkgroups(GROUPS);
        }
        pass.end();
      });
    }
    expect(await read(device, a)).toEqual(
      Array.from({ length: GROUPS }, (_, i) => 3 * i + LAUNCHES),
    );
  },
);

test.each([1, 2, 3])('threads share long launches, %i threads', async (threads) => {
  const device = await openWasmDevice(threads);
  const { groupOf, launch, pipelineOf, read, storage, submit } = await helpers();
  const out = storage(device, 4 * 100);
  const pipeline = await pipelineOf(device, SLOW.code);
  const group = groupOf(device, pipeline.getBindGroupLayout(0), [{ buffer: out }]);
  submit(device, (encoder) => launch(encoder, pipeline, [group], [10, 10]));
  expect(await read(device, out)).toEqual(Array(100).fill(500_000));
});

test.each([0, 1, 2])(
  'more submits than there is room for run in order, %i threads',
  async (threads) => {
    const device = await openWasmDevice(threads);
    const { groupOf, launch, pipelineOf, read, storage, submit } = await helpers();
    const [a, b] = [storage(device, 400), storage(device, 400)];
    const pipeline = await pipelineOf(device, REVERSED.code);
    const layout = pipeline.getBindGroupLayout(0);
    const there = groupOf(device, layout, [{ buffer: a }, { buffer: b }]);
    const back = groupOf(device, layout, [{ buffer: b }, { buffer: a }]);
    for (let i = 0; i < 1000; i++) {
      submit(device, (encoder) => launch(encoder, pipeline, [i % 2 ? back : there], [100]));
      if (i % 100 === 0) device.queue.writeBuffer(i % 200 ? b : a, 0, Uint32Array.of(i));
    }
    const expected = await read(device, a);
    expect(expected.slice(1, 99)).toEqual(Array(98).fill(1000));
  },
);

test.each([0, 1, 2])('pipelines are made while lists run, %i threads', async (threads) => {
  const device = await openWasmDevice(threads);
  const { groupOf, launch, pipelineOf, read, storage, submit } = await helpers();
  const out = storage(device, 4 * 64);
  const slow = await pipelineOf(device, SLOW.code);
  const slowGroup = groupOf(device, slow.getBindGroupLayout(0), [{ buffer: out }]);
  submit(device, (encoder) => launch(encoder, slow, [slowGroup], [64]));
  const pipeline = await pipelineOf(device, NUMBERS.code);
  const group = groupOf(device, pipeline.getBindGroupLayout(0), [{ buffer: out }]);
  submit(device, (encoder) => launch(encoder, pipeline, [group], [32]));
  const words = await read(device, out);
  expect(words.slice(0, 32)).toEqual(Array.from({ length: 32 }, (_, i) => 3 * i + 1));
  expect(words.slice(32)).toEqual(Array(32).fill(500_000));
});

test.each([0, 2])('memory grows while lists run, %i threads', async (threads) => {
  const device = await openWasmDevice(threads);
  const { groupOf, launch, pipelineOf, read, storage, submit } = await helpers();
  const pipeline = await pipelineOf(device, REVERSED.code);
  const layout = pipeline.getBindGroupLayout(0);
  let from = storage(device, 1024);
  for (let i = 0; i < 8; i++) {
    storage(device, 24 * 2 ** 20);
    const to = storage(device, 1024);
    const group = groupOf(device, layout, [{ buffer: from }, { buffer: to }]);
    submit(device, (encoder) => launch(encoder, pipeline, [group], [256]));
    from = to;
  }
  expect(await read(device, from)).toEqual(Array(256).fill(8));
});

test.each([0, 1, 2])(
  'times of passes rise and tell how long they took, %i threads',
  async (threads) => {
    const device = await openWasmDevice(threads);
    const { groupOf, pipelineOf, read, storage, submit } = await helpers();
    const { QUERY_RESOLVE, COPY_SRC } = GPUBufferUsage;
    const resolved = device.createBuffer({ size: 32, usage: QUERY_RESOLVE | COPY_SRC });
    const querySet = device.createQuerySet({ type: 'timestamp', count: 4 });
    const pipeline = await pipelineOf(device, SLOW.code);
    const group = groupOf(device, pipeline.getBindGroupLayout(0), [
      { buffer: storage(device, 256) },
    ]);
    const begun = performance.now();
    submit(device, (encoder) => {
      for (const first of [0, 2]) {
        const timestampWrites = {
          querySet,
          beginningOfPassWriteIndex: first,
          endOfPassWriteIndex: first + 1,
        };
        const pass = encoder.beginComputePass({ timestampWrites });
        pass.setPipeline(pipeline);
        pass.setBindGroup(0, group);
        pass.dispatchWorkgroups(64);
        pass.end();
      }
      encoder.resolveQuerySet(querySet, 0, 4, resolved, 0);
    });
    const words = await read(device, resolved);
    const tookNs = 1e6 * (performance.now() - begun);
    const times = [...new BigUint64Array(Uint32Array.from(words).buffer)].map(Number);
    const [first = 0, second = 0, third = 0, fourth = 0] = times;
    expect(second).toBeGreaterThan(first);
    expect(third).toBeGreaterThanOrEqual(second);
    expect(fourth).toBeGreaterThan(third);
    expect(fourth - first).toBeLessThan(tookNs);
  },
);

test.each([0, 1, 2])('a trap loses the device and names the error, %i threads', async (threads) => {
  const device = await openWasmDevice(threads);
  const { groupOf, launch, pipelineOf, storage, submit } = await helpers();
  const pipeline = await pipelineOf(device, TRAP.code);
  const group = groupOf(device, pipeline.getBindGroupLayout(0), [{ buffer: storage(device, 256) }]);
  const { MAP_READ, COPY_DST } = GPUBufferUsage;
  const staging = device.createBuffer({ size: 4, usage: MAP_READ | COPY_DST });
  submit(device, (encoder) => launch(encoder, pipeline, [group], [64]));
  await expect(staging.mapAsync(GPUMapMode.READ)).rejects.toThrow('lost');
  expect(await device.lost).toMatchObject({ reason: 'unknown', message: /unreachable/ });
});

test.each([0, 2])('destroy ends work that is under way, %i threads', async (threads) => {
  const device = await openWasmDevice(threads);
  const { groupOf, launch, pipelineOf, storage, submit } = await helpers();
  const pipeline = await pipelineOf(device, SLOW.code);
  const group = groupOf(device, pipeline.getBindGroupLayout(0), [
    { buffer: storage(device, 4 * 4096) },
  ]);
  const { MAP_READ, COPY_DST } = GPUBufferUsage;
  const staging = device.createBuffer({ size: 4, usage: MAP_READ | COPY_DST });
  submit(device, (encoder) => launch(encoder, pipeline, [group], [4096]));
  const mapped = staging.mapAsync(GPUMapMode.READ);
  const done = device.queue.onSubmittedWorkDone();
  device.destroy();
  await expect(mapped).rejects.toMatchObject({ name: 'AbortError' });
  await done;
  expect(await device.lost).toMatchObject({ reason: 'destroyed' });
  await expect(staging.mapAsync(GPUMapMode.READ)).rejects.toThrow('lost');
});
