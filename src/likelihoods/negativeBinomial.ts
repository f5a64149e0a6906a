import { ConfigError } from '../errors.ts';
import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { broadcast } from '../ops/broadcast.ts';
import { dense } from '../ops/dense.ts';
import { likelihood } from '../ops/likelihood.ts';
import { type LikelihoodContext, type LikelihoodDefinition, RECONSTRUCTION } from './likelihood.ts';

/**
 * Counts that vary more than Poisson's, such as gene expression: mean m, variance m + m² / r.
 * Source: Lopez et al., "Deep generative modeling for single-cell transcriptomics", 2018.
 */
export interface NegativeBinomialOptions {
  readonly kind: 'negativeBinomial';
  /** r: learned for each column, or made for each value by a second output layer. */
  readonly dispersion: 'column' | 'network';
}

export const negativeBinomial: LikelihoodDefinition<NegativeBinomialOptions> = {
  resolve({ dispersion = 'column' }) {
    if (dispersion !== 'column' && dispersion !== 'network') {
      throw new ConfigError(
        `likelihood.dispersion must be "column" or "network", got ${String(dispersion)}`,
      );
    }
    return { kind: 'negativeBinomial', dispersion };
  },
  build(context, { dispersion }) {
    const means = context.layer('fc4', context.columns);
    const dispersionOf = dispersion === 'column' ? byColumn(context) : byNetwork(context);
    return {
      loss(graph, h, x, samples) {
        const logMean = dense(graph, h, means);
        const logDispersion = dispersionOf(graph, h);
        return likelihood(graph, x, {
          name: RECONSTRUCTION,
          outputs: [
            {
              tensor: logMean,
              slot: { choice: 'negative_binomial', bindings: { log_dispersion: logDispersion } },
            },
            {
              tensor: logDispersion,
              slot: { choice: 'negative_binomial_dispersion', bindings: { log_mean: logMean } },
            },
          ],
          samples,
        });
      },
      mean: (graph, h) => dense(graph, h, { ...means, activation: 'exp' }),
    };
  },
};

type DispersionOf = (graph: Graph, h: Tensor) => Tensor;

function byColumn({ columns, store }: LikelihoodContext): DispersionOf {
  const values = store.parameter('likelihood.log_dispersion', { shape: [columns], bound: 0 });
  return (graph, h) =>
    broadcast(graph, values, { name: 'log_dispersion', rows: h.shape[0] ?? 0, columns });
}

function byNetwork({ columns, layer }: LikelihoodContext): DispersionOf {
  const dispersions = layer('fc42', columns);
  return (graph, h) => dense(graph, h, dispersions);
}
