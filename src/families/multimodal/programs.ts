import { logRatio } from '../../distributions/divergence.ts';
import { Graph } from '../../graph/graph.ts';
import type { Tensor } from '../../graph/tensor.ts';
import type { ForwardPass } from '../../layers/layer.ts';
import { importanceBound } from '../../ops/importanceBound.ts';
import { sliceColumns } from '../../ops/sliceColumns.ts';
import type { ProgramRequest, Programs } from '../model.ts';
import { forwardProgram } from '../program.ts';
import { posteriorOf } from './inference.ts';
import type { Part, Parts } from './parts.ts';
import { explainedLoss, gatherBatch, infer, reconstructionLosses } from './recording.ts';

/** The programs of a model beside training and evaluation. */
export function multimodalPrograms(parts: Parts): Programs {
  const { store, modalities, definition, prior, size } = parts;
  const [first] = modalities as [Part, ...Part[]];
  const inferred = (graph: Graph, { source, noise }: Omit<ProgramRequest, 'samples'>) => {
    const batch = gatherBatch(graph, parts, source);
    const inference = infer(graph, parts, batch, { mode: 'evaluate', noise });
    return { batch, inference, posterior: posteriorOf(graph, inference, definition.mixture) };
  };
  return {
    encode: {
      record: (request) => {
        const graph = new Graph(store);
        const { moments } = inferred(graph, request).posterior;
        return forwardProgram('encoder', graph, moments ? { stats: moments } : {});
      },
    },
    posterior: {
      record: (request) => {
        const graph = new Graph(store);
        const { moments, ...posterior } = inferred(graph, request).posterior;
        const { z } = posterior.sample(graph, { name: 'code.z', noise: request.noise });
        return forwardProgram('posterior', graph, { ...(moments && { stats: moments }), z });
      },
    },
    /** `z` → `x` `[rows, columns]`, the means of the first modality. */
    decode: {
      record: ({ source: { rows }, noise }) => {
        const graph = new Graph(store);
        const z = graph.input('z', [rows, size]);
        return forwardProgram('decoder', graph, { x: first.explainer.mean(graph, z, noise) });
      },
    },
    /** Codes of the prior → `x` as of `decode`. */
    sample: {
      record: ({ source: { rows }, noise }) => {
        const graph = new Graph(store);
        const z = prior.sample(graph, { name: 'z', rows, noise });
        return forwardProgram('sampler', graph, { x: first.explainer.mean(graph, z, noise) });
      },
    },
    /** Codes of the prior → the means of each modality, by its name. */
    joint: {
      record: ({ source: { rows }, noise }) => {
        const graph = new Graph(store);
        const z = prior.sample(graph, { name: 'z', rows, noise });
        return forwardProgram('joint sampler', graph, meansOf(graph, modalities, z, noise));
      },
    },
    /** Rows → the means of each modality at the mean of the code, by its name. */
    translate: {
      record: (request) => {
        const graph = new Graph(store);
        const { moments } = inferred(graph, request).posterior;
        const at = { name: 'code.z', first: 0, width: size };
        const z = sliceColumns(graph, moments as Tensor, at);
        return forwardProgram('translation', graph, meansOf(graph, modalities, z, request.noise));
      },
    },
    /** Rows → the means of each modality at samples of the code, `[rows · samples, columns]`, by its name. */
    conditional: {
      record: (request) => {
        const graph = new Graph(store);
        const { posterior } = inferred(graph, request);
        const { noise, samples } = request;
        const { z } = posterior.sample(graph, { name: 'code.z', noise, samples });
        return forwardProgram('conditional sampler', graph, meansOf(graph, modalities, z, noise));
      },
    },
    bound: {
      record: (request) => {
        const { source, noise, samples } = request;
        const graph = new Graph(store, { ring: source.ring });
        const { batch, inference, posterior } = inferred(graph, request);
        const draw = posterior.sample(graph, { name: 'code.z', noise, samples });
        const codes = { draw, perRow: samples };
        const pass = { mode: 'evaluate', noise } as const;
        const losses = reconstructionLosses(graph, parts, batch, codes, pass);
        const cost = explainedLoss(graph, parts, inference, losses, codes);
        const ratio = logRatio(graph, draw, prior, { name: 'kl' });
        const bound = importanceBound(graph, cost, ratio, { name: 'bound', samples });
        return forwardProgram('bound', graph, { bound });
      },
    },
  };
}

/** E[x | z] of each modality, `[rows, columns]`, by its name. */
function meansOf(
  graph: Graph,
  modalities: readonly Part[],
  z: Tensor,
  noise: ForwardPass['noise'],
): Readonly<Record<string, Tensor>> {
  return Object.fromEntries(
    modalities.map(({ name, explainer }) => [name, explainer.mean(graph, z, noise)]),
  );
}
