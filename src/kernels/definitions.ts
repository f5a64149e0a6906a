import { ConfigError, InternalError } from '../errors.ts';
import { addParts } from './catalogue.ts';
import type { CataloguePart } from './catalogue.types.ts';

/** A component with its own shaders: a likelihood or an optimizer. */
export interface Definition {
  /** The parts of the catalogue that it needs in addition to the core. */
  readonly parts: readonly CataloguePart[];
}

/** A definition, or a function that loads it. */
export type Source<D extends Definition> =
  | { readonly definition: D }
  | { readonly load: () => Promise<D> };

/** Definitions of one kind by name. Optional ones are loaded on demand. */
export class Definitions<Name extends string, D extends Definition> {
  readonly names: Name[];
  readonly #kind: string;
  /** Sources of the library's definitions. Definitions of the app have none. */
  readonly #sources: ReadonlyMap<string, Source<D>>;
  readonly #loaded = new Map<Name, D>();

  /**
   * @param kind noun for messages
   * @param sources of the definitions; for those that are always present, the caller loads the
   * parts
   */
  constructor(kind: string, sources: Readonly<Record<Name, Source<D>>>) {
    this.#kind = kind;
    this.names = Object.keys(sources) as Name[];
    this.#sources = new Map(Object.entries<Source<D>>(sources));
  }

  has(name: unknown): name is Name {
    return this.names.some((each) => each === name);
  }

  /**
   * Adds a definition of the app. The caller loads its shaders.
   * @throws ConfigError if a definition of that name exists
   */
  register(name: string, definition: D): void {
    if (this.names.some((each) => each === name)) {
      throw new ConfigError(`there is a ${this.#kind} "${name}" already: use another name`);
    }
    this.names.push(name as Name);
    this.#loaded.set(name as Name, definition);
  }

  /** Loads a definition and its shaders. After that `get` returns it. */
  async load(name: Name): Promise<void> {
    const source = this.#sources.get(name);
    if (!source || 'definition' in source) return;
    const definition = await source.load();
    addParts(definition.parts);
    this.#loaded.set(name, definition);
  }

  /** @throws InternalError if the definition is not loaded */
  get(name: Name): D {
    const source = this.#sources.get(name);
    const definition =
      source && 'definition' in source ? source.definition : this.#loaded.get(name);
    if (definition) return definition;
    throw new InternalError(`the ${this.#kind} ${name} must be loaded before it is used`);
  }
}
