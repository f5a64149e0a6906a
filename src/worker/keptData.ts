import type { Dataset } from '../data/dataset.ts';
import type { ModelRows } from '../data/rows.ts';
import { ConfigError, DisposedError } from '../errors.ts';

/** A handle of a data set in a worker. Calls take it instead of copying the rows. */
export interface KeptData {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  readonly dtype: Dataset['dtype'];
  /** Lets the worker free it. Running calls are not affected. May be called more than once. */
  release(): void;
}

/** Rows of data, or a data set that the worker already holds. */
export type RemoteRows = ModelRows | KeptData;

/** The implementation of the handle. */
export class KeptRows implements KeptData {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  readonly dtype: Dataset['dtype'];
  readonly #id: number;
  readonly #owner: object;
  readonly #onRelease: (id: number) => void;
  #released = false;

  /** @param owner the channel of the worker that holds the data under `id` */
  constructor(
    { name, rows, columns, dtype }: Dataset,
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
