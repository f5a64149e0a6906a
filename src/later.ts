import { InternalError } from './errors.ts';

/** A module that loads when something needs it, and is used without waiting from then on. */
export class Later<M> {
  readonly #load: () => Promise<M>;
  #module?: M;

  constructor(load: () => Promise<M>) {
    this.#load = load;
  }

  /** Loads the module. After that `get` returns it. */
  async load(): Promise<void> {
    this.#module = await this.#load();
  }

  /** The module, if something needed it. */
  get loaded(): M | undefined {
    return this.#module;
  }

  /** @throws InternalError if the module is not loaded */
  get(): M {
    if (this.#module) return this.#module;
    throw new InternalError('a part of the library must be loaded before it is used');
  }
}
