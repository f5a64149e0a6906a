import type { Dataset } from '../data/dataset.ts';
import { permutation } from '../data/permutation.ts';
import type { SparseRows } from '../data/sparseRows.ts';
import { ConfigError, DataError } from '../errors.ts';
import type { DType } from '../graph/tensor.ts';
import type { DataForm } from './dataForm.ts';
import type { Noun } from './noun.ts';

/** Rows of a run: of numbers, sparse ones, or tokens. */
export type RunRows = Dataset | SparseRows | Dataset<'u32'>;

/** Training and test data of a run. */
export interface RunData<Rows extends RunRows = RunRows> {
  readonly train: Rows;
  readonly test: Rows;
  /** The numbers that the rows of each part have in their file, where they stand in another order. */
  readonly numbers?: { readonly train: Uint32Array; readonly test: Uint32Array };
  /** How the data became these rows, with its words, tokens, items, columns or genes; undefined for images. */
  readonly form?: DataForm;
  /** Names of the labels of images, if the data have some. */
  readonly classes?: readonly string[];
  /** A remark on the data. */
  readonly note?: string;
}

/** Seed of the order of rows that would else lie kind by kind. */
const SEED = 1;

/** A random order of rows, the same each time. */
export const fixedOrder = (rows: number): Uint32Array => permutation(rows, SEED, 0);

/**
 * How many rows are held out as a test set, where the data have none: a tenth.
 * @throws DataError for a single row
 */
export function heldTenth(name: string, rows: number, { one }: Noun): number {
  const held = Math.max(1, Math.floor(rows / 10));
  if (held < rows) return held;
  throw new DataError(`"${name}" has one ${one} only; training and testing need at least two.`);
}

/**
 * The rows of data that must be images.
 * @throws ConfigError for others
 */
export function asImages<Rows extends RunRows>(
  rows: Rows,
): Exclude<Rows, SparseRows | Dataset<'u32'>> {
  const { dtype } = rows;
  if (dtype === 'u8' || dtype === 'f32') return rows as Exclude<Rows, SparseRows | Dataset<'u32'>>;
  throw new ConfigError(
    `${rows.name} holds no images, which this takes: pass a data set of images.`,
  );
}

/** The element type of rows, as an option of what times a model; sparse rows have none. */
export const typeOf = ({ dtype }: RunRows): { readonly dtype?: DType } =>
  dtype === 'sparse' ? {} : { dtype };
