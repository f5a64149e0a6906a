import { posteriorDefinition } from '../../distributions/posteriors/posteriors.ts';
import { loadExporter } from '../../formats/onnx/exporter.ts';
import type { OnnxGraph, OnnxValue } from '../../formats/onnx/graph.ts';
import { flatSize } from '../../layers/layer.ts';
import type { OnnxNetworks } from '../family.ts';
import type { Architecture } from '../model.ts';
import { decoderToOnnx } from '../onnxDecoder.ts';
import { encoderToOnnx } from '../onnxEncoder.ts';
import {
  completeArchitecture,
  type VaeArchitecture,
  type VaeArchitectureChoice,
} from './architecture.ts';
import { outputName, stackNames } from './model.ts';

/** Writes models of a family whose networks are those of a VAE. */
export const exporterAs = <Own extends Architecture>(
  asVae: (architecture: Own) => VaeArchitectureChoice,
) => ({
  toOnnx: (given: Architecture): OnnxNetworks => toOnnx(completeArchitecture(asVae(given as Own))),
});

/**
 * `encoder`: `x` `[batch, columns]` → the posterior's statistics. `decoder`: `z` `[batch, latent]` →
 * the means `x` `[batch, columns]`. Both take a `condition` `[batch, condition]` too if the model
 * does.
 */
export function toOnnx(given: Architecture): OnnxNetworks {
  const architecture = given as VaeArchitecture;
  const { input, encoder, latent, decoder, output, likelihood, condition } = architecture;
  const names = stackNames(architecture);
  const columns = flatSize(input);
  const withCondition = (graph: OnnxGraph, x: OnnxValue): OnnxValue =>
    condition > 0 ? graph.concat([x, graph.input('condition', condition)]) : x;
  return {
    async encoder(graph) {
      const x = graph.input('x', columns);
      const posterior = await loadExporter(
        `the posterior "${latent.kind}"`,
        posteriorDefinition(latent).onnx,
      );
      await encoderToOnnx(graph, {
        name: names.encoder,
        layers: encoder,
        input: condition > 0 ? [columns + condition] : input,
        x: withCondition(graph, seen(graph, architecture, x)),
        posterior,
        latent,
      });
    },
    async decoder(graph) {
      await decoderToOnnx(graph, {
        ...{ name: names.decoder, layers: decoder, output, likelihood, input },
        size: latent.size + condition,
        z: withCondition(graph, graph.input('z', latent.size)),
        nameOf: (name) => outputName(architecture, name),
      });
    },
  };
}

/**
 * The encoder's view of x, as it is after training. What `binarize: 'dynamic'` draws is given as it
 * was drawn, since a graph draws nothing.
 */
function seen(
  graph: OnnxGraph,
  { binarize, normalizeInput, logInput }: VaeArchitecture,
  x: OnnxValue,
): OnnxValue {
  const binary = binarize === 'static' ? threshold(graph, x) : x;
  const values = logInput ? logarithms(graph, binary) : binary;
  return normalizeInput ? normalized(graph, values) : values;
}

/** log(1 + x), 0 where x is below 0. */
const logarithms = (graph: OnnxGraph, x: OnnxValue): OnnxValue =>
  graph.node('Log', [graph.node('Add', [graph.node('Relu', [x]), graph.floats(1)])]);

/** 1 where x ≥ 1/2, else 0. */
function threshold(graph: OnnxGraph, x: OnnxValue): OnnxValue {
  const atLeast = graph.node('GreaterOrEqual', [x, graph.floats(0.5)]);
  return graph.node('Where', [atLeast, graph.floats(1), graph.floats(0)]);
}

/** Rows of length 1; a row of zeros stays zero. */
function normalized(graph: OnnxGraph, x: OnnxValue): OnnxValue {
  const norm = graph.node('ReduceL2', [x], { axes: { ints: [1] } });
  return graph.node('Div', [x, graph.node('Max', [norm, graph.floats(1e-12)])]);
}
