import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import type { Gpu } from '../../src/gpu/device.ts';
import { threefry2x32 } from '../../src/random/threefry.ts';
import { useGpu } from '../support/gpu.ts';
import { TestRandom } from '../support/random.ts';
import { tally } from '../support/tally.ts';

const gpu = useGpu();

const BLOCKS = 512;
const threefry = await readFile(
  new URL('../../shaders/shared/threefry.wgsl', import.meta.url),
  'utf8',
);
const kernel = await readFile(new URL('./stream_words.wgsl', import.meta.url), 'utf8');

/**
 * Key, step and first index: all combinations of extremes, an index that wraps around, and others.
 */
function streams(): Uint32Array<ArrayBuffer> {
  const extremes = [0, 1, 0x80000000, 0xffffffff];
  const starts = [0, 2 ** 32 - BLOCKS / 2];
  const combined = extremes.flatMap((seed) =>
    extremes.flatMap((stream) =>
      extremes.flatMap((step) => starts.map((start) => [seed, stream, step, start])),
    ),
  );
  const random = new TestRandom(1);
  const others = Array.from({ length: 4 * 72 }, () => random.below(2 ** 32));
  return Uint32Array.from([...combined.flat(), ...others]);
}

async function wordsOnDevice(
  { device, memory, readback }: Gpu,
  given: Uint32Array<ArrayBuffer>,
  source: string,
): Promise<Uint32Array> {
  const pipeline = await device.createComputePipelineAsync({
    layout: 'auto',
    compute: { module: device.createShaderModule({ code: `${kernel}\n${source}` }) },
  });
  const { STORAGE, COPY_SRC, COPY_DST } = GPUBufferUsage;
  const count = given.length / 4;
  const input = memory.create('streams', given.byteLength, STORAGE | COPY_DST);
  const output = memory.create('words', 8 * BLOCKS * count, STORAGE | COPY_SRC);
  device.queue.writeBuffer(input, 0, given);
  const entries = [input, output].map((buffer, binding) => ({ binding, resource: { buffer } }));
  const layout = pipeline.getBindGroupLayout(0);
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, device.createBindGroup({ layout, entries }));
  pass.dispatchWorkgroups(BLOCKS / 64, count);
  pass.end();
  device.queue.submit([encoder.finish()]);
  const [bytes] = await readback.read([{ buffer: output, offset: 0, size: output.size }]);
  for (const buffer of [input, output]) memory.destroy(buffer);
  return new Uint32Array(bytes ?? new ArrayBuffer());
}

function wordsOnCpu(given: Uint32Array): Uint32Array {
  const words = new Uint32Array((given.length / 4) * 2 * BLOCKS);
  for (let block = 0; block < words.length / 2; block++) {
    const at = 4 * Math.floor(block / BLOCKS);
    const [seed = 0, stream = 0, step = 0, first = 0] = given.subarray(at, at + 4);
    words.set(threefry2x32(seed, stream, step, first + (block % BLOCKS)), 2 * block);
  }
  return words;
}

const countDifferent = (a: Uint32Array, b: Uint32Array): number =>
  a.reduce((count, word, i) => (word === b[i] ? count : count + 1), 0);

test('Threefry makes the same words on the device and on the CPU', async () => {
  const given = streams();
  const expected = wordsOnCpu(given);
  expect(expected.length).toBeGreaterThan(200_000);
  const words = await wordsOnDevice(gpu(), given, threefry);
  expect(words.length).toBe(expected.length);
  expect(countDifferent(words, expected)).toBe(0);
  tally('Threefry words compared with the device', words.length);
});

test.each([
  ['one rotation off by one', '26u', '25u'],
  ['the counter swapped', 'counter + key', 'counter.yx + key'],
  ['a round number off by one', 'key2 + 1u', 'key2 + 2u'],
])('the comparison notices %s', async (_, right, wrong) => {
  const given = streams();
  const source = threefry.replace(right, wrong);
  expect(source).not.toBe(threefry);
  const words = await wordsOnDevice(gpu(), given, source);
  expect(countDifferent(words, wordsOnCpu(given))).toBeGreaterThan(0.9 * words.length);
});
