import { shown } from './checks.ts';
import { ConfigError, InternalError } from './errors.ts';

/** A kind, or a function that loads it. */
export type Source<K> = { readonly definition: K } | { readonly load: () => Promise<K> };

/** A registry of kinds by name. Optional kinds are loaded on demand. */
export class Kinds<Name extends string, K> {
  readonly names: Name[];
  readonly #thing: string;
  /** Sources of the library's kinds. Kinds of the app have none. */
  readonly #sources: ReadonlyMap<string, Source<K>>;
  readonly #loaded = new Map<string, K>();

  /**
   * @param thing noun for messages, such as "optimizer"
   * @param sources by name
   */
  constructor(thing: string, sources: Readonly<Record<Name, Source<K>>>) {
    this.#thing = thing;
    this.#sources = new Map(Object.entries<Source<K>>(sources));
    this.names = Object.keys(sources) as Name[];
  }

  has(name: unknown): name is Name {
    return this.names.some((each) => each === name);
  }

  /**
   * Adds a kind of the app.
   * @throws ConfigError for a name that exists or is no text
   */
  register(name: string, kind: K): void {
    if (typeof name !== 'string' || name === '') {
      throw new ConfigError(
        `a ${this.#thing} is registered under a name, a text that is not empty, got ${shown(name)}`,
      );
    }
    if (this.has(name)) {
      throw new ConfigError(`there is a ${this.#thing} "${name}" already: use another name`);
    }
    this.names.push(name as Name);
    this.#loaded.set(name, kind);
  }

  /** Loads a kind. After that `get` returns it. */
  async load(name: Name): Promise<void> {
    const source = this.#sources.get(name);
    if (source && 'load' in source) this.#loaded.set(name, await this.prepared(source.load()));
  }

  /** @throws InternalError if the kind is not loaded */
  get(name: Name): K {
    const source = this.#sources.get(name);
    const kind = source && 'definition' in source ? source.definition : this.#loaded.get(name);
    if (kind !== undefined) return kind;
    throw new InternalError(`the ${this.#thing} ${name} must be loaded before it is used`);
  }

  /** Completes a kind that was loaded; see `Definitions`. */
  protected prepared(kind: Promise<K>): Promise<K> {
    return kind;
  }
}
