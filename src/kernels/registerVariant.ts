import { type Range, TEXT } from '../checks.ts';
import { ConfigError } from '../errors.ts';
import { Kinds, type Members, registerKind } from '../kinds.ts';
import { addParts } from './catalogue.ts';
import { AS_IS, ownVariants } from './ownVariants.ts';
import { readVariant } from './readVariant.ts';
import { isVariant, type ProductVariant, variantNames } from './variants.ts';

/** A product variant of the app. */
export interface VariantDefinition {
  /** A lower-case letter, then letters, digits and underscores. Checkpoints hold it. */
  readonly name: string;
  /**
   * WGSL such as a file of `shaders/slots/product` holds: the constants `WORKGROUP_X`,
   * `WORKGROUP_Y`, `TILE_ROWS4` and `TILE_COLUMNS4`, and the function `product`.
   */
  readonly wgsl: string;
}

const DEFINES_PRODUCT: Range = {
  holds: (value) => typeof value === 'string' && /\bfn\s+product\b/.test(value),
  wanted: 'WGSL that defines "fn product(tile: vec2u, lane: u32)"',
};

export const VARIANT_MEMBERS: Members<VariantDefinition> = {
  required: { name: TEXT, wgsl: DEFINES_PRODUCT },
  optional: {},
};

/** The variants of the library and of the app. */
class Variants extends Kinds<string, VariantDefinition> {
  override has(name: unknown): name is string {
    return name === AS_IS || isVariant(name);
  }

  override add(name: string, { wgsl }: VariantDefinition): void {
    if (!/^[a-z]\w*$/.test(name)) {
      const form = 'a lower-case letter, then letters, digits and underscores';
      throw new ConfigError(`the name of a variant must be ${form}, got "${name}"`);
    }
    const piece = readVariant(name, wgsl);
    addParts([{ modules: {}, slots: { product: { [name]: piece } }, kernels: {} }]);
    ownVariants.set(name, fingerprint(piece.code));
    variantNames.push(name as ProductVariant);
  }
}

const variants = new Variants('variant', {});

/**
 * Adds a product variant of the app. The options `variants` may then name it, and `tune` measures it
 * beside the library's own after comparing its results with theirs.
 * @throws ConfigError for a definition that is not whole, a name that is taken, and WGSL that breaks
 *   the rules for variants, naming what is wrong
 */
export function registerVariant(definition: VariantDefinition): void {
  registerKind(variants, definition?.name, definition, VARIANT_MEMBERS);
}

/** FNV-1a: kept measurements of another text under the same name do not count. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return (hash >>> 0).toString(16);
}
