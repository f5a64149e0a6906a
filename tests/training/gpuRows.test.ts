import { describe, expect, test } from 'vitest';
import { rowLayout } from '../../src/data/rowLayout.ts';
import { DataError, LimitError, ShapeError, VaeError } from '../../src/errors.ts';
import { pad } from '../../src/graph/layout.ts';
import { type GpuRows, toDataset, type VAE } from '../../src/index.ts';
import { readGpuRows, onGpu as rowsOnGpu } from '../support/gpuRows.ts';
import { TestRandom } from '../support/random.ts';
import { createVae, opened, sameBits, TINY, TINY_BATCH } from './models.ts';
import { rowsU8 } from './rows.ts';

const COLUMNS = TINY.input;
const ROWS = 150;
const random = new TestRandom(3);
const floats = Float32Array.from(random.uniform(ROWS * COLUMNS, 0, 1));
const bytes = Uint8Array.from(random.integers(ROWS * COLUMNS, 256));
const onGpu = (model: Pick<VAE, 'device'>, values: Float32Array | Uint8Array, usage?: number) =>
  rowsOnGpu(model, values, COLUMNS, usage);

test('the layout is that of padded rows', () => {
  const shape = [13, COLUMNS];
  const { stride, bytes: size } = rowLayout({ rows: 13, columns: COLUMNS });
  expect(pad(floats.subarray(0, 13 * COLUMNS), shape, 'rows').byteLength).toBe(size);
  expect(stride).toBe(40);
  expect(rowLayout({ rows: 13, columns: COLUMNS, dtype: 'u8' }).bytes).toBe(size / 4);
  expect(() => rowLayout({ rows: 0, columns: 1 })).toThrow(ShapeError);
  expect(() => rowLayout({ rows: 1, columns: 1, dtype: 'f16' as never })).toThrow(DataError);
});

describe.each([
  ['floats', floats],
  ['bytes', bytes],
] as const)('rows of %s in a buffer', (_, values) => {
  test('train to the bits of an array, and give its figures', async () => {
    const [model, other] = await Promise.all([createVae(), createVae()]);
    const rows = onGpu(model, values);
    const options = { epochs: 2, validation: values.subarray(0, 20 * COLUMNS) };
    const [{ epochs }, expected] = await Promise.all([
      model.fit(rows, { ...options, validation: onGpu(model, options.validation) }),
      other.fit(values, options),
    ]);
    const figures = ({ train, test }: (typeof epochs)[number]) => [train, test];
    expect(epochs.map(figures)).toEqual(expected.epochs.map(figures));
    expect(await sameBits(model, other)).toBe(true);
    expect(await model.evaluate(rows)).toEqual(await other.evaluate(values));
    expect(await model.score(rows)).toEqual(await other.score(values));
    expect(await model.encode(rows)).toEqual(await other.encode(values));
    const estimate = { samples: 3 };
    expect(await model.estimateNll(rows, estimate)).toEqual(
      await other.estimateNll(values, estimate),
    );
    const batch = values.subarray(0, TINY_BATCH * COLUMNS);
    expect(await model.step(onGpu(model, batch))).toEqual(await other.step(batch));
    rows.buffer.destroy();
  });
});

test('another buffer of the same shape is read, not the one before', async () => {
  const [model, other] = await Promise.all([createVae(), createVae()]);
  await model.fit(onGpu(model, floats), { epochs: 1 });
  await other.fit(floats, { epochs: 1 });
  const reversed = floats.toReversed();
  await model.fit(onGpu(model, reversed), { epochs: 1 });
  await other.fit(reversed, { epochs: 1 });
  expect(await sameBits(model, other)).toBe(true);
  expect(await model.evaluate(onGpu(model, floats))).toEqual(await other.evaluate(floats));
});

describe('values that the likelihood is not defined for', () => {
  test.each([
    [Number.NaN, /NaN in row 140, column 5: all values must be finite/],
    [Number.NEGATIVE_INFINITY, /-Infinity in row 140, column 5: all values must be finite/],
    [1.5, /1.5 in row 140, column 5: the likelihood "bernoulli" takes values from 0 to 1/],
    [-0.25, /-0.25 in row 140, column 5: the likelihood "bernoulli"/],
  ])('are found on the GPU: %f', async (value, message) => {
    const model = await createVae();
    const wrong = floats.slice().fill(value, 140 * COLUMNS + 5, 140 * COLUMNS + 6);
    const rows = onGpu(model, wrong);
    await expect(model.fit(rows, { epochs: 1 })).rejects.toThrow(message);
    await expect(model.evaluate({ data: rows })).rejects.toThrow(DataError);
    expect(model.stepCount).toBe(0);
    // An encoder takes every finite value.
    if (Number.isFinite(value)) expect(await model.encode(rows)).toEqual(await model.encode(wrong));
    else await expect(model.encode(rows)).rejects.toThrow(message);
  });

  test('rounding errors are let pass', async () => {
    const model = await createVae();
    const rows = onGpu(model, floats.slice().fill(1 + 5e-7, 0, 1));
    await model.evaluate(rows);
  });

  test('NaN in the padding is told as such', async () => {
    const model = await createVae();
    const rows = onGpu(model, floats);
    model.device.queue.writeBuffer(rows.buffer, 4 * (2 * 40 + 38), Float32Array.of(Number.NaN));
    await expect(model.fit(rows, { epochs: 1 })).rejects.toThrow(
      /NaN after the end of row 2: a row takes 40 values on the GPU, those after the first 37 must be 0/,
    );
  });
});

describe('buffers that are of no use', () => {
  const refusal = async (
    model: VAE,
    change: (rows: GpuRows) => unknown,
    usage?: number,
  ): Promise<VaeError> => {
    const rows = change(onGpu(model, floats, usage)) as GpuRows;
    const error = await model.fit(rows, { epochs: 1 }).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(VaeError);
    return error;
  };

  test('are refused by what is wrong', async () => {
    const model = await createVae();
    const cases: readonly (readonly [(rows: GpuRows) => unknown, RegExp, number?])[] = [
      [(rows) => ({ ...rows, buffer: {} }), /data: expected a GPUBuffer, got Object/],
      [(rows) => ({ ...rows, buffer: floats.buffer }), /expected a GPUBuffer, got ArrayBuffer/],
      [(rows) => ({ ...rows, columns: 36 }), /takes rows of 37 values, data has rows of 36/],
      [(rows) => ({ ...rows, rows: 200 }), /200 rows of 37 f32 values take 32000 bytes/],
      [(rows) => ({ ...rows, rows: 1.5 }), /rows must be a whole number of at least 1, got 1.5/],
      [
        (rows) => ({ ...rows, dtype: 'u16' }),
        /the field "data" takes u8 or f32, its buffer holds u16/,
      ],
      [
        (rows) => ({ ...rows, stride: 37 }),
        /rows of 37 values begin every 40 elements, not every 37/,
      ],
      [(rows) => rows, /usage STORAGE and COPY_SRC/, GPUBufferUsage.STORAGE],
    ];
    for (const [change, message, usage] of cases) {
      expect((await refusal(model, change, usage)).message).toMatch(message);
    }
  });

  test('are refused if they are destroyed or of another device', async () => {
    const model = await createVae();
    const destroyed = onGpu(model, floats);
    destroyed.buffer.destroy();
    const noUse = /this model's device cannot read its buffer; create it with `vae.device`/;
    await expect(model.fit(destroyed, { epochs: 1 })).rejects.toThrow(noUse);
    const adapter = await opened.gpu.requestAdapter();
    const elsewhere = onGpu({ device: (await adapter?.requestDevice()) as GPUDevice }, floats);
    await expect(model.encode(elsewhere)).rejects.toThrow(noUse);
    // Nothing is broken by it.
    await model.fit(onGpu(model, floats), { steps: 1 });
  });

  test('are refused where the host chooses rows, or reads them', async () => {
    const model = await createVae();
    const rows = { ...onGpu(model, floats), name: 'pictures' };
    const split = model.fit(rows, { epochs: 1, validationSplit: 0.2 });
    await expect(split).rejects.toThrow(
      /pictures lies on the GPU, where this call cannot choose or read single rows: give it as an array/,
    );
    await expect(model.diagnose(rows)).rejects.toThrow(DataError);
    const classifier = await createVae({
      config: undefined,
      architecture: {
        family: 'vib',
        input: COLUMNS,
        encoder: [{ kind: 'dense', units: 5 }],
        latent: 2,
        classes: 3,
      },
    });
    const label = { buffer: rows.buffer, rows: ROWS, columns: 1, dtype: 'u8' } as const;
    await expect(classifier.fit({ data: rows, label }, { epochs: 1 })).rejects.toThrow(
      /the field "label" holds whole numbers: give it as an array, not a buffer/,
    );
    const labels = new Uint8Array(ROWS);
    await classifier.fit({ data: rows, label: labels }, { steps: 2 });
  });
});

test('rows whose device was lost are asked for again, and the model goes on', async () => {
  const adapter = await opened.gpu.requestAdapter();
  const device = (await adapter?.requestDevice()) as GPUDevice;
  const createDevice = async (): Promise<GPUDevice> => {
    const next = await opened.gpu.requestAdapter();
    return (await next?.requestDevice()) as GPUDevice;
  };
  const model = await createVae({ device, createDevice });
  const rows = onGpu(model, floats);
  await model.fit(rows, { epochs: 1 });
  const expected = await model.evaluate(floats);
  device.destroy();
  await device.lost;
  const again = /the device of its buffer was lost, and the rows with it. The model goes on: write/;
  await expect(model.evaluate(rows)).rejects.toThrow(again);
  await expect(model.fit(rows, { epochs: 1 })).rejects.toThrow(again);
  expect(model.device).not.toBe(device);
  const anew = onGpu(model, floats);
  expect(await model.evaluate(anew)).toEqual(expected);
  await model.fit(anew, { epochs: 1 });
});

describe('outputs on the GPU', () => {
  test('are those of the arrays, and data for another model', async () => {
    const model = await createVae();
    await model.fit(floats, { epochs: 1 });
    const arrays = await model.run('encode', floats);
    const outputs = await model.run('encode', floats, { output: 'gpu' });
    expect(await readGpuRows(model, outputs.stats as GpuRows)).toEqual(arrays.stats);
    expect(outputs.stats).toMatchObject({ rows: ROWS, columns: 6, stride: 8, dtype: 'f32' });
    const z = new Float32Array(ROWS * 3).map((_, i) => Math.sin(i));
    const { x } = await model.run('decode', ROWS, { inputs: { z }, output: 'gpu' });
    expect(await readGpuRows(model, x as GpuRows)).toEqual(await model.decode(z));
    const other = await createVae();
    expect(await other.evaluate(x as GpuRows)).toEqual(await other.evaluate(await model.decode(z)));
    x?.destroy();
    outputs.stats?.destroy();
    outputs.stats?.destroy();
    const { memory } = model;
    const again = await model.run('encode', floats, { output: 'gpu' });
    expect(model.memory.buffers).toBe(memory.buffers + 1);
    again.stats?.destroy();
    expect(model.memory).toEqual(memory);
    await expect(other.evaluate(x as GpuRows)).rejects.toThrow(/cannot read its buffer/);
  });

  test('draw the same samples as arrays', async () => {
    const model = await createVae();
    const { x } = await model.run('sample', 5, { seed: 3, output: 'gpu' });
    expect(await readGpuRows(model, x as GpuRows)).toEqual(
      (await model.run('sample', 5, { seed: 3 })).x,
    );
  });

  test('of one number a row have the layout of data too', async () => {
    const model = await createVae();
    const many = rowsU8(300, COLUMNS);
    const { bound = new Float32Array() } = await model.run('bound', many);
    expect(new Set(bound).size).toBeGreaterThan(290);
    const outputs = await model.run('bound', many, { output: 'gpu' });
    expect(outputs.bound).toMatchObject({ rows: 300, columns: 1, stride: 8 });
    expect(await readGpuRows(model, outputs.bound as GpuRows)).toEqual(bound);
    outputs.bound?.destroy();
  });

  test('of a program that takes bursts are refused', async () => {
    const model = await createVae();
    expect(model.programs).not.toContain('refine');
    await expect(model.run('refine', floats)).rejects.toThrow(
      'run: the program "refine" takes bursts of several steps: call the method that uses it',
    );
  });

  test('that do not fit are refused', async () => {
    const model = await createVae();
    const many = 2 ** 22;
    await expect(model.run('sample', many, { output: 'gpu' })).rejects.toThrow(LimitError);
    expect(toDataset(floats, COLUMNS).rows).toBe(ROWS);
  });
});
