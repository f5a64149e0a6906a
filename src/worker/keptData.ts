import type { Dataset } from '../data/dataset.ts';
import type { ModelRows } from '../data/rows.ts';
import type { FieldData, FieldRows } from '../data/table.ts';
import { ConfigError, DisposedError } from '../errors.ts';

/** A data set, or sparse rows, in a worker: to be named in calls instead of copied with each. */
export interface KeptData<T extends FieldData['dtype'] = Dataset['dtype']> {
  /** Name in messages. */
  readonly name: string;
  /** Number of rows. */
  readonly rows: number;
  /** Values of a row. */
  readonly columns: number;
  /** Type of the values. */
  readonly dtype: T;
  /** Lets the worker forget it; calls that have begun are not disturbed. Twice is harmless. */
  release(): void;
}

/** Rows of a model's one field, or of each of its fields by name; any of them may be kept data. */
export type RemoteRows = ModelRows | AnyKept | Readonly<Record<string, FieldRows | AnyKept>>;

/** Kept rows of any kind. */
export type AnyKept = KeptData<FieldData['dtype']>;

/** The implementation of the handle. */
export class KeptRows<T extends FieldData = FieldData> implements KeptData<T['dtype']> {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  readonly dtype: T['dtype'];
  readonly #id: number;
  readonly #owner: object;
  readonly #onRelease: (id: number) => void;
  #released = false;

  /** @param owner the channel of the worker that holds the data under `id` */
  constructor(
    { name, rows, columns, dtype }: T,
    id: number,
    owner: object,
    onRelease: (id: number) => void,
  ) {
    this.name = name;
    this.rows = rows;
    this.columns = columns;
    this.dtype = dtype;
    this.#id = id;
    this.#owner = owner;
    this.#onRelease = onRelease;
  }

  /**
   * The id of the data in the worker.
   * @throws ConfigError if another worker holds them
   * @throws DisposedError if they were released
   */
  idFor(owner: object): number {
    if (this.#released) {
      throw new DisposedError(`${this.name} was released: keep() it again to use it`);
    }
    if (owner === this.#owner) return this.#id;
    throw new ConfigError(
      `${this.name} is kept by another worker: keep() it in the worker of the model that uses it`,
    );
  }

  release(): void {
    if (this.#released) return;
    this.#released = true;
    this.#onRelease(this.#id);
  }
}
