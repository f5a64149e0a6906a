import { InternalError } from './errors.ts';

/** A module that loads when something needs it, and is used without waiting from then on. */
export class Later<M> {
  /** The module, once something needed it. */
  loaded?: M;
  readonly #load: () => Promise<M>;

  constructor(load: () => Promise<M>) {
    this.#load = load;
  }

  async load(): Promise<void> {
    this.loaded = await this.#load();
  }

  /** @throws InternalError if the module is not loaded */
  get(): M {
    if (this.loaded) return this.loaded;
    throw new InternalError('a part of the library must be loaded before it is used');
  }
}
