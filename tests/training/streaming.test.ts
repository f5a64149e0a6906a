import { describe, expect, test } from 'vitest';
import { rowStride } from '../../src/graph/layout.ts';
import { LimitError, type Rows, toDataset } from '../../src/index.ts';
import { MAX_BURST } from '../../src/runtime/maxBurst.ts';
import { createVae, device, opened, sameBits, TINY, TINY_BATCH } from './models.ts';
import { rowsF32, rowsU8 } from './rows.ts';
import { watch } from './wrap.ts';

const rows = 45; // the last batch has 5 rows: the memory after them differs between the two feeds

describe('a streamed data set gives the same bits as a resident one', () => {
  test.each([
    { name: 'u8, 37 columns', columns: 37, make: rowsU8 },
    { name: 'f32, 37 columns', columns: 37, make: rowsF32 },
    { name: 'u8, 40 columns', columns: 40, make: rowsU8 },
  ])('$name', async ({ columns, make }) => {
    const config = { input: columns, hidden: [13], latent: 3 };
    const data: Rows = make(rows, columns);
    const resident = await createVae({ config, resident: true, burst: 7 });
    const losses = await resident.fit(data, { epochs: 2 });
    const loss = await resident.evaluate(data);
    for (const burst of [1, 7, MAX_BURST]) {
      const streamed = await createVae({ config, resident: false, burst });
      const { epochs } = await streamed.fit(data, { epochs: 2 });
      expect(epochs.map(({ train }) => train)).toEqual(losses.epochs.map(({ train }) => train));
      expect(await sameBits(streamed, resident)).toBe(true);
      expect(await streamed.evaluate(data)).toEqual(loss);
    }
  });
});

test('where 32 batches of rows exceed a storage binding, bursts are shorter, to the same bits', async () => {
  // Rows so wide that nothing else needs as much memory as the batches of a burst.
  const config = { ...TINY, input: 1000 };
  const data = rowsF32(45 * TINY_BATCH - 3, config.input);
  const rowBytes = 4 * rowStride([config.input]);
  const few = await withLimit(20 * TINY_BATCH * rowBytes);
  const run = { config, burst: MAX_BURST, maxSubmitMs: 1e9 };
  const streamed = await createVae({ ...run, device: few });
  const resident = await createVae({ ...run, resident: true });
  const ends: number[] = [];
  const history = await streamed.fit(data, {
    epochs: 1,
    validation: data,
    onProgress: ({ step }) => ends.push(step),
  });
  expect(ends).toEqual([20, 40, 45]);
  const expected = await resident.fit(data, { epochs: 1, validation: data });
  expect(history.epochs[0]?.test).toEqual(expected.epochs[0]?.test);
  expect(await sameBits(streamed, resident)).toBe(true);
  streamed.dispose();
  few.destroy();
});

/** A device whose storage bindings are limited to this number of bytes. */
async function withLimit(bytes: number): Promise<GPUDevice> {
  const adapter = await opened.gpu.requestAdapter();
  if (!adapter) throw new Error('no second adapter');
  const made = await adapter.requestDevice();
  const { maxBufferSize, maxComputeWorkgroupsPerDimension } = made.limits;
  const limits = { maxBufferSize, maxComputeWorkgroupsPerDimension };
  Object.defineProperty(made, 'limits', {
    value: { ...limits, maxStorageBufferBindingSize: bytes },
  });
  return made;
}

describe('a data set larger than a storage binding', () => {
  const columns = 4096;
  const config = { input: columns, hidden: [3], latent: 2 };
  const count = device.limits.maxStorageBufferBindingSize / columns + 3;
  const values = new Uint8Array(count * columns);
  for (let row = 0; row < count; row++) values[row * columns + (row % columns)] = 255;
  const data = toDataset(values, columns, 'large set');
  const run = { steps: 3 };

  test('is streamed by itself, with the same bits as where it fits', async () => {
    const { maxBufferSize, maxStorageBufferBindingSize } = opened.adapter.limits;
    expect(maxStorageBufferBindingSize).toBeGreaterThan(values.length);
    const adapter = await opened.gpu.requestAdapter();
    const roomy = await adapter?.requestDevice({
      requiredLimits: { maxBufferSize, maxStorageBufferBindingSize },
    });
    if (!roomy) throw new Error('no second adapter');
    let largest = 0;
    watch(GPUDevice, 'createBuffer', (_, [descriptor]) => {
      largest = Math.max(largest, (descriptor as GPUBufferDescriptor).size);
    });
    const streamed = await createVae({ config, burst: 2 });
    await streamed.fit(data, run);
    expect(largest).toBeLessThan(2 ** 22);

    const resident = await createVae({ config, burst: 2, device: roomy });
    await resident.fit(data, run);
    expect(largest).toBeGreaterThan(values.length);
    expect(await sameBits(streamed, resident)).toBe(true);
    resident.dispose();
    roomy.destroy();
  });

  test('asked to be resident it is refused by name', async () => {
    const vae = await createVae({ config, resident: true });
    await expect(vae.fit(data, run)).rejects.toThrow(LimitError);
    await expect(vae.fit(data, run)).rejects.toThrow(/data.*134250496 bytes.*134217728/);
    expect(vae.stepCount).toBe(0);
  });
});
