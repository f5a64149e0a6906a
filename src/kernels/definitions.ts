import { Kinds } from '../kinds.ts';
import { addParts } from './catalogue.ts';
import type { CataloguePart } from './catalogue.types.ts';

/** What may bring shaders of its own: a likelihood, an optimizer. */
export interface Definition {
  /** The parts of the catalogue that it needs beside the core. */
  readonly parts: readonly CataloguePart[];
}

/**
 * Definitions of one thing by name. Loading one loads its shaders too; those of a definition that is always
 * there, or the caller's own, are loaded by whoever uses it.
 */
export class Definitions<Name extends string, D extends Definition> extends Kinds<Name, D> {
  protected override async prepared(definition: Promise<D>): Promise<D> {
    const loaded = await definition;
    addParts(loaded.parts);
    return loaded;
  }
}
