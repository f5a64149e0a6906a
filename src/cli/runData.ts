import type { Dataset } from '../data/dataset.ts';
import type { SparseRows } from '../data/sparseRows.ts';
import { ConfigError } from '../errors.ts';
import { IMAGE, type Noun, TEXT } from './noun.ts';

/** Rows of a run: images, or counts of the words of texts. */
export type RunRows = Dataset | SparseRows;

/** Training and test data of a run. */
export interface RunData<Rows extends RunRows = RunRows> {
  readonly train: Rows;
  readonly test: Rows;
  /** The words in the order of the columns, of texts. */
  readonly words?: readonly string[];
}

/** What the rows of data are, in words. */
export const nounOf = ({ words }: { readonly words?: readonly string[] | undefined }): Noun =>
  words ? TEXT : IMAGE;

/**
 * The rows of data that must be images.
 * @throws ConfigError for texts
 */
export function asImages<Rows extends RunRows>(rows: Rows): Exclude<Rows, SparseRows> {
  if (rows.dtype !== 'sparse') return rows as Exclude<Rows, SparseRows>;
  throw new ConfigError(`${rows.name} holds texts, but this takes images.`);
}

/** The element type of rows, as an option of what times a model; sparse rows have none. */
export const typeOf = ({ dtype }: RunRows): { readonly dtype?: Dataset['dtype'] } =>
  dtype === 'sparse' ? {} : { dtype };
