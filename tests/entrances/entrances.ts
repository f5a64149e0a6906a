import type { VAE } from '../../src/index.ts';
import { fakeCanvas } from '../support/fakeCanvas.ts';

export const INPUT = 8;
export const LATENT = 2;
export const BATCH = 4;
const ROWS = 12;

/** Floats in [0, 1]. */
export function rows(count = ROWS): Float32Array {
  return Float32Array.from({ length: count * INPUT }, (_, i) => ((i * 7) % 11) / 10);
}

type Method = {
  [Name in keyof VAE]: VAE[Name] extends (...args: never[]) => unknown ? Name : never;
}[keyof VAE];

/** One method of a model: a correct call, and what each argument is. */
export interface Entrance {
  readonly method: Method & string;
  /** Arguments of a correct call; none if it takes none. */
  readonly args: () => unknown[];
  /** Places of arguments that are rows of data. */
  readonly data: readonly number[];
  /** Names of those arguments in messages, by place; `data` if left out. */
  readonly called: readonly string[];
  /** The rows must lie in the likelihood's domain. */
  readonly domain: boolean;
  /** Places of arguments that are floats, such as latents. */
  readonly floats: readonly number[];
  /** The call may stream its data, which must not change until it ends. */
  readonly streams: boolean;
  /** Place of the options, if there are any. */
  readonly options?: number;
}

const entrance = (
  method: Entrance['method'],
  args: () => unknown[],
  about: Partial<Entrance> = {},
): Entrance => ({
  method,
  args,
  data: [],
  called: [],
  domain: false,
  floats: [],
  streams: false,
  ...about,
});

/**
 * All methods of a model, which `entrances.test.ts` compares with those that the class has: a new
 * one must be described here, and then meets every bad input.
 */
export const ENTRANCES: readonly Entrance[] = [
  entrance('fit', () => [rows(), { steps: 1 }], {
    data: [0],
    streams: true,
    domain: true,
    options: 1,
  }),
  entrance('train', () => [rows(), { steps: 1 }], {
    data: [0],
    streams: true,
    domain: true,
    options: 1,
  }),
  entrance('step', () => [rows(BATCH), {}], {
    data: [0],
    called: ['batch'],
    domain: true,
    options: 1,
  }),
  entrance('evaluate', () => [rows()], { data: [0], streams: true, domain: true }),
  entrance('score', () => [rows(), {}], { data: [0], streams: true, domain: true, options: 1 }),
  entrance('estimateNll', () => [rows(), { samples: 2 }], {
    data: [0],
    streams: true,
    domain: true,
    options: 1,
  }),
  entrance('profile', () => [rows(), { steps: 1 }], {
    data: [0],
    streams: true,
    domain: true,
    options: 1,
  }),
  entrance('tune', () => [{ variants: [] }], { options: 0 }),
  entrance('prepare', () => [{}], { options: 0 }),
  entrance('diagnose', () => [rows(), {}], { data: [0], streams: true, options: 1 }),
  entrance('encode', () => [rows(), {}], { data: [0], options: 1 }),
  entrance('reconstruct', () => [rows()], { data: [0] }),
  entrance('run', () => ['encode', rows(), {}], { data: [1], called: ['', 'rows'], options: 2 }),
  entrance('decode', () => [new Float32Array(LATENT)], { floats: [0] }),
  entrance('draw', () => [fakeCanvas().canvas, new Float32Array(LATENT), { width: 2, height: 4 }], {
    floats: [1],
    options: 2,
  }),
  entrance('sample', () => [3, {}], { options: 1 }),
  entrance('interpolate', () => [rows(1), rows(1), 3, {}], {
    data: [0, 1],
    called: ['a', 'b'],
    options: 3,
  }),
  entrance('traverse', () => [rows(1), 0, { steps: 3 }], {
    data: [0],
    called: ['origin'],
    options: 2,
  }),
  entrance('manifold', () => [{ size: 2 }], { options: 0 }),
  entrance('saveDecoder', () => [{}], { options: 0 }),
  entrance('nearestNeighbours', () => [rows(2), rows(), 2], {
    data: [0, 1],
    called: ['queries', 'data'],
  }),
];

/** The method `predict` is of models that classify. */
export const CLASSIFIER_ENTRANCES: readonly Entrance[] = [
  entrance('predict', () => [rows(), {}], { data: [0], options: 1 }),
];

/** The method `translate` is of models of several modalities. */
export const MULTIMODAL_ENTRANCES: readonly Entrance[] = [
  entrance('translate', () => [rows(), 'word', {}], { data: [0], options: 2 }),
];

/** The method `recommend` is of models that rank items. */
export const RECOMMENDER_ENTRANCES: readonly Entrance[] = [
  entrance('recommend', () => [rows(), {}], { data: [0], called: ['history'], options: 1 }),
];

/** Methods that choose rows on the host, and so refuse rows on the GPU. */
export const READS_ROWS: readonly string[] = ['diagnose'];

/** Methods that take no argument. */
export const WITHOUT_ARGUMENTS: readonly string[] = ['measurePeak', 'save', 'describe', 'dispose'];

/** Rows that are none, by what is wrong with them. */
export const BAD_ROWS: Readonly<Record<string, () => unknown>> = {
  nothing: () => undefined,
  null: () => null,
  'a number': () => 5,
  'a string': () => 'rows',
  'a function': () => rows,
  'an empty object': () => ({}),
  'an empty list': () => [],
  'a list of numbers': () => [...rows()],
  'a list of lists': () => [[...rows(1)], [...rows(1)]],
  'a Float64Array': () => Float64Array.from(rows()),
  'an Int32Array': () => Int32Array.from(rows()),
  'a BigInt64Array': () => new BigInt64Array(INPUT),
  'a DataView': () => new DataView(new ArrayBuffer(INPUT)),
  'an ArrayBuffer': () => new ArrayBuffer(INPUT),
  'no row': () => new Float32Array(0),
  'a part of a row': () => rows().subarray(0, INPUT + 1),
  NaN: () => rows().fill(Number.NaN, 11, 12),
  infinity: () => rows().fill(Number.POSITIVE_INFINITY, 11, 12),
  'another number of columns': () => ({
    name: 'odd',
    rows: 1,
    columns: INPUT - 1,
    dtype: 'f32',
    data: rows().subarray(0, INPUT - 1),
  }),
  'a data set that says too many rows': () => ({
    name: 'odd',
    rows: 99,
    columns: INPUT,
    dtype: 'f32',
    data: rows(1),
  }),
  'a data set without data': () => ({ name: 'odd', rows: 1, columns: INPUT, dtype: 'f32' }),
  'sparse rows with a column that is none': () => ({
    name: 'odd',
    rows: 1,
    columns: INPUT,
    dtype: 'sparse',
    data: Uint32Array.of(2, 4, 100, 0),
  }),
  'sparse rows that are none': () => ({
    name: 'odd',
    rows: 1,
    columns: INPUT,
    dtype: 'sparse',
    data: new Uint32Array(3),
  }),
  // A shape makes no other rows of a data set.
  'a data set with a shape and another number of columns': () => ({
    name: 'odd',
    rows: 1,
    columns: 3 * INPUT,
    dtype: 'f32',
    data: new Float32Array(3 * INPUT),
    shape: [INPUT, 3],
  }),
  'a data set with a shape that says too many rows': () => ({
    name: 'odd',
    rows: 9,
    columns: INPUT,
    dtype: 'f32',
    data: rows(1),
    shape: [INPUT],
  }),
  'an array of a file whose rows are its columns': () => ({
    shape: [INPUT, 3],
    dtype: '<f4',
    data: rows(3),
  }),
  'pixels of a canvas': () => ({
    width: INPUT,
    height: 1,
    data: new Uint8ClampedArray(4 * INPUT),
    colorSpace: 'srgb',
  }),
  'a field of another name': () => ({ pixels: rows() }),
  'a promise': () => Promise.resolve(rows()),
};

/** Rows outside of the domain of a Bernoulli likelihood. */
export const OUTSIDE: Readonly<Record<string, () => unknown>> = {
  'a value above 1': () => rows().fill(16, 11, 12),
  'a negative value': () => rows().fill(-0.25, 11, 12),
};

/** Conditions of a model that takes three values, which are none. */
export const BAD_CONDITIONS: Readonly<Record<string, () => unknown>> = {
  null: () => null,
  'a list': () => [1, 0, 0],
  'a text': () => '100',
  NaN: () => Float32Array.of(1, Number.NaN, 0),
  'two values': () => new Float32Array(2),
};

/** Options that are no object. */
export const BAD_OPTIONS: Readonly<Record<string, () => unknown>> = {
  'a string': () => 'options',
  'a list': () => [1],
  true: () => true,
};

/** Values that no option takes, or that only some take. */
export const BAD_VALUES: Readonly<Record<string, () => unknown>> = {
  null: () => null,
  'a string': () => 'seven',
  'a number as text': () => '1',
  NaN: () => Number.NaN,
  'a negative number': () => -1,
  infinity: () => Number.POSITIVE_INFINITY,
  half: () => 0.5,
  'an empty list': () => [],
  'an empty object': () => ({}),
};
