import { describe, expect, it } from 'vitest';
import type { DroppedFile, Reading } from '../../../demo/src/data/imageSet.ts';
import { readFiles } from '../../../demo/src/data/readFiles.ts';
import { writeNpy } from '../../../src/formats/npy.ts';

const SIDE = 4;

function file(path: string, bytes: Uint8Array<ArrayBuffer> | string): DroppedFile {
  return { path, file: new File([bytes], path) };
}

/** Images of 4 x 4 whose pixels rise from 0 to `largest`. */
function ramps(path: string, largest: number, rows = 10): DroppedFile {
  const values = Float32Array.from({ length: rows * 16 }, (_, i) => ((i % 16) * largest) / 15);
  return file(path, writeNpy(values, [rows, 16]));
}

const read = (files: readonly DroppedFile[], reading: Partial<Reading> = {}) =>
  readFiles({ files, side: SIDE, reading }, () => undefined);

const largestOf = ({ data }: { readonly data: ArrayLike<number> }) => Math.max(...Array.from(data));

describe('numbers', () => {
  it('from 0 to 16 use all greys from black to white', async () => {
    const { train, numbers } = await read([ramps('digits.npy', 16)]);
    expect(largestOf(train)).toBe(255);
    expect(numbers).toEqual({
      shape: { width: 4, height: 4 },
      range: { black: 0, white: 16 },
      extent: { least: 0, largest: 16 },
    });
  });

  it('of a table do so too', async () => {
    const line = (row: number) => Array.from({ length: 16 }, (_, i) => (i + row) % 17).join(',');
    const text = Array.from({ length: 40 }, (_, row) => line(row)).join('\n');
    const { train, numbers } = await read([file('digits.csv', text)]);
    expect(numbers?.range).toEqual({ black: 0, white: 16 });
    expect(largestOf(train)).toBe(255);
  });

  it('of a training set and its test set have one scale', async () => {
    const { train, test } = await read([ramps('train.npy', 16), ramps('test.npy', 8, 2)]);
    expect(largestOf(train)).toBe(255);
    expect(largestOf(test)).toBe(128);
  });

  it('are read by the range and the shape that the user gave', async () => {
    const [width, height] = [2, 8];
    const { train, numbers } = await read([ramps('digits.npy', 16)], {
      shape: { width, height },
      range: { black: 16, white: 0 },
    });
    expect(numbers).toMatchObject({
      shape: { width, height },
      range: { black: 16, white: 0 },
      extent: { least: 0, largest: 16 },
    });
    // Inverted images of 2 x 8, in the second column of a square; means of 2 x 2 of the steps of 17.
    const column = [0, 1, 2, 3].map((y) => train.data[4 * y + 1]);
    expect(column).toEqual([230, 162, 94, 26]);
  });

  it('of another number of pixels keep their shape', async () => {
    const { numbers } = await read([ramps('a.npy', 255)], { shape: { width: 3, height: 3 } });
    expect(numbers?.shape).toEqual({ width: 4, height: 4 });
  });
});
