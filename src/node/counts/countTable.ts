import { basename } from 'node:path';
import { type SparseRows, sparseRows } from '../../data/sparseRows.ts';
import { DataError, FormatError } from '../../errors.ts';

/** Counts of the genes of cells. */
export interface LoadedCounts {
  /** `[cells, genes]` */
  readonly rows: SparseRows;
  /** The cells as the file names them. */
  readonly cells: readonly string[];
  /** The genes as the file names them, in the order of the columns. A name that repeats gets `-1`, `-2` and so on. */
  readonly genes: readonly string[];
  /** Other columns about each cell, such as its batch, by name. */
  readonly about: Readonly<Record<string, readonly string[]>>;
}

/** Values with their places, in any order. */
export interface Entries {
  readonly cells: ArrayLike<number>;
  readonly genes: ArrayLike<number>;
  readonly values: ArrayLike<number>;
  /** How many there are; arrays may be longer. */
  readonly count: number;
}

/**
 * Sparse rows of values in any order.
 * @throws FormatError for two values at one place
 * @throws DataError without cells or genes
 */
export function rowsOfEntries(
  entries: Entries,
  [cells, genes]: readonly [cells: number, genes: number],
  path: string,
): SparseRows {
  const name = basename(path);
  if (cells === 0 || genes === 0) {
    throw new DataError(`"${name}" has no ${cells === 0 ? 'cells' : 'genes'}`);
  }
  const byGene = ordered(entries, entries.genes, genes);
  const places = ordered(entries, entries.cells, cells, byGene.places);
  const { count } = entries;
  const columns = new Uint32Array(count);
  const values = new Float32Array(count);
  let before = 0;
  for (let i = 0; i < count; i++) {
    const place = places.places[i] as number;
    columns[i] = entries.genes[place] as number;
    const isRepeated =
      i > 0 &&
      entries.genes[place] === entries.genes[before] &&
      entries.cells[place] === entries.cells[before];
    if (isRepeated) {
      throw new FormatError(`"${name}" has two values for one gene of a cell`);
    }
    before = place;
    values[i] = entries.values[place] as number;
  }
  return sparseRows({ offsets: places.offsets, columns, values, width: genes }, name);
}

/** The places of entries by rising keys; those of one key in the order before. */
function ordered(
  { count }: Entries,
  keys: ArrayLike<number>,
  size: number,
  before?: Uint32Array,
): { readonly places: Uint32Array; readonly offsets: Uint32Array } {
  const offsets = new Uint32Array(size + 1);
  for (let i = 0; i < count; i++) {
    const next = (keys[i] as number) + 1;
    offsets[next] = (offsets[next] as number) + 1;
  }
  for (let key = 0; key < size; key++) {
    offsets[key + 1] = (offsets[key + 1] as number) + (offsets[key] as number);
  }
  const next = offsets.slice();
  const places = new Uint32Array(count);
  for (let i = 0; i < count; i++) {
    const place = before ? (before[i] as number) : i;
    const key = keys[place] as number;
    places[next[key] as number] = place;
    next[key] = (next[key] as number) + 1;
  }
  return { places, offsets };
}

/** A list of numbers that grows. */
export class Numbers<T extends Uint32Array | Float32Array> {
  #values: T;
  length = 0;

  constructor(empty: T) {
    this.#values = empty;
  }

  push(value: number): void {
    if (this.length === this.#values.length) {
      const larger = new (this.#values.constructor as new (length: number) => T)(
        2 * this.length + 1024,
      );
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.length] = value;
    this.length += 1;
  }

  get values(): T {
    return this.#values;
  }
}
