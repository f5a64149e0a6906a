import { isRecord, shown } from '../checks.ts';
import { ConfigError } from '../errors.ts';
import { type DenseSpec, denseLayer } from './dense.ts';
import type { LayerKind, LayerSpec } from './layer.ts';
import type { ReshapeSpec } from './reshape.ts';

/** The layers of this library. To add one, add its file and its lines here. */
type BuiltInLayer = DenseSpec | ReshapeSpec;

/** A layer with optional fields; omitted fields take their defaults. */
export type LayerChoice =
  | { [L in BuiltInLayer as L['kind']]: Pick<L, 'kind'> & Partial<L> }[BuiltInLayer['kind']]
  | LayerSpec;

/** A kind whose spec type is erased; the kind checks its specs itself. */
export type AnyLayerKind = LayerKind<LayerSpec>;

type Loader = () => Promise<AnyLayerKind>;

const loaders = new Map<string, Loader>([
  ['dense', async () => erased(denseLayer)],
  ['reshape', async () => erased((await import('./reshape.ts')).reshapeLayer)],
]);

/**
 * Adds a kind of layer of the app. Architectures can then name it.
 * @throws ConfigError if a kind of that name exists
 */
export function registerLayer<S extends LayerSpec>(kind: LayerKind<S>): void {
  if (loaders.has(kind.kind)) {
    throw new ConfigError(`there is a layer kind "${kind.kind}" already: use another name`);
  }
  loaders.set(kind.kind, async () => erased(kind));
}

/** Loads the kinds that layers name. @throws ConfigError for a kind that does not exist */
export async function loadLayerKinds(
  layers: readonly LayerSpec[],
): Promise<ReadonlyMap<string, AnyLayerKind>> {
  const names = [...new Set(layers.map(({ kind }) => kind))];
  const kinds = names.map(async (name) => {
    const load = loaders.get(name);
    if (load) return [name, await load()] as const;
    throw new ConfigError(
      `no layer kind ${shown(name)}; there are: ${[...loaders.keys()].join(', ')}`,
    );
  });
  return new Map(await Promise.all(kinds));
}

/** Loads the kinds of resolved layers, and their shaders. */
export async function loadLayers(
  layers: readonly LayerSpec[],
): Promise<ReadonlyMap<string, AnyLayerKind>> {
  const kinds = await loadLayerKinds(layers);
  await Promise.all(layers.map((layer) => kinds.get(layer.kind)?.load?.(layer)));
  return kinds;
}

/** A kind only receives specs of its own name, which its `resolve` returned. */
function erased<S extends LayerSpec>(kind: LayerKind<S>): AnyLayerKind {
  return kind as unknown as AnyLayerKind;
}

/**
 * Checks layers that may come from a file, where their static types do not hold.
 * @param name of the stack, for the message
 * @throws ConfigError if they are not a list of objects
 */
export function assertLayers(name: string, layers: unknown): void {
  if (!Array.isArray(layers)) {
    throw new ConfigError(`${name} must be a list of layers, got ${shown(layers)}`);
  }
  const place = layers.findIndex((layer) => !isRecord(layer));
  if (place < 0) return;
  throw new ConfigError(
    `${name}[${place}] must be a layer such as { "kind": "dense" }, got ${shown(layers[place])}`,
  );
}
