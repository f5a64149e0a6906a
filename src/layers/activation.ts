import { activate } from '../ops/activate.ts';
import { type Activation, assertActivation } from '../ops/slots.ts';
import type { LayerKind } from './layer.ts';
import { loadEveryActivation } from './loadActivation.ts';

/** Applies an activation to every value. */
export interface ActivationSpec {
  readonly kind: 'activation';
  /** The function; ReLU by default. */
  readonly activation: Activation;
}

/** An activation alone, for places where the layer before has none, such as after a sum. */
export const activationLayer: LayerKind<ActivationSpec> = {
  kind: 'activation',
  resolve({ activation = 'relu' }, _, where) {
    assertActivation(`${where}.activation`, activation);
    return { kind: 'activation', activation };
  },
  load: loadEveryActivation,
  output: (_, input) => input,
  build: ({ activation }, _, { name }) => ({
    apply: (graph, { x }) => ({
      y: activation === 'identity' ? x : activate(graph, x, { name: graph.site(name), activation }),
    }),
  }),
  onnx: () => import('./onnx/activation.ts'),
};
