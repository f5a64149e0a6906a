import type { Activation } from '../../ops/slots.ts';
import type { LayerSpec, OnnxLayer } from '../layer.ts';
import { activateInOnnx } from './activations.ts';

/** Completed fields of an activation alone. */
interface ActivationFields extends LayerSpec {
  readonly activation: Activation;
}

/** An activation of every value. */
export const toOnnx: OnnxLayer<ActivationFields> = (graph, { spec, x }) =>
  activateInOnnx(graph, spec.activation, x);
