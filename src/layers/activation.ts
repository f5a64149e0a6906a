import { ConfigError } from '../errors.ts';
import { activate } from '../ops/activate.ts';
import { type Activation, assertActivation } from '../ops/slots.ts';
import { flatSize, type LayerKind } from './layer.ts';
import { loadEveryActivation } from './loadActivation.ts';

/** Applies an activation to every value. */
export interface ActivationSpec {
  readonly kind: 'activation';
  /** The function; ReLU by default. */
  readonly activation: Activation;
}

/**
 * An activation alone, for places where the layer before has none, such as after a sum. As the last
 * layer of a decoder it hands on the values of the layer before, to which the likelihood applies its
 * own.
 */
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
  head: {
    resolve: () => ({ kind: 'activation', activation: 'identity' }),
    build(_, { input, target }, { name }, perValue) {
      const outputs = perValue * flatSize(target);
      if (flatSize(input) !== outputs) {
        throw new ConfigError(
          `output: an activation hands on ${outputs} values to the likelihood, but the decoder ends in ` +
            `[${input.join(', ')}]: add a dense layer of ${outputs} units`,
        );
      }
      return (graph, h, activation = 'identity') =>
        activation === 'identity' ? h : activate(graph, h, { name: graph.site(name), activation });
    },
    onnx: async () => ({ toOnnx: (_, { x }) => x }),
  },
  onnx: () => import('./onnx/activation.ts'),
};
