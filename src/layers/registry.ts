import { FUNCTION, isRecord, OBJECT, shown, TEXT } from '../checks.ts';
import { ConfigError } from '../errors.ts';
import { Kinds, type Members, registerKind } from '../kinds.ts';
import type { ActivationSpec } from './activation.ts';
import type { AvgPool2dSpec } from './avgPool2d.ts';
import type { BatchNormSpec } from './batchNorm.ts';
import type { Conv1dSpec } from './conv1d.ts';
import type { Conv2dSpec } from './conv2d.ts';
import type { ConvTranspose2dSpec } from './convTranspose2d.ts';
import { type DenseSpec, denseLayer } from './dense.ts';
import type { DropoutSpec } from './dropout.ts';
import type { EmbeddingSpec } from './embedding.ts';
import type { FlattenSpec } from './flatten.ts';
import type { GateSpec } from './gate.ts';
import type { GroupNormSpec } from './groupNorm.ts';
import type { GruSpec } from './gru.ts';
import type { LayerKind, LayerSpec } from './layer.ts';
import type { LayerNormSpec } from './layerNorm.ts';
import { type AnyLayerKind, erased, keepLayerKind, layerKind } from './loadedKinds.ts';
import type { LstmSpec } from './lstm.ts';
import type { MaxPool2dSpec } from './maxPool2d.ts';
import { others } from './others.ts';
import type { ReshapeSpec } from './reshape.ts';
import type { ResidualSpec } from './residual.ts';
import type { SoftmaxSpec } from './softmax.ts';
import type { SpectralConv2dSpec, SpectralDenseSpec } from './spectral.ts';
import type { UpsampleSpec } from './upsample.ts';

/** The layers of this library. To add one, add its file and its lines here and in `otherLayers.ts`. */
export type BuiltInLayer =
  | ActivationSpec
  | AvgPool2dSpec
  | BatchNormSpec
  | Conv1dSpec
  | Conv2dSpec
  | ConvTranspose2dSpec
  | DenseSpec
  | DropoutSpec
  | EmbeddingSpec
  | FlattenSpec
  | GateSpec
  | GroupNormSpec
  | GruSpec
  | LayerNormSpec
  | LstmSpec
  | MaxPool2dSpec
  | ReshapeSpec
  | ResidualSpec
  | SoftmaxSpec
  | SpectralConv2dSpec
  | SpectralDenseSpec
  | UpsampleSpec;

/**
 * The specs of the app's own layers, by any key. An app adds its own by declaration merging, so that
 * architectures may hold them as literals:
 *
 * @example
 * declare module 'webgpu-vae' {
 *   interface OwnLayers {
 *     bottleneck: BottleneckSpec;
 *   }
 * }
 */
// biome-ignore lint/suspicious/noEmptyInterface: apps add members, which a type alias does not take
export interface OwnLayers {}

/** A layer with optional fields; omitted fields take their defaults. */
export type LayerChoice =
  | LayerChoiceOf<BuiltInLayer>
  | LayerChoiceOf<OwnLayers[keyof OwnLayers]>
  | LayerSpec;

/** Layers of which all but the kind may be left out, in the layers that they are made of too. */
export type LayerChoiceOf<L> = L extends LayerSpec
  ? Pick<L, 'kind'> & {
      readonly [Field in keyof L]?: L[Field] extends readonly LayerSpec[]
        ? readonly LayerChoice[]
        : L[Field];
    }
  : never;

/** Kinds of which `otherLayers.ts` says how they load. */
const OTHERS = [
  'reshape',
  'conv1d',
  'conv2d',
  'convTranspose2d',
  'batchNorm',
  'groupNorm',
  'layerNorm',
  'residual',
  'activation',
  'avgPool2d',
  'dropout',
  'embedding',
  'flatten',
  'gate',
  'gru',
  'lstm',
  'maxPool2d',
  'softmax',
  'spectralConv2d',
  'spectralDense',
  'upsample',
] as const;

const kinds = new Kinds<string, AnyLayerKind>('layer kind', {
  dense: { definition: erased(denseLayer) },
  ...Object.fromEntries(OTHERS.map((name) => [name, { load: () => loadOther(name) }])),
});

async function loadOther(name: (typeof OTHERS)[number]): Promise<AnyLayerKind> {
  const { otherLayers } = await import('./otherLayers.ts');
  return otherLayers[name]();
}

export const LAYER_MEMBERS: Members<AnyLayerKind> = {
  required: { kind: TEXT, resolve: FUNCTION, output: FUNCTION, build: FUNCTION },
  optional: { inner: FUNCTION, load: FUNCTION, head: OBJECT, onnx: FUNCTION },
};

/**
 * Adds a kind of layer of the app. Architectures can then name it.
 * @throws ConfigError if a kind of that name exists, or naming a member that is missing or of
 *   another type
 */
export function registerLayer<S extends LayerSpec>(kind: LayerKind<S>): void {
  registerKind(kinds, kind?.kind, erased(kind), LAYER_MEMBERS);
}

/**
 * Loads the kinds that layers name, and those of the layers that they are made of. After that the
 * layers can be resolved.
 * @param where position of the layers, such as `encoder`, for messages
 * @throws ConfigError if they are not a list of objects, or for a kind that does not exist
 */
export async function loadLayerKinds(where: string, layers: readonly LayerSpec[]): Promise<void> {
  assertLayers(where, layers);
  await Promise.all(
    layers.map(async (layer, i) => {
      const { kind: name } = layer;
      if (!kinds.has(name)) {
        throw new ConfigError(`no layer kind ${shown(name)}; there are: ${kinds.names.join(', ')}`);
      }
      await Promise.all([kinds.load(name), name !== 'dense' && others.load()]);
      const kind = kinds.get(name);
      keepLayerKind(kind);
      const inner = Object.entries(kind.inner?.(layer) ?? {});
      await Promise.all(
        inner.map(([field, own]) => loadLayerKinds(`${where}[${i}].${field}`, own)),
      );
    }),
  );
}

/** Loads the kinds of resolved layers, and their shaders. After that the layers can be built. */
export async function loadLayers(where: string, layers: readonly LayerSpec[]): Promise<void> {
  await loadLayerKinds(where, layers);
  await loadShaders(layers);
}

async function loadShaders(layers: readonly LayerSpec[]): Promise<void> {
  await Promise.all(
    layers.flatMap((layer) => {
      const kind = layerKind(layer.kind);
      const inner = Object.values(kind.inner?.(layer) ?? {});
      return [kind.load?.(layer), ...inner.map(loadShaders)];
    }),
  );
}

/**
 * Checks layers that may come from a file, where their static types do not hold.
 * @param name of the stack, for the message
 * @throws ConfigError if they are not a list of objects
 */
function assertLayers(name: string, layers: unknown): void {
  if (!Array.isArray(layers)) {
    throw new ConfigError(`${name} must be a list of layers, got ${shown(layers)}`);
  }
  const place = layers.findIndex((layer) => !isRecord(layer));
  if (place < 0) return;
  throw new ConfigError(
    `${name}[${place}] must be a layer such as { "kind": "dense" }, got ${shown(layers[place])}`,
  );
}
