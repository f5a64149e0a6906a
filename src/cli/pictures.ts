import { encode } from 'fast-png';
import type { Dataset } from '../data/dataset.ts';
import type { VAE } from '../index.ts';
import { sampleCondition } from './condition.ts';
import { imagesOfLabels, type LabelModality } from './labelModality.ts';

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
  return mosaicPng(cells, columns, count, test.shape);
}

/**
 * Images decoded from random latents in ten rows, as PNG.
 *
 * @param classes for models conditioned on labels: the number of classes, one per column; with 0
 * there are ten columns
 * @param shape of an image, if it is known
 */
export async function samplesPng(
  model: Painter,
  columns: number,
  seed: number,
  classes = 0,
  shape?: readonly number[],
): Promise<Uint8Array> {
  const perRow = classes || across;
  const count = across * perRow;
  const condition = sampleCondition({ condition: classes }, count);
  const images = await model.sample(count, { seed, ...(condition && { condition }) });
  return mosaicPng(images, columns, perRow, shape);
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
  return mosaicPng(cells, columns, interpolationSteps, test.shape);
}

/** Images of two domains, each left of what it is in the other, as PNG. */
export async function translationsPng(
  model: Pick<VAE, 'translate'>,
  test: Dataset,
  [first, second]: readonly [string, string],
): Promise<Uint8Array> {
  const { columns, labels = [] } = test;
  const ways = [
    { from: first, to: second },
    { from: second, to: first },
  ] as const;
  const cells: number[] = [];
  for (const [domain, way] of ways.entries()) {
    const numbers = [...labels.keys()].filter((row) => labels[row] === domain);
    for (const row of numbers.slice(0, across / 2)) {
      const own = rowsOf(test, row, row + 1);
      cells.push(...intensities(test, row, row + 1), ...(await model.translate(own, way)));
    }
  }
  return mosaicPng(Float32Array.from(cells), columns, 2, test.shape);
}

/** New images of each label in ten rows, a column a label, as PNG. */
export async function imagesOfLabelsPng(
  model: Pick<VAE, 'translate'>,
  modality: LabelModality,
  { columns, shape }: Dataset,
  seed: number,
): Promise<Uint8Array> {
  const { classes } = modality;
  const labels = Array.from({ length: across * classes }, (_, i) => i % classes);
  return mosaicPng(await imagesOfLabels(model, modality, labels, seed), columns, classes, shape);
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

/** How the values of a row make up an image. */
interface ImageShape {
  readonly width: number;
  readonly height: number;
  /** 1 for grey values, 3 for red, green and blue. */
  readonly channels: 1 | 3;
  /** The values of a channel lie together, channel after channel. */
  readonly planar: boolean;
}

/**
 * The image in a row of `columns` values: that of `shape`, `[height, width]` with perhaps a channel
 * dimension of 1 or 3 at either end. Without such a shape it is grey: a square, else the squarest
 * rectangle with sides of at most 1:3, else a near square whose last pixels stay empty.
 */
export function imageShape(columns: number, shape: readonly number[] = []): ImageShape {
  const [first = 0, second = 0, third = 1] = shape;
  // A condition or another row has no image of that shape.
  if (shape.length > 0 && first * second * third !== columns) return imageShape(columns);
  const grey = { channels: 1, planar: false } as const;
  const isColour = (size: number): size is 1 | 3 => size === 1 || size === 3;
  if (shape.length === 2) return { height: first, width: second, ...grey };
  if (shape.length === 3 && isColour(third)) {
    return { height: first, width: second, channels: third, planar: false };
  }
  if (shape.length === 3 && isColour(first)) {
    return { height: second, width: third, channels: first, planar: true };
  }
  const root = Math.floor(Math.sqrt(columns));
  for (let height = root; height * height * 3 >= columns; height -= 1) {
    if (columns % height === 0) return { width: columns / height, height, ...grey };
  }
  const width = Math.ceil(Math.sqrt(columns));
  return { width, height: Math.ceil(columns / width), ...grey };
}

/**
 * Arranges images in a grid, row by row, enlarged three times, with thin grey gaps.
 *
 * @param cells [count, columns], values in [0, 1]; values outside are clamped
 * @param perRow images per row of the grid
 * @param rowShape shape of a row, if it is known
 */
export function mosaicPng(
  cells: Float32Array,
  columns: number,
  perRow: number,
  rowShape?: readonly number[],
): Uint8Array {
  const count = cells.length / columns;
  const shape = imageShape(columns, rowShape);
  const { channels, planar } = shape;
  const pitchX = shape.width * scale + gap;
  const pitchY = shape.height * scale + gap;
  const width = perRow * pitchX + gap;
  const height = Math.ceil(count / perRow) * pitchY + gap;
  const data = new Uint8Array(width * height * channels).fill(background);
  const pixels = columns / channels;

  for (let cell = 0; cell < count; cell += 1) {
    const left = gap + (cell % perRow) * pitchX;
    const top = gap + Math.floor(cell / perRow) * pitchY;
    for (let i = 0; i < columns; i += 1) {
      const pixel = planar ? i % pixels : Math.floor(i / channels);
      const channel = planar ? Math.floor(i / pixels) : i % channels;
      const value = cells[cell * columns + i] ?? 0;
      const byte = Math.round(255 * Math.min(1, Math.max(0, value)));
      const x = left + (pixel % shape.width) * scale;
      const y = top + Math.floor(pixel / shape.width) * scale;
      for (let dot = 0; dot < scale * scale; dot += 1) {
        const at = (y + Math.floor(dot / scale)) * width + x + (dot % scale);
        data[at * channels + channel] = byte;
      }
    }
  }
  return encode({ width, height, data, channels, depth: 8 });
}

function rowsOf(data: Dataset, from: number, to: number): Uint8Array | Float32Array {
  return data.data.subarray(from * data.columns, to * data.columns);
}

function intensities(data: Dataset, from: number, to: number): Float32Array {
  const unit = data.dtype === 'u8' ? 255 : 1;
  return Float32Array.from(rowsOf(data, from, to), (value) => value / unit);
}
