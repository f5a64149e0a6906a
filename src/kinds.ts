import { ConfigError, InternalError } from './errors.ts';

/** One of the kinds of a thing, or how it is loaded. */
export type Source<K> = { readonly definition: K } | { readonly load: () => Promise<K> };

/** Kinds of one thing by name. Those that are not always there load when they are asked for. */
export class Kinds<Name extends string, K> {
  readonly names: Name[];
  readonly #thing: string;
  /** Those of the library; one of the caller's own has none. */
  readonly #sources: Readonly<Partial<Record<Name, Source<K>>>>;
  readonly #loaded = new Map<Name, K>();

  /**
   * @param thing they are kinds of, for messages
   * @param sources by name
   */
  constructor(thing: string, sources: Readonly<Record<Name, Source<K>>>) {
    this.#thing = thing;
    this.#sources = sources;
    this.names = Object.keys(sources) as Name[];
  }

  has(name: unknown): name is Name {
    return this.names.some((each) => each === name);
  }

  /**
   * Adds a kind of the caller's own.
   * @throws ConfigError if there is one of that name
   */
  register(name: string, kind: K): void {
    if (this.names.some((each) => each === name)) {
      throw new ConfigError(`there is a ${this.#thing} "${name}" already: use another name`);
    }
    this.names.push(name as Name);
    this.#loaded.set(name as Name, kind);
  }

  /** Loads a kind: from then on `get` gives it. */
  async load(name: Name): Promise<void> {
    const source = this.#sources[name];
    if (source && 'load' in source) this.#loaded.set(name, await this.prepared(source.load()));
  }

  /** @throws InternalError if it is not loaded */
  get(name: Name): K {
    const source = this.#sources[name];
    const kind = source && 'definition' in source ? source.definition : this.#loaded.get(name);
    if (kind !== undefined) return kind;
    throw new InternalError(`the ${this.#thing} ${name} must be loaded before it is used`);
  }

  /** A kind that has arrived, with what it needs; see `Definitions`. */
  protected prepared(kind: Promise<K>): Promise<K> {
    return kind;
  }
}
