import { expect, test } from 'vitest';
import { ConfigError, LimitError, ShapeError } from '../../src/errors.ts';
import type { VAE } from '../../src/index.ts';
import { type FakeCanvas, fakeCanvas } from '../support/fakeCanvas.ts';
import { suiteAdapter } from '../support/suiteAdapter.ts';
import { createVae } from './models.ts';

/** The WebAssembly device has no textures. */
const drawing = test.skipIf(suiteAdapter() === 'wasm');

/** A model of pictures of a shape. */
const modelOf = (...input: number[]): Promise<VAE> =>
  createVae({
    config: undefined,
    architecture: {
      family: 'vae',
      input,
      encoder: [{ kind: 'dense', units: 9 }],
      latent: 3,
      decoder: [{ kind: 'dense', units: 9 }],
    },
  });

const z = (pictures: number): Float32Array =>
  new Float32Array(3 * pictures).map((_, i) => 3 * Math.sin(i));

/** The pixels of pictures side by side, as the host would draw them. */
function expectedPixels(
  x: Float32Array,
  { width, height, channels, columns }: Record<'width' | 'height' | 'channels' | 'columns', number>,
): Uint8Array {
  const size = width * height * channels;
  const pictures = x.length / size;
  const lines = height * Math.ceil(pictures / columns);
  const data = new Uint8Array(4 * columns * width * lines);
  for (let picture = 0; picture < pictures; picture++) {
    for (let i = 0; i < width * height; i++) {
      const line = Math.floor(picture / columns) * height + Math.floor(i / width);
      const place = (picture % columns) * width + (i % width);
      const level = (channel: number): number => {
        const value = x[picture * size + i * channels + (channel % channels)] ?? 0;
        return Math.round(255 * Math.min(1, Math.max(0, value)));
      };
      data.set([level(0), level(1), level(2), 255], 4 * (line * columns * width + place));
    }
  }
  return data;
}

async function assertShows(
  canvas: FakeCanvas,
  x: Float32Array,
  grid: Parameters<typeof expectedPixels>[1],
): Promise<void> {
  const { width, height, data } = await canvas.pixels();
  expect([width, height * width]).toEqual([grid.columns * grid.width, data.length / 4]);
  const expected = expectedPixels(x, grid);
  expect(data).toHaveLength(expected.length);
  // Rounding may go the other way.
  const largest = data.reduce(
    (most, byte, i) => Math.max(most, Math.abs(byte - (expected[i] ?? 0))),
    0,
  );
  expect(largest).toBeLessThanOrEqual(1);
}

drawing('pictures lie side by side on the canvas, which takes their size', async () => {
  const model = await modelOf(4, 6);
  const target = fakeCanvas();
  for (const [pictures, columns] of [
    [1, 1],
    [5, 3],
    [200, 15],
  ] as const) {
    const options = columns === 3 ? { columns } : {};
    await model.draw(target.canvas, z(pictures), options);
    const grid = { width: 6, height: 4, channels: 1, columns };
    await assertShows(target, await model.decode(z(pictures)), grid);
  }
  expect(target.configured).toHaveLength(1);
  expect(target.configured[0]).toMatchObject({ format: 'rgba8unorm' });
});

drawing('they may be in colour, of a size of their own, and under a condition', async () => {
  const colour = await modelOf(4, 2, 3);
  const target = fakeCanvas();
  await colour.draw(target.canvas, z(3));
  await assertShows(target, await colour.decode(z(3)), {
    width: 2,
    height: 4,
    channels: 3,
    columns: 2,
  });
  const flat = await modelOf(24);
  await flat.draw(target.canvas, z(2), { width: 8, height: 3, columns: 1 });
  await assertShows(target, await flat.decode(z(2)), {
    width: 8,
    height: 3,
    channels: 1,
    columns: 1,
  });
  const conditional = await createVae({
    config: { input: 24, hidden: [9], latent: 3, condition: 2 },
  });
  const condition = Float32Array.of(0, 1);
  await conditional.draw(target.canvas, z(2), { width: 4, height: 6, condition });
  const x = await conditional.decode(z(2), condition);
  await assertShows(target, x, { width: 4, height: 6, channels: 1, columns: 2 });
});

drawing('a picture a frame creates no buffer, also while the model trains', async () => {
  const model = await modelOf(4, 6);
  const target = fakeCanvas();
  await model.draw(target.canvas, z(4));
  const { memory } = model;
  const rows = new Float32Array(24 * 32).fill(0.5);
  const training = model.fit(rows, { steps: 30 });
  for (let frame = 0; frame < 10; frame++) await model.draw(target.canvas, z(4));
  await training;
  for (let frame = 0; frame < 10; frame++) await model.draw(target.canvas, z(4));
  await assertShows(target, await model.decode(z(4)), {
    width: 6,
    height: 4,
    channels: 1,
    columns: 2,
  });
  const { buffers } = model.memory;
  await model.draw(target.canvas, z(4));
  expect(model.memory.buffers).toBe(buffers);
  expect(memory.buffers).toBeGreaterThan(0);
});

test('what cannot be drawn is refused by what is wrong with it', async () => {
  const model = await modelOf(24);
  const { canvas } = fakeCanvas();
  const size = { width: 6, height: 4 };
  const cases: readonly (readonly [unknown[], new (message: string) => Error, RegExp])[] = [
    [[undefined, z(1), size], ConfigError, /expected a canvas to draw on, got undefined/],
    [[fakeCanvas('2d').canvas, z(1), size], ConfigError, /context of another kind, such as 2d/],
    [[canvas, z(1)], ConfigError, /draw needs the width and height of a picture/],
    [
      [canvas, z(1), { width: 7, height: 4 }],
      ShapeError,
      /no pictures of 7 x 4 pixels with 1 channel/,
    ],
    [[canvas, z(1), { ...size, channels: 'rgb' }], ShapeError, /with 3 channels/],
    [[canvas, z(2).subarray(1), size], ShapeError, /z must be 1 to 4096 rows of 3 latents, got 5/],
    [[canvas, new Float32Array(3 * 4097), size], ShapeError, /1 to 4096 rows/],
    [
      [canvas, z(2000), { ...size, columns: 2000 }],
      LimitError,
      /take 12000 x 4 pixels, a canvas on/,
    ],
  ];
  for (const [args, kind, message] of cases) {
    const drawn = model.draw(...(args as Parameters<typeof model.draw>));
    const error = await drawn.catch((thrown) => thrown);
    expect(error).toBeInstanceOf(kind);
    expect(error.message).toMatch(message);
  }
});
