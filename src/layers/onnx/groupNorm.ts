import type { Activation } from '../../ops/slots.ts';
import { channelsOf } from '../affine.ts';
import { flatSize, type LayerSpec, type OnnxLayer } from '../layer.ts';
import { activateInOnnx } from './activations.ts';
import { type AffineFields, affineParameters } from './affine.ts';
import { reshaped } from './image.ts';

/** Completed fields of a group normalization. */
interface GroupNormFields extends LayerSpec, AffineFields {
  readonly groups: number;
  readonly epsilon: number;
  readonly activation: Activation;
}

/**
 * A group normalization, followed by its activation. Opset 17 has no operator for it: groups are
 * normalized as the instances of `InstanceNormalization`.
 */
export const toOnnx: OnnxLayer<GroupNormFields> = (graph, { spec, input, name, x }) => {
  const { groups, epsilon, activation, affine } = spec;
  const size = flatSize(input);
  const channels = channelsOf(input);
  const pixels = size / channels;
  const perm = { ints: [0, 2, 1, 3] };
  const grouped = reshaped(graph, x, [-1, pixels, groups, channels / groups]);
  const instances = graph.node('Transpose', [grouped], { perm });
  const plain = affineParameters(graph, { affine: false }, { name, shape: [groups] });
  const normalized = graph.node('InstanceNormalization', [instances, plain.weight, plain.bias], {
    epsilon: { float: epsilon },
  });
  const back = graph.node('Transpose', [normalized], { perm });
  const rows = reshaped(graph, back, [-1, pixels, channels]);
  const { weight, bias } = affineParameters(graph, { affine }, { name, shape: [channels] });
  const y = graph.node('Add', [graph.node('Mul', [rows, weight]), bias]);
  return activateInOnnx(graph, activation, reshaped(graph, y, [-1, size]));
};
