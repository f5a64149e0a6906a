import { ConfigError, InternalError } from '../errors.ts';
import type { HeadKind, LayerKind, LayerSpec } from './layer.ts';

/** A kind whose spec type is erased; the kind checks its specs itself. */
export type AnyLayerKind = LayerKind<LayerSpec>;

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

/**
 * How a kind of layer is the last one of a decoder.
 * @throws ConfigError for kinds that are not
 * @throws InternalError if the kind is not loaded
 */
export function headOf(name: string): HeadKind<LayerSpec> {
  const { head } = layerKind(name);
  if (head) return head;
  throw new ConfigError(
    `output: a layer of the kind "${name}" cannot compute the outputs of a likelihood; use "dense", ` +
      '"conv2d" or "convTranspose2d", and put other layers into the decoder',
  );
}
