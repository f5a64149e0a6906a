import { decode } from 'fast-png';
import { describe, expect, test } from 'vitest';
import {
  choosePairs,
  imageShape,
  interpolationPng,
  mosaicPng,
  type Painter,
  reconstructionsPng,
  samplesPng,
} from '../../src/cli/pictures.ts';
import { toDataset } from '../../src/data/dataset.ts';
import type { Rows } from '../../src/index.ts';

const gap = 2;
const background = 128;

function sizeOf(rows: Rows): number {
  return 'data' in rows ? rows.data.length : (rows as Float32Array).length;
}

/**
 * Reconstructs everything as grey 51, samples grey 102, and interpolates through greys of 0 to 1.
 */
function painter(columns: number): Painter {
  return {
    reconstruct: async (rows) => new Float32Array(sizeOf(rows as Rows)).fill(0.2),
    sample: async (count) => new Float32Array(count * columns).fill(0.4),
    interpolate: async (_a, _b, steps) =>
      Float32Array.from(
        { length: steps * columns },
        (_, index) => Math.floor(index / columns) / (steps - 1),
      ),
  };
}

describe('image shape', () => {
  test.each([
    [784, 28, 28],
    [4096, 64, 64],
    [512, 32, 16],
    [12, 4, 3],
    [37, 7, 6],
    [1, 1, 1],
    [2, 2, 1],
  ])('%i values are %i x %i pixels', (columns, width, height) => {
    expect(imageShape(columns)).toMatchObject({ width, height, channels: 1 });
  });
});

test.each([
  [[28, 20], { height: 28, width: 20, channels: 1 }],
  [[16, 8, 1], { height: 16, width: 8, channels: 1 }],
  [[16, 8, 3], { height: 16, width: 8, channels: 3, planar: false }],
  [[3, 16, 8], { height: 16, width: 8, channels: 3, planar: true }],
  // None of an image: as without a shape.
  [[4, 4, 4], { height: 8, width: 8, channels: 1 }],
])('rows of shape %j', (shape, expected) => {
  const columns = shape.reduce((product, size) => product * size, 1);
  expect(imageShape(columns, shape)).toMatchObject(expected);
});

describe('mosaic', () => {
  test.each([
    ['pixel by pixel', [1, 2, 3], [1, 0, 0, 0, 1, 0.2]],
    ['channel by channel', [3, 1, 2], [1, 0, 0, 1, 0, 0.2]],
  ])('colours that lie %s', (_, shape, values) => {
    const image = decode(mosaicPng(Float32Array.from(values), 6, 1, shape));
    expect([image.width, image.height, image.channels]).toEqual([2 * 3 + 2 * gap, 3 + 2 * gap, 3]);
    const at = (x: number, y: number) => {
      const start = 3 * (y * image.width + x);
      return [...image.data.subarray(start, start + 3)];
    };
    expect([at(2, 2), at(4, 4)]).toEqual([
      [255, 0, 0],
      [255, 0, 0],
    ]);
    expect([at(5, 2), at(7, 4)]).toEqual([
      [0, 255, 51],
      [0, 255, 51],
    ]);
    expect(at(0, 0)).toEqual([background, background, background]);
  });

  test('enlarges three times, with gaps', () => {
    const image = decode(mosaicPng(Float32Array.of(0, 1, 1, 0, 0.2, -1, 2, 1), 4, 2));
    expect([image.width, image.height, image.channels]).toEqual([2 * 8 + gap, 8 + gap, 1]);
    const at = (x: number, y: number) => image.data[y * image.width + x];
    expect([at(0, 0), at(8, 4), at(9, 4)]).toEqual([background, background, background]);
    expect([at(2, 2), at(4, 4), at(5, 2), at(7, 4), at(2, 5), at(7, 7)]).toEqual([
      0, 0, 255, 255, 255, 0,
    ]);
    expect([at(10, 2), at(13, 2), at(10, 5)]).toEqual([51, 0, 255]);
  });

  test('leaves the missing pixels of a prime number of values empty', () => {
    const image = decode(mosaicPng(new Float32Array(37).fill(1), 37, 1));
    expect([image.width, image.height]).toEqual([7 * 3 + 2 * gap, 6 * 3 + 2 * gap]);
    const lastLine = (gap + 5 * 3) * image.width + gap;
    expect([image.data[lastLine], image.data[lastLine + 2 * 3]]).toEqual([255, background]);
  });
});

describe('pictures of a model', () => {
  const bytes = toDataset(new Uint8Array(12 * 16).fill(255), 16, 'white');

  test('reconstructions: originals above, u8 as v / 255', async () => {
    const image = decode(await reconstructionsPng(painter(16), bytes));
    expect([image.width, image.height]).toEqual([10 * 14 + gap, 2 * 14 + gap]);
    expect([
      image.data[gap * image.width + gap],
      image.data[(14 + gap) * image.width + gap],
    ]).toEqual([255, 51]);
  });

  test('reconstructions of fewer images than fit', async () => {
    const image = decode(await reconstructionsPng(painter(4), toDataset(new Float32Array(12), 4)));
    expect(image.width).toBe(3 * 8 + gap);
  });

  test('samples: a grid of 10 x 10', async () => {
    const image = decode(await samplesPng(painter(16), 16, 1));
    expect([image.width, image.height]).toEqual([10 * 14 + gap, 10 * 14 + gap]);
    expect(image.data[image.data.length - 1 - gap * image.width - gap]).toBe(102);
  });

  test('samples by class: ten rows of a column each', async () => {
    const asked: (Float32Array | undefined)[] = [];
    const model: Painter = {
      ...painter(16),
      sample: async (count, options = {}) => {
        asked.push(typeof options === 'number' ? undefined : options.condition);
        return new Float32Array(count * 16);
      },
    };
    const image = decode(await samplesPng(model, 16, 1, 3));
    expect([image.width, image.height]).toEqual([3 * 14 + gap, 10 * 14 + gap]);
    expect([...(asked[0] ?? [])].slice(0, 12)).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0]);
  });

  test('of rows with a condition behind them, the images alone', async () => {
    const rows = toDataset(new Uint8Array(4 * 5).fill(255), 5, 'white beside a condition');
    const model: Painter = {
      ...painter(4),
      reconstruct: async () => new Float32Array(4 * 4).fill(0.2),
    };
    const image = decode(await reconstructionsPng(model, rows, 4));
    expect([image.width, image.height]).toEqual([4 * 8 + gap, 2 * 8 + gap]);
    const way = decode(await interpolationPng(model, rows, 4));
    expect(way.width).toBe(10 * 8 + gap);
  });

  test('interpolation: a row a pair, ten steps', async () => {
    const image = decode(await interpolationPng(painter(16), bytes));
    expect([image.width, image.height]).toEqual([10 * 14 + gap, 6 * 14 + gap]);
    const line = gap * image.width + gap;
    expect([image.data[line], image.data[line + 9 * 14]]).toEqual([0, 255]);
  });

  test('pairs join different digits where there are labels', () => {
    const labels = Uint8Array.of(7, 1, 0, 3, 2);
    expect(choosePairs(toDataset(new Uint8Array(5), 1, 'digits', labels))).toEqual([
      [2, 1],
      [4, 3],
      [1, 0],
    ]);
    expect(choosePairs(toDataset(new Uint8Array(5), 1))).toEqual([
      [0, 1],
      [2, 3],
    ]);
    expect(choosePairs(toDataset(new Uint8Array(1), 1))).toEqual([[0, 0]]);
  });
});
