import { toOnnx as gaussianInOnnx } from '../../distributions/posteriors/onnx/gaussian.ts';
import { flatSize } from '../../layers/layer.ts';
import { stackToOnnx } from '../../layers/onnx/stack.ts';
import type { OnnxNetworks } from '../family.ts';
import type { Architecture } from '../model.ts';
import { encoderToOnnx } from '../onnxEncoder.ts';
import type { VibArchitecture } from './architecture.ts';

/**
 * `encoder`: `x` `[batch, columns]` → `mu`, `logvar` `[batch, latent]`. `classifier`: a code `z`
 * `[batch, latent]` → `probabilities` `[batch, classes]`.
 */
export function toOnnx(architecture: Architecture): OnnxNetworks {
  const { input, encoder, latent, decoder, classes } = architecture as VibArchitecture;
  return {
    encoder: (graph) =>
      encoderToOnnx(graph, {
        name: 'fc1',
        layers: encoder,
        input,
        x: graph.input('x', flatSize(input)),
        posterior: gaussianInOnnx,
        latent,
      }),
    async classifier(graph) {
      const z = graph.input('z', latent.size);
      const { shape, y } = await stackToOnnx(graph, decoder, {
        name: 'fc3',
        input: [latent.size],
        x: z,
      });
      const inputs = flatSize(shape);
      const logits = graph.linear(y, { name: 'classifier', inputs, units: classes });
      const probabilities = graph.node('Softmax', [logits], { axis: { int: -1 } });
      graph.output('probabilities', probabilities, classes);
    },
  };
}
