import { ConfigError, InternalError } from '../errors.ts';
import { addParts } from './catalogue.ts';
import type { CataloguePart } from './catalogue.types.ts';

/** What may bring shaders of its own: a likelihood, an optimizer. */
export interface Definition {
  /** The parts of the catalogue that it needs beside the core. */
  readonly parts: readonly CataloguePart[];
}

/** A definition, or how it is loaded. */
export type Source<D extends Definition> =
  | { readonly definition: D }
  | { readonly load: () => Promise<D> };

/** Definitions of one kind by name. Those that are not always there load when they are asked for. */
export class Definitions<Name extends string, D extends Definition> {
  readonly names: Name[];
  readonly #kind: string;
  /** Those of the library; one of the caller's own has none. */
  readonly #sources: Readonly<Partial<Record<Name, Source<D>>>>;
  readonly #loaded = new Map<Name, D>();

  /**
   * @param kind what they are, for messages
   * @param sources of those that are always there the parts are loaded by whoever uses them
   */
  constructor(kind: string, sources: Readonly<Record<Name, Source<D>>>) {
    this.#kind = kind;
    this.#sources = sources;
    this.names = Object.keys(sources) as Name[];
  }

  has(name: unknown): name is Name {
    return this.names.some((each) => each === name);
  }

  /**
   * Adds a definition of the caller's own; its shaders are loaded by whoever adds it.
   * @throws ConfigError if there is one of that name
   */
  register(name: string, definition: D): void {
    if (this.names.some((each) => each === name)) {
      throw new ConfigError(`there is a ${this.#kind} "${name}" already: use another name`);
    }
    this.names.push(name as Name);
    this.#loaded.set(name as Name, definition);
  }

  /** Loads a definition and the shaders that it needs: from then on `get` gives it. */
  async load(name: Name): Promise<void> {
    const source = this.#sources[name];
    if (!source || 'definition' in source) return;
    const definition = await source.load();
    addParts(definition.parts);
    this.#loaded.set(name, definition);
  }

  /** @throws InternalError if it is not loaded */
  get(name: Name): D {
    const source = this.#sources[name];
    const definition =
      source && 'definition' in source ? source.definition : this.#loaded.get(name);
    if (definition) return definition;
    throw new InternalError(`the ${this.#kind} ${name} must be loaded before it is used`);
  }
}
