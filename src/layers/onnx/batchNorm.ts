import type { Activation } from '../../ops/slots.ts';
import { channelsOf } from '../affine.ts';
import { flatSize, type LayerSpec, type OnnxLayer } from '../layer.ts';
import { activateInOnnx } from './activations.ts';
import { type AffineFields, affineParameters } from './affine.ts';
import { reshaped } from './image.ts';

/** Completed fields of a batch normalization. */
interface BatchNormFields extends LayerSpec, AffineFields {
  readonly epsilon: number;
  readonly activation: Activation;
}

/** A batch normalization by its running statistics, followed by its activation. */
export const toOnnx: OnnxLayer<BatchNormFields> = (graph, { spec, input, name, x }) => {
  const { epsilon, activation } = spec;
  const channels = channelsOf(input);
  const flat = flatSize(input) === channels;
  const shape = [channels];
  const { weight, bias } = affineParameters(graph, spec, { name, shape });
  const mean = graph.parameter(`${name}.running_mean`, shape);
  const variance = graph.parameter(`${name}.running_var`, shape);
  const pixels = flat ? x : reshaped(graph, x, [-1, channels]);
  const y = graph.node('BatchNormalization', [pixels, weight, bias, mean, variance], {
    epsilon: { float: epsilon },
  });
  return activateInOnnx(graph, activation, flat ? y : reshaped(graph, y, [-1, flatSize(input)]));
};
