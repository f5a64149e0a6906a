import { knownFields } from '../checks.ts';
import { ConfigError } from '../errors.ts';
import type { OutputLayer } from '../ops/outputLayer.ts';
import type { HeadKind, HeadShapes, LayerScope, LayerSpec, Shape } from './layer.ts';
import { layerKind } from './loadedKinds.ts';
import { stackOutput } from './stackOutput.ts';

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
      '"conv1d", "conv2d", "convTranspose2d" or "activation", and put other layers into the decoder',
  );
}

/**
 * Fills in the defaults of the layer that computes a likelihood's outputs, whose kind is loaded.
 * @param decoder its resolved layers, whose kinds are loaded
 * @param code shape of what comes into the decoder
 * @param target shape of an example of the data
 * @returns undefined for a dense layer, which models have anyway
 * @throws ConfigError naming the field
 */
export function resolveHead(
  given: LayerSpec,
  decoder: readonly LayerSpec[],
  code: Shape,
  target: Shape,
): LayerSpec | undefined {
  const { kind, ...options } = given;
  const spec = headOf(kind).resolve(given, stackOutput(decoder, code), target, 'output');
  const names = Object.keys(spec).filter((each) => each !== 'kind');
  knownFields(`output: a ${kind} layer`, options, names);
  return kind === 'dense' ? undefined : spec;
}

/** Declares the parameters of the layer that computes a likelihood's outputs, whose kind is loaded. */
export function buildHead(
  spec: LayerSpec,
  shapes: HeadShapes,
  scope: LayerScope,
  perValue: number,
): OutputLayer {
  return headOf(spec.kind).build(spec, shapes, scope, perValue);
}
