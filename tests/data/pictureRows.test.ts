import { expect, test } from 'vitest';
import { type PictureOptions, PictureRows } from '../../src/data/pictureRows.ts';
import { DataError } from '../../src/errors.ts';

/** A picture of one colour. */
function plain(width: number, height: number, colour: readonly number[]) {
  const data = Uint8ClampedArray.from(
    { length: 4 * width * height },
    (_, i) => colour[i % 4] ?? 255,
  );
  return { width, height, data };
}

/** A picture whose red is the column and whose green is the row. */
function ramp(width: number, height: number) {
  const data = new Uint8ClampedArray(4 * width * height).fill(255);
  for (let i = 0; i < width * height; i++) {
    data.set([i % width, Math.floor(i / width), 0], 4 * i);
  }
  return { width, height, data };
}

function rowOf(picture: ReturnType<typeof plain>, options: PictureOptions) {
  const rows = new PictureRows('pictures', 1, options);
  rows.set(0, 'a.png', picture);
  return rows.dataset();
}

test('colour is kept as it is, with the shape', () => {
  const row = rowOf(ramp(3, 2), {});
  expect(row).toMatchObject({ rows: 1, columns: 18, shape: [2, 3, 3], dtype: 'u8' });
  expect([...row.data]).toEqual([0, 0, 0, 1, 0, 0, 2, 0, 0, 0, 1, 0, 1, 1, 0, 2, 1, 0]);
});

test('grey has the weights of BT.601, and one channel', () => {
  const row = rowOf(plain(2, 2, [255, 128, 0]), { channels: 'grey' });
  expect(row.shape).toEqual([2, 2, 1]);
  expect([...row.data]).toEqual(Array(4).fill(Math.round(0.299 * 255 + 0.587 * 128)));
});

test('transparent pixels are blended with white', () => {
  expect([...rowOf(plain(1, 1, [200, 0, 100, 0]), {}).data]).toEqual([255, 255, 255]);
  const half = rowOf(plain(1, 1, [200, 0, 100, 102]), {}).data;
  expect([...half]).toEqual([200, 0, 100].map((c) => Math.round(0.4 * c + 0.6 * 255)));
});

test('the middle square is cut out before resizing', () => {
  // Columns 4 to 7 of 12: their blocks of two have the means 4.5 and 6.5, which round up.
  const { data, shape } = rowOf(ramp(12, 4), { size: 2 });
  expect(shape).toEqual([2, 2, 3]);
  expect([...data]).toEqual([4, 0, 0, 6, 0, 0, 4, 2, 0, 6, 2, 0]);
  const high = rowOf(ramp(1, 5), { size: 1 });
  expect([...high.data]).toEqual([0, 2, 0]);
});

test('a picture of the size that is asked for is only cut', () => {
  expect([...rowOf(ramp(4, 2), { size: 2 }).data]).toEqual([1, 0, 0, 2, 0, 0, 1, 1, 0, 2, 1, 0]);
});

test('pictures of several sizes become one, in any order', () => {
  const rows = new PictureRows('pictures', 3, { size: 2 });
  rows.set(2, 'c', plain(9, 5, [3, 3, 3]));
  rows.set(0, 'a', plain(1, 1, [1, 1, 1]));
  rows.set(1, 'b', plain(5, 5, [2, 2, 2]));
  const { data, labels } = rows.dataset(Uint8Array.of(7, 8, 9));
  expect([...data]).toEqual([...Array(12).fill(1), ...Array(12).fill(2), ...Array(12).fill(3)]);
  expect([...(labels ?? [])]).toEqual([7, 8, 9]);
});

test('without a size they must have one', () => {
  const rows = new PictureRows('pictures', 2, {});
  rows.set(0, 'a.png', plain(2, 2, []));
  const second = () => rows.set(1, 'b.png', plain(2, 3, []));
  expect(second).toThrow(DataError);
  expect(second).toThrow('one size: "a.png" has 2 x 2 pixels, "b.png" has 2 x 3; give a size');
});
