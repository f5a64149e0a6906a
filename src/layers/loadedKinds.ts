import { InternalError } from '../errors.ts';
import type { LayerKind, LayerSpec } from './layer.ts';

/** A kind whose spec type is erased; the kind checks its specs itself. */
export type AnyLayerKind = LayerKind<LayerSpec>;

/** A kind only receives specs of its own name, which its `resolve` returned. */
export function erased<S extends LayerSpec>(kind: LayerKind<S>): AnyLayerKind {
  return kind as unknown as AnyLayerKind;
}

/**
 * The kinds that architectures named so far. They are apart from the registry, which knows where
 * every kind is: a kind that is made of layers is named there, and finds its layers here.
 */
const loaded = new Map<string, AnyLayerKind>();

/** Keeps a kind that was loaded. */
export function keepLayerKind(kind: AnyLayerKind): void {
  loaded.set(kind.kind, kind);
}

/** @throws InternalError if the kind is not loaded */
export function layerKind(name: string): AnyLayerKind {
  const kind = loaded.get(name);
  if (kind) return kind;
  throw new InternalError(`the layer kind ${name} must be loaded before it is used`);
}
