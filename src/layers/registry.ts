import { ConfigError } from '../errors.ts';
import { type DenseSpec, denseLayer } from './dense.ts';
import type { LayerKind, LayerSpec } from './layer.ts';
import type { ReshapeSpec } from './reshape.ts';

/** The layers of this library; a new one is a file and its lines here. */
type BuiltInLayer = DenseSpec | ReshapeSpec;

/** A layer as it is asked for: what is left out takes its default. */
export type LayerChoice =
  | { [L in BuiltInLayer as L['kind']]: Pick<L, 'kind'> & Partial<L> }[BuiltInLayer['kind']]
  | LayerSpec;

/** A kind whose specs are checked by itself. */
export type AnyLayerKind = LayerKind<LayerSpec>;

type Loader = () => Promise<AnyLayerKind>;

const loaders = new Map<string, Loader>([
  ['dense', async () => erased(denseLayer)],
  ['reshape', async () => erased((await import('./reshape.ts')).reshapeLayer)],
]);

/**
 * Adds a kind of layer of one's own; architectures name it as they name the library's.
 * @throws ConfigError if there is a kind of that name
 */
export function registerLayer<S extends LayerSpec>(kind: LayerKind<S>): void {
  if (loaders.has(kind.kind)) {
    throw new ConfigError(`there is a layer kind "${kind.kind}" already: use another name`);
  }
  loaders.set(kind.kind, async () => erased(kind));
}

/** Loads the kinds that layers name. @throws ConfigError for one that does not exist */
export async function loadLayerKinds(
  layers: readonly LayerSpec[],
): Promise<ReadonlyMap<string, AnyLayerKind>> {
  const names = [...new Set(layers.map(({ kind }) => kind))];
  const kinds = names.map(async (name) => {
    const load = loaders.get(name);
    if (load) return [name, await load()] as const;
    throw new ConfigError(
      `no layer kind "${String(name)}"; there are: ${[...loaders.keys()].join(', ')}`,
    );
  });
  return new Map(await Promise.all(kinds));
}

/** Loads the kinds that complete layers name, and the shaders that they need. */
export async function loadLayers(
  layers: readonly LayerSpec[],
): Promise<ReadonlyMap<string, AnyLayerKind>> {
  const kinds = await loadLayerKinds(layers);
  await Promise.all(layers.map((layer) => kinds.get(layer.kind)?.load?.(layer)));
  return kinds;
}

/** A kind is handed only specs of its own name, which its `resolve` made. */
function erased<S extends LayerSpec>(kind: LayerKind<S>): AnyLayerKind {
  return kind as unknown as AnyLayerKind;
}

/**
 * Layers may come from a file, so their types promise nothing.
 * @param name of the stack, for the message
 * @throws ConfigError if they are no list of objects
 */
export function assertLayers(name: string, layers: unknown): void {
  if (!Array.isArray(layers)) {
    throw new ConfigError(`${name} must be a list of layers, got ${String(layers)}`);
  }
  const place = layers.findIndex((layer) => typeof layer !== 'object' || layer === null);
  if (place < 0) return;
  throw new ConfigError(
    `${name}[${place}] must be a layer such as { "kind": "dense" }, got ${String(layers[place])}`,
  );
}
