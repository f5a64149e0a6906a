import { isRecord, type Range, shown } from './checks.ts';
import { ConfigError, InternalError } from './errors.ts';

/** A kind, or a function that loads it. */
export type Source<K> = { readonly definition: K } | { readonly load: () => Promise<K> };

/** A registry of kinds by name. Optional kinds are loaded on demand. */
export class Kinds<Name extends string, K> {
  readonly names: Name[];
  /** Noun for messages, such as "optimizer". */
  readonly thing: string;
  /** Sources of the library's kinds. Kinds of the app have none. */
  readonly #sources: ReadonlyMap<string, Source<K>>;
  readonly #loaded = new Map<string, K>();

  /**
   * @param thing noun for messages, such as "optimizer"
   * @param sources by name
   */
  constructor(thing: string, sources: Readonly<Record<Name, Source<K>>>) {
    this.thing = thing;
    this.#sources = new Map(Object.entries<Source<K>>(sources));
    this.names = Object.keys(sources) as Name[];
  }

  has(name: unknown): name is Name {
    return this.names.some((each) => each === name);
  }

  /** Adds a kind of the app under a name that is free; see {@link registerKind}. */
  add(name: Name, kind: K): void {
    this.names.push(name);
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
    throw new InternalError(`the ${this.thing} ${name} must be loaded before it is used`);
  }

  /** Completes a kind that was loaded; see `Definitions`. */
  protected prepared(kind: Promise<K>): Promise<K> {
    return kind;
  }
}

/** Names of the members that every definition of a type has. */
type RequiredOf<D> = {
  [Name in keyof D]-?: undefined extends D[Name] ? never : Name;
}[keyof D];

/** The range of each member of a definition. */
export interface Members<D> {
  /** Members that a definition must have. */
  readonly required: { readonly [Name in RequiredOf<D>]: Range };
  /** Members that may be left out. */
  readonly optional: { readonly [Name in Exclude<keyof D, RequiredOf<D>>]: Range };
}

/**
 * Adds a kind of the app to a registry, once its definition is known to be whole. Apps written in
 * JavaScript learn of a mistake here and not when a model is built.
 * @throws ConfigError for a definition that is no object, for a name that is no text or is taken,
 *   and for a member that is missing or of another type
 */
export function registerKind<Name extends string, D extends object>(
  kinds: Kinds<Name, D>,
  name: unknown,
  definition: D,
  { required, optional }: Members<D>,
): void {
  const { thing } = kinds;
  const needed = Object.entries<Range>(required);
  if (!isRecord(definition)) {
    const names = needed.map(([member]) => member).join(', ');
    throw new ConfigError(
      `a ${thing} is registered as an object with the members ${names}, got ${shown(definition)}`,
    );
  }
  if (typeof name !== 'string' || name === '' || name !== name.trim()) {
    throw new ConfigError(
      `a ${thing} is registered under a name, a text that neither is empty nor begins or ends with ` +
        `a space, got ${shown(name)}`,
    );
  }
  if (kinds.has(name)) {
    throw new ConfigError(`there is a ${thing} "${name}" already: use another name`);
  }
  for (const [member, { holds, wanted }] of [...needed, ...Object.entries<Range>(optional)]) {
    const value = definition[member];
    if (value === undefined && !Object.hasOwn(required, member)) continue;
    if (holds(value)) continue;
    throw new ConfigError(
      value === undefined
        ? `the ${thing} "${name}" lacks the member "${member}", which must be ${wanted}`
        : `the member "${member}" of the ${thing} "${name}" must be ${wanted}, got ${shown(value)}`,
    );
  }
  kinds.add(name as Name, definition);
}
