import { Kinds } from '../kinds.ts';
import { addParts } from './catalogue.ts';
import type { CataloguePart } from './catalogue.types.ts';

/** A component with its own shaders: a likelihood or an optimizer. */
export interface Definition {
  /** The parts of the catalogue that it needs in addition to the core. */
  readonly parts: readonly CataloguePart[];
}

/**
 * Definitions of one kind by name. Loading a definition also loads its shaders, except those of
 * definitions that are always present or registered by the app: whoever uses these loads them.
 */
export class Definitions<Name extends string, D extends Definition> extends Kinds<Name, D> {
  protected override async prepared(definition: Promise<D>): Promise<D> {
    const loaded = await definition;
    addParts(loaded.parts);
    return loaded;
  }
}
