import { encode } from 'fast-png';
import type { Dataset } from '../data/dataset.ts';
import type { VAE } from '../index.ts';
import { sampleCondition } from './condition.ts';

/** The methods of a model that pictures need. */
export type Painter = Pick<VAE, 'reconstruct' | 'sample' | 'interpolate'>;

const scale = 3;
const gap = 2;
const background = 128;
const across = 10;
const interpolationSteps = 10;

/** Pairs of digits that give good interpolations; used if the data have labels. */
const labelPairs = [
  [0, 1],
  [2, 3],
  [4, 5],
  [6, 7],
  [8, 9],
  [3, 8],
  [1, 7],
  [4, 9],
] as const;

/**
 * Test images above their reconstructions, as PNG.
 *
 * @param columns number of leading columns of a test row that form the image; a condition may
 * follow
 */
export async function reconstructionsPng(
  model: Painter,
  test: Dataset,
  columns: number = test.columns,
): Promise<Uint8Array> {
  const count = Math.min(across, test.rows);
  const made = await model.reconstruct(rowsOf(test, 0, count));
  const cells = new Float32Array(2 * count * columns);
  for (let row = 0; row < count; row += 1) {
    cells.set(intensities(test, row, row + 1).subarray(0, columns), row * columns);
  }
  cells.set(made, count * columns);
  return mosaicPng(cells, columns, count);
}

/**
 * Images decoded from random latents in ten rows, as PNG.
 *
 * @param classes for models conditioned on labels: the number of classes, one per column; with 0
 * there are ten columns
 */
export async function samplesPng(
  model: Painter,
  columns: number,
  seed: number,
  classes = 0,
): Promise<Uint8Array> {
  const perRow = classes || across;
  const count = across * perRow;
  const condition = sampleCondition({ condition: classes }, count);
  const images = await model.sample(count, { seed, ...(condition && { condition }) });
  return mosaicPng(images, columns, perRow);
}

/**
 * One row per pair of test images: ten steps on the straight line between their latent means, as
 * PNG.
 */
export async function interpolationPng(
  model: Painter,
  test: Dataset,
  columns: number = test.columns,
): Promise<Uint8Array> {
  const pairs = choosePairs(test);
  const cells = new Float32Array(pairs.length * interpolationSteps * columns);
  for (const [row, [a, b]] of pairs.entries()) {
    const steps = await model.interpolate(
      rowsOf(test, a, a + 1),
      rowsOf(test, b, b + 1),
      interpolationSteps,
    );
    cells.set(steps, row * interpolationSteps * columns);
  }
  return mosaicPng(cells, columns, interpolationSteps);
}

/**
 * Row numbers of the images to interpolate between: two classes if there are labels, else
 * neighbouring rows.
 */
export function choosePairs(test: Dataset): [number, number][] {
  const { labels } = test;
  if (labels) {
    const found = labelPairs
      .map(([a, b]): [number, number] => [labels.indexOf(a), labels.indexOf(b)])
      .filter(([a, b]) => a >= 0 && b >= 0);
    if (found.length > 0) return found;
  }
  const count = Math.max(1, Math.min(labelPairs.length, Math.floor(test.rows / 2)));
  return Array.from({ length: count }, (_, pair) => [
    2 * pair,
    Math.min(2 * pair + 1, test.rows - 1),
  ]);
}

/**
 * Image size for a row of `columns` values: a square, else the squarest rectangle with sides of at
 * most 1:3, else a near square whose last pixels stay empty.
 */
export function imageShape(columns: number): { width: number; height: number } {
  const root = Math.floor(Math.sqrt(columns));
  for (let height = root; height * height * 3 >= columns; height -= 1) {
    if (columns % height === 0) return { width: columns / height, height };
  }
  const width = Math.ceil(Math.sqrt(columns));
  return { width, height: Math.ceil(columns / width) };
}

/**
 * Arranges images in a grid, row by row, enlarged three times, with thin grey gaps.
 *
 * @param cells [count, columns], values in [0, 1]; values outside are clamped
 * @param perRow images per row of the grid
 */
export function mosaicPng(cells: Float32Array, columns: number, perRow: number): Uint8Array {
  const count = cells.length / columns;
  const shape = imageShape(columns);
  const pitchX = shape.width * scale + gap;
  const pitchY = shape.height * scale + gap;
  const width = perRow * pitchX + gap;
  const height = Math.ceil(count / perRow) * pitchY + gap;
  const data = new Uint8Array(width * height).fill(background);

  for (let cell = 0; cell < count; cell += 1) {
    const left = gap + (cell % perRow) * pitchX;
    const top = gap + Math.floor(cell / perRow) * pitchY;
    for (let pixel = 0; pixel < columns; pixel += 1) {
      const value = cells[cell * columns + pixel] ?? 0;
      const gray = Math.round(255 * Math.min(1, Math.max(0, value)));
      const x = left + (pixel % shape.width) * scale;
      const y = top + Math.floor(pixel / shape.width) * scale;
      for (let line = 0; line < scale; line += 1) {
        const start = (y + line) * width + x;
        data.fill(gray, start, start + scale);
      }
    }
  }
  return encode({ width, height, data, channels: 1, depth: 8 });
}

function rowsOf(data: Dataset, from: number, to: number): Uint8Array | Float32Array {
  return data.data.subarray(from * data.columns, to * data.columns);
}

function intensities(data: Dataset, from: number, to: number): Float32Array {
  const unit = data.dtype === 'u8' ? 255 : 1;
  return Float32Array.from(rowsOf(data, from, to), (value) => value / unit);
}
