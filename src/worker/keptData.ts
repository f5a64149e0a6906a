import type { Dataset } from '../data/dataset.ts';
import type { ModelRows } from '../data/rows.ts';
import type { FieldRows, HostRows } from '../data/table.ts';
import { ConfigError, DisposedError } from '../errors.ts';

/** An array of rows in a worker, to be named in calls instead of copied with each. */
export interface KeptArray {
  /** Name in messages. */
  readonly name: string;
  /** Lets the worker forget it; calls that have begun are not disturbed. Twice is harmless. */
  release(): void;
}

/** A data set, or sparse rows, in a worker. */
export interface KeptData<T extends HostRows['dtype'] = Dataset['dtype']> extends KeptArray {
  /** Number of rows. */
  readonly rows: number;
  /** Values of a row. */
  readonly columns: number;
  /** Type of the values. */
  readonly dtype: T;
}

/** Rows of a model's one field, or of each of its fields by name; any of them may be kept data. */
export type RemoteRows = ModelRows | KeptArray | Readonly<Record<string, FieldRows | KeptArray>>;

/** The implementation of the handle. A plain array has no rows and columns of its own. */
export class KeptRows implements KeptArray {
  readonly name: string;
  readonly rows: number | undefined;
  readonly columns: number | undefined;
  readonly dtype: HostRows['dtype'] | undefined;
  readonly #id: number;
  readonly #owner: object;
  readonly #onRelease: (id: number) => void;
  #released = false;

  /** @param owner the channel of the worker that holds the data under `id` */
  constructor(
    { name, rows, columns, dtype }: Pick<KeptArray, 'name'> & Partial<KeptData<HostRows['dtype']>>,
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
